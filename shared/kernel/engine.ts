import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import type { Session } from './session';

export function engineHandlers(session: Session): Pick<Handlers<KernelMethods>, 'engine.status' | 'engine.configure'> {
  let version: Promise<string> | undefined;
  return {
    'engine.status': async () => {
      version ??= engineVersion(session);
      const open = session.current;
      return {
        engine: session.ports.engines.name,
        duckdbVersion: await version,
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

/** The database's version, from an empty database where no workspace is open. */
async function engineVersion({ current, ports, settings }: Session): Promise<string> {
  if (current) return current.engine.version;
  const engine = await ports.engines.open(null, settings);
  await engine.close();
  return engine.version;
}
