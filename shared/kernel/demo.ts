import { generateDemo } from '../demo/generateDemo';
import type { WorkspaceInfo } from '../model/workspace';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { applyEntities } from './entities';
import { runImport } from './imports';
import type { FileToken } from './ports';
import { saveSegment } from './segments';
import { type Session, stopIfCancelled } from './session';
import { createWorkspace, describeWorkspace, openWorkspace } from './workspace';

/** The ready workspace in the demo bank's folder. */
const DEMO_FILE = 'demo.huaxiang';
/** Its name until it is complete. */
const UNFINISHED_FILE = 'unfinished.demo';
const EVENTS_PER_CUSTOMER = 50;
const MAKING_SHARE = 0.4;

type DemoRequest = Args<KernelMethods, 'demo.create'>;

export function demoHandlers(session: Session): Pick<Handlers<KernelMethods>, 'demo.create'> {
  return { 'demo.create': (request, call) => session.quietly(() => createDemo(session, request, call)) };
}

/** Writes the demo bank's files and a workspace of them; an earlier demo workspace in the folder is replaced. */
async function createDemo(session: Session, { folder, ...size }: DemoRequest, call: CallContext): Promise<WorkspaceInfo> {
  const { files } = session.ports;
  const demo = await generateDemo({
    ...size,
    events: size.events ?? EVENTS_PER_CUSTOMER * size.customers,
    files,
    folder,
    signal: call.signal,
    onProgress: (share) => call.progress({ phase: 'demo', fraction: share * MAKING_SHARE }),
  });
  const unfinished = files.inside(folder, UNFINISHED_FILE);
  await removeIfThere(session, unfinished);
  await createWorkspace(session, unfinished);
  try {
    await importDemo(session, demo, call);
    const ready = files.inside(folder, DEMO_FILE);
    await session.saveCopy(ready);
    await openWorkspace(session, ready);
  } catch (cause) {
    await session.replace(null);
    throw cause;
  } finally {
    await removeIfThere(session, unfinished);
  }
  return await describeWorkspace(session);
}

async function removeIfThere({ ports: { files } }: Session, file: FileToken): Promise<void> {
  if (await files.exists(file)) await files.remove(file);
}

async function importDemo(session: Session, demo: Awaited<ReturnType<typeof generateDemo>>, call: CallContext): Promise<void> {
  const imported = demo.files.filter(({ options }) => options !== null);
  for (const [index, { file, table, options }] of imported.entries()) {
    stopIfCancelled(call.signal);
    const progress = () =>
      call.progress({ phase: 'import', fraction: MAKING_SHARE + ((1 - MAKING_SHARE) * index) / imported.length });
    await runImport(session, { file, table, options: options ?? {} }, { signal: call.signal, progress });
  }
  await session.writeData(async (connection, change) => {
    change.customers = (await applyEntities(session, connection, demo.entities)).state;
  });
  await session.write(async (connection) => {
    // The newest stands first in every list, and the first should be the most telling one.
    for (const segment of demo.segments.toReversed()) await saveSegment(session, connection, segment);
  });
}
