import type { RescueMessage, RescueOrder } from '#shared/model/rescue';
import { errorOf, Fault } from '#shared/model/result';
import { rescueWorkspace } from './rescueWorkspace';

const DATABASE_UNUSABLE = 3;

const [, , order = ''] = process.argv;
void rescue(JSON.parse(order) as RescueOrder);

/** Stays until it is ended by whoever started it, so that what it tells arrives. */
async function rescue(asked: RescueOrder): Promise<void> {
  try {
    tell({ kind: 'done', rescue: await rescueWorkspace(asked, (what) => tell({ kind: 'reading', what })) });
  } catch (cause) {
    // The same as if the process had crashed over what it read.
    if (cause instanceof Fault && cause.error.code === 'ENGINE_STOPPED') process.exit(DATABASE_UNUSABLE);
    tell({ kind: 'failed', error: cause instanceof Fault ? cause.error : errorOf('INTERNAL', 'workspace.rescueFailed', {}) });
  }
}

/** Electron's utility process has a port to its parent, Node's child process a channel. */
function tell(message: RescueMessage): void {
  if (process.parentPort) process.parentPort.postMessage(message);
  else process.send?.(message);
}
