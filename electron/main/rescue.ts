import { type UtilityProcess, utilityProcess } from 'electron';
import type { Rescue, RescueMessage, RescueOrder } from '#shared/model/rescue';
import { fault } from '#shared/model/result';
import { type RescueChild, rescueInProcess } from '../rescue/rescueInProcess';
import type { Grants } from './grants';

/** Rescues one granted file into another, in a process that runs `program`. @throws Fault as `rescueInProcess`. */
export async function rescue(program: string, grants: Grants, asked: { from: string; to: string }): Promise<Rescue> {
  return await rescueInProcess((order) => startChild(program, order), {
    from: pathOf(grants, asked.from),
    to: pathOf(grants, asked.to),
  });
}

function pathOf(grants: Grants, token: string): string {
  const grant = grants.find(token);
  if (!grant) throw fault('FILE_NOT_FOUND', 'file.neverOpened', {});
  return grant.path;
}

function startChild(program: string, order: RescueOrder): RescueChild {
  const child: UtilityProcess = utilityProcess.fork(program, [JSON.stringify(order)], { serviceName: 'Huaxiang rescue' });
  return {
    onMessage: (listen) => void child.on('message', (message: RescueMessage) => listen(message)),
    onExit: (listen) => void child.once('exit', listen),
    kill: () => void child.kill(),
  };
}
