import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { CATALOGUE, type Rescue, type RescueMessage, type RescueOrder } from '#shared/model/rescue';
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
  readonly signal?: AbortSignal;
}

/** Parts of a file that may end a process before it is given up. */
const MOST_SKIPPED = 20;

/**
 * Rescues a damaged workspace in a process of its own. What that process ends over is left out by the next one. Whatever happens, the
 * damaged file is as it was and the new one is there whole or not at all.
 * @throws Fault as `rescueWorkspace`.
 */
export async function rescueInProcess(start: (order: RescueOrder) => RescueChild, { from, to, signal }: Asked): Promise<Rescue> {
  const folder = await unfinishedBeside(to, 'rescue');
  const skip: string[] = [];
  try {
    while (skip.length <= MOST_SKIPPED) {
      if (signal?.aborted) throw fault('CANCELLED', 'call.cancelled', {});
      const outcome = await outcomeOf(start({ from, to, folder, skip: [...skip] }), signal);
      if ('rescue' in outcome) return outcome.rescue;
      if (signal?.aborted) continue;
      if (outcome.endedOver === CATALOGUE || skip.includes(outcome.endedOver)) break;
      skip.push(outcome.endedOver);
    }
    const name = basename(from);
    throw fault('WORKSPACE_DAMAGED', 'workspace.beyondRescue', { name }, { hint: 'hint.restoreCopy', at: { file: name } });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

type Outcome = { readonly rescue: Rescue } | { readonly endedOver: string };

/** Until the process has ended: only then are its files nobody's. */
function outcomeOf(child: RescueChild, signal: AbortSignal | undefined): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let outcome: Outcome = { endedOver: CATALOGUE };
    let failure: Fault | undefined;
    const kill = () => child.kill();
    signal?.addEventListener('abort', kill, { once: true });
    child.onMessage((message) => {
      if (message.kind === 'reading') {
        outcome = { endedOver: message.what };
        return;
      }
      if (message.kind === 'done') outcome = { rescue: message.rescue };
      else failure = new Fault(message.error);
      kill();
    });
    child.onExit(() => {
      signal?.removeEventListener('abort', kill);
      if (failure) reject(failure);
      else resolve(outcome);
    });
  });
}
