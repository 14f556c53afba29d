import { createKernel } from '#shared/kernel/kernel';
import { noAnchors } from '#shared/kernel/noAnchors';
import type { EntityMap } from '#shared/model/entities';
import { Fault, type HuaxiangError } from '#shared/model/result';
import { nativeEngines } from './nativeEngine';
import type { NodeFiles } from './nodeFiles';
import { nodeKeyring } from './nodeKeyring';
import { nodePorts } from './nodePorts';

/**
 * Opens a rescued workspace as anybody would, which proves that it can be opened, and where rows were lost numbers the customers by
 * their map and computes the tags anew. Answers why the customers could not be numbered, if so: the rest of the workspace can be used all the same.
 */
export async function renewRescued(files: NodeFiles, path: string, map: EntityMap | null): Promise<HuaxiangError | null> {
  const kernel = createKernel(
    nodePorts({
      engines: nativeEngines(files),
      files,
      keys: nodeKeyring(`${path}.key`),
      anchors: noAnchors,
      writeLog: () => undefined,
    }),
    () => undefined,
  );
  const call = { signal: new AbortController().signal, progress: () => undefined };
  try {
    await kernel.handlers['workspace.open']({ file: files.grant(path) }, call);
    if (map === null) return null;
    await kernel.handlers['entities.apply']({ map }, call);
    await kernel.handlers['tags.refresh']({}, call);
    return null;
  } catch (cause) {
    if (cause instanceof Fault && !OPENING.has(cause.error.code)) return cause.error;
    throw cause;
  } finally {
    await kernel.close();
  }
}

/** Faults of the workspace as a whole, not of its customers. */
const OPENING: ReadonlySet<string> = new Set([
  'NOT_A_WORKSPACE',
  'WORKSPACE_NEWER',
  'WORKSPACE_DAMAGED',
  'DISK_FULL',
  'DISK_FAILED',
  'ENGINE_STOPPED',
]);
