import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import type { Session } from './session';

export function engineHandlers(session: Session): Pick<Handlers<KernelMethods>, 'engine.status' | 'engine.configure'> {
  return {
    'engine.status': async () => {
      const open = session.current;
      return {
        engine: session.ports.engines.name,
        duckdbVersion: open?.engine.version ?? '',
        memoryUsed: open ? await open.engine.memoryUsed() : 0,
        bitsetBytes: open?.resident.store.bytesUsed ?? 0,
      };
    },
    /** Holds for every workspace opened from now on. */
    'engine.configure': async ({ memoryMiB, threads }) => {
      session.settings = { ...(memoryMiB === undefined ? {} : { memoryMiB }), ...(threads === undefined ? {} : { threads }) };
      return null;
    },
  };
}
