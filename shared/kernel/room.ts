import { fault } from '../model/result';
import type { Files, FileToken } from './ports';
import type { Session } from './session';

const MEBI = 2 ** 20;
/** What a large import leaves free, so that the workspace can be worked in and closed. */
const RESERVE_BYTES = 512 * MEBI;

/**
 * Refuses work that writes so many bytes beside a file, before it has begun. Where nobody can say what is free it goes on.
 * @throws Fault DISK_FULL with what is needed and what is free.
 */
export async function requireRoom(files: Pick<Files, 'free'>, file: FileToken, bytes: number): Promise<void> {
  const free = (await files.free?.(file)) ?? null;
  if (free === null || free >= bytes) return;
  const values = { needed: Math.ceil(bytes / MEBI), free: Math.floor(free / MEBI) };
  throw fault('DISK_FULL', 'disk.noRoom', values, { hint: 'hint.freeDisk' });
}

/**
 * An import writes its rows, their log and what is computed of them: twice its files, and as much again, up to 512 MiB, stays free. What is
 * small goes on where a disk is nearly full.
 */
export async function requireRoomForImport(
  { ports: { files }, open: { file } }: Session,
  sources: readonly FileToken[],
): Promise<void> {
  if (file === null) return;
  const infos = await Promise.all(sources.map((source) => files.info(source)));
  const bytes = infos.reduce((sum, { size }) => sum + size, 0);
  await requireRoom(files, file, 2 * bytes + Math.min(bytes, RESERVE_BYTES));
}

/** All that the open workspace holds is about to be written anew beside `to`. */
export async function requireRoomForCopy({ ports: { files }, open: { file } }: Session, to: FileToken | null): Promise<void> {
  if (file === null || to === null) return;
  await requireRoom(files, to, (await files.info(file)).size);
}
