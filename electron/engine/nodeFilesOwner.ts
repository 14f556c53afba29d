import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { lockedFault } from '#shared/engines/duckdbFault';
import { isAlive, removeIfPossible } from '../folder/unfinished';

/**
 * Says in the sidecar which process has a workspace open. The native engine has DuckDB's own lock; the wasm engine works on
 * a copy in memory and needs this note, so that neither engine opens what the other has open.
 */
export interface Owner {
  readonly pid: number;
  readonly engine: 'native' | 'wasm';
}

/** The folder beside a workspace for state that can be made again. */
export function sidecarOf(path: string): string {
  return `${path}.sidecar`;
}

/** @throws Fault WORKSPACE_LOCKED while a living process owns the workspace on one of these engines. */
export async function refuseOwned(path: string, engines: readonly Owner['engine'][]): Promise<void> {
  const owner = await readOwner(path);
  if (owner && engines.includes(owner.engine) && isAlive(owner.pid)) throw lockedFault(basename(path), `${owner.pid}`);
}

export async function writeOwner(path: string, engine: Owner['engine']): Promise<void> {
  await fs.mkdir(sidecarOf(path), { recursive: true, mode: 0o700 });
  const owner: Owner = { pid: process.pid, engine };
  await fs.writeFile(ownerFile(path), JSON.stringify(owner), { mode: 0o600 });
}

export async function removeOwner(path: string): Promise<void> {
  await removeIfPossible(ownerFile(path));
  // Only an empty sidecar goes; others may keep state in it.
  await fs.rmdir(sidecarOf(path)).catch(() => undefined);
}

/** Folders for what databases in memory spill are named after their process, so that those of a killed one are found. */
const SPILL = /^huaxiang-spill-(\d+)-/;

/** A new folder for a database in memory; what processes that are gone left behind is wiped, because it may hold customers' data. */
export async function makeSpillFolder(): Promise<string> {
  const left = (await fs.readdir(tmpdir())).filter((name) => isDead(Number(SPILL.exec(name)?.[1])));
  for (const name of left) await removeIfPossible(join(tmpdir(), name));
  return await fs.mkdtemp(join(tmpdir(), `huaxiang-spill-${process.pid}-`));
}

function isDead(pid: number): boolean {
  return Number.isInteger(pid) && pid !== process.pid && !isAlive(pid);
}

function ownerFile(path: string): string {
  return join(sidecarOf(path), 'owner.json');
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    const owner: Partial<Owner> = JSON.parse(await fs.readFile(ownerFile(path), 'utf8'));
    return typeof owner.pid === 'number' && (owner.engine === 'native' || owner.engine === 'wasm')
      ? { pid: owner.pid, engine: owner.engine }
      : null;
  } catch {
    return null;
  }
}
