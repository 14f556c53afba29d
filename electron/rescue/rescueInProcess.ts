import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { CATALOGUE, type Rescue, type RescueMessage, type RescueOrder, type RescueProgress } from '#shared/model/rescue';
import { Fault, fault } from '#shared/model/result';
import { unfinishedBeside } from '../folder/unfinished';

/** A process that works on a `RescueOrder`. */
export interface RescueChild {
  onMessage(listen: (message: RescueMessage) => void): void;
  onExit(listen: () => void): void;
  kill(): void;
}

interface Asked {
  readonly from: string;
  readonly to: string;
  /** Of a sealed workspace. */
  readonly passphrase?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RescueProgress) => void;
}

/** Parts of a file that may end a process before it is given up. */
const MOST_SKIPPED = 20;

/**
 * Rescues a damaged workspace in a process of its own. What that process ends over is left out by the next one. Whatever happens, the
 * damaged file is as it was and the new one is there whole or not at all.
 * @throws Fault as `rescueWorkspace`.
 */
export async function rescueInProcess(start: (order: RescueOrder) => RescueChild, asked: Asked): Promise<Rescue> {
  const { from, to, passphrase, signal } = asked;
  const folder = await unfinishedBeside(to, 'rescue');
  const folders = new Set([folder]);
  const skip: string[] = [];
  try {
    while (skip.length <= MOST_SKIPPED) {
      if (signal?.aborted) throw fault('CANCELLED', 'call.cancelled', {});
      const order = { from, to, folder, skip: [...skip], ...(passphrase === undefined ? {} : { passphrase }) };
      const outcome = await outcomeOf(start(order), { ...asked, onFolder: (other) => void folders.add(other) });
      if ('rescue' in outcome) return outcome.rescue;
      if (signal?.aborted) continue;
      if (outcome.endedOver === CATALOGUE || skip.includes(outcome.endedOver)) break;
      skip.push(outcome.endedOver);
    }
    const name = basename(from);
    throw fault('WORKSPACE_DAMAGED', 'workspace.beyondRescue', { name }, { hint: 'hint.restoreCopy', at: { file: name } });
  } finally {
    for (const each of folders) await fs.rm(each, { recursive: true, force: true });
  }
}

type Outcome = { readonly rescue: Rescue } | { readonly endedOver: string };

interface Heard extends Pick<Asked, 'signal' | 'onProgress'> {
  readonly onFolder: (folder: string) => void;
}

/** Until the process has ended: only then are its files nobody's. */
function outcomeOf(child: RescueChild, { signal, onProgress, onFolder }: Heard): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let outcome: Outcome = { endedOver: CATALOGUE };
    let failure: Fault | undefined;
    const kill = () => child.kill();
    signal?.addEventListener('abort', kill, { once: true });
    child.onMessage((message) => {
      switch (message.kind) {
        case 'reading':
          outcome = { endedOver: message.what };
          return;
        case 'progress':
          return onProgress?.(message.progress);
        case 'working':
          return onFolder(message.folder);
        case 'done':
          outcome = { rescue: message.rescue };
          return kill();
        case 'failed':
          failure = new Fault(message.error);
          return kill();
      }
    });
    child.onExit(() => {
      signal?.removeEventListener('abort', kill);
      if (failure) reject(failure);
      else resolve(outcome);
    });
  });
}
