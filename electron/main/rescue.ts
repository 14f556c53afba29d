import { type UtilityProcess, utilityProcess } from 'electron';
import { Patience } from '#shared/kernel/patience';
import type { Rescue, RescueMessage, RescueOrder } from '#shared/model/rescue';
import { fault } from '#shared/model/result';
import type { CallContext } from '#shared/rpc/method';
import { type RescueChild, rescueInProcess } from '../rescue/rescueInProcess';
import type { Grants } from './grants';

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly passphrase?: string | undefined;
}

const patience = new Patience();

/** Rescues one granted file into another, in a process that runs `program`. @throws Fault as `rescueInProcess`. */
export async function rescue(program: string, grants: Grants, asked: Asked, { signal, progress }: CallContext): Promise<Rescue> {
  const { passphrase } = asked;
  const from = pathOf(grants, asked.from);
  const run = () =>
    rescueInProcess((order) => startChild(program, order), {
      from,
      to: pathOf(grants, asked.to),
      signal,
      onProgress: (found) => progress({ phase: 'rescue', ...found }),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
  return passphrase === undefined ? await run() : await patience.with(from, run);
}

function pathOf(grants: Grants, token: string): string {
  const grant = grants.find(token);
  if (!grant) throw fault('FILE_NOT_FOUND', 'file.neverOpened', {});
  return grant.path;
}

function startChild(program: string, order: RescueOrder): RescueChild {
  const child: UtilityProcess = utilityProcess.fork(program, [], { serviceName: 'Huaxiang rescue' });
  child.postMessage(order);
  return {
    onMessage: (listen) => void child.on('message', (message: RescueMessage) => listen(message)),
    onExit: (listen) => void child.once('exit', listen),
    kill: () => void child.kill(),
  };
}
