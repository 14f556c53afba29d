import type { RescueMessage, RescueOrder } from '#shared/model/rescue';
import { errorOf, Fault } from '#shared/model/result';
import { type RescueTeller, rescueWorkspace } from './rescueWorkspace';

const DATABASE_UNUSABLE = 3;

// The order comes over the channel: arguments are listed for everybody on the machine, and it may hold a passphrase.
if (process.parentPort) process.parentPort.once('message', ({ data }) => void rescue(data as RescueOrder));
else process.once('message', (order) => void rescue(order as RescueOrder));

/** Stays until it is ended by whoever started it, so that what it tells arrives. */
async function rescue(order: RescueOrder): Promise<void> {
  try {
    tell({ kind: 'done', rescue: await rescueWorkspace(order, TELLER) });
  } catch (cause) {
    // The same as if the process had crashed over what it read.
    if (cause instanceof Fault && cause.error.code === 'ENGINE_STOPPED') process.exit(DATABASE_UNUSABLE);
    tell({ kind: 'failed', error: cause instanceof Fault ? cause.error : errorOf('INTERNAL', 'workspace.rescueFailed', {}) });
  }
}

const TELLER: RescueTeller = {
  reading: (what) => tell({ kind: 'reading', what }),
  progress: (progress) => tell({ kind: 'progress', progress }),
  working: (folder) => tell({ kind: 'working', folder }),
};

/** Electron's utility process has a port to its parent, Node's child process a channel. */
function tell(message: RescueMessage): void {
  if (process.parentPort) process.parentPort.postMessage(message);
  else process.send?.(message);
}
