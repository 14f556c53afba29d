import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { basename, join } from 'node:path';
import { lockedFault } from '#shared/engines/duckdbFault';
import { isAlive, removeIfPossible } from '../folder/unfinished';
import { replaceFile } from './nodeFiles';
import { sidecarOf } from './nodeFilesOwner';
import type { Seal } from './sealedFile';

/** Where the plain file of a sealed workspace lies while it is open. */
export interface PrivateFolder {
  readonly folder: string;
  /** The plain file. */
  readonly plain: string;
  readonly place: 'memory' | 'disk';
}

/** What lets the next process seal what a killed one left: no secret is in it. */
interface Note {
  readonly pid: number;
  /** The sealed file. */
  readonly file: string;
  /** Null until the plain file is one that somebody works in: what is left before that is worth nothing. */
  readonly head: Record<keyof Seal['head'], string> | null;
}

const PLAIN = 'workspace.huaxiang';
const NOTE = 'sealed.json';
/** A file system in memory, where there is one. */
const MEMORY = '/dev/shm';
/** The workspace, a copy while it is sealed, and room to work in. */
const TIMES = 3;
const ROOM_BYTES = 256 * 2 ** 20;

/** Those of this process. */
const IN_USE = new Set<string>();

/** A new private folder for a sealed file, in memory where it fits, else beside the file or in another place. @throws Fault WORKSPACE_LOCKED while another is in use. */
export async function makePrivateFolder(file: string, size: number, onDisk = besideOf(file)): Promise<PrivateFolder> {
  const root = await memoryRoot();
  const inMemory = root !== null && (await freeBytes(root)) > TIMES * size + ROOM_BYTES;
  const folder = inMemory ? join(root, nameOf(file)) : onDisk;
  const note = await noteIn(folder);
  if (note && isInUse(folder, note)) throw lockedFault(basename(file), `${note.pid}`);
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  await writeNote(folder, { pid: process.pid, file, head: null });
  IN_USE.add(folder);
  return { folder, plain: join(folder, PLAIN), place: inMemory ? 'memory' : 'disk' };
}

/** What is in it was sealed, or is worth nothing. */
export async function removePrivateFolder({ folder }: Pick<PrivateFolder, 'folder'>): Promise<void> {
  IN_USE.delete(folder);
  await removeIfPossible(folder);
}

/** What is in it could not be sealed: whoever opens the file next does it. */
export function leavePrivateFolder({ folder }: PrivateFolder): void {
  IN_USE.delete(folder);
}

/** Notes whose folder it is. */
export async function noteOwner(
  { folder }: PrivateFolder,
  file: string,
  { salt, publicKey, wrapped }: Seal['head'],
): Promise<void> {
  const text = (bytes: Buffer) => bytes.toString('hex');
  const head = { salt: text(salt), publicKey: text(publicKey), wrapped: text(wrapped) };
  await writeNote(folder, { pid: process.pid, file, head });
}

/** Whole or not at all: without it nobody could seal what is left. */
async function writeNote(folder: string, note: Note): Promise<void> {
  const whole = join(folder, `${NOTE}.new`);
  await fs.writeFile(whole, JSON.stringify(note), { mode: 0o600 });
  await replaceFile(whole, join(folder, NOTE));
}

export interface LeftBehind extends PrivateFolder {
  readonly file: string;
  readonly head: Seal['head'] | null;
}

/** The folders of processes that are gone: those in memory, and the one beside a file. */
export async function leftBehind(file?: string): Promise<LeftBehind[]> {
  const root = await memoryRoot();
  const names = root === null ? [] : await fs.readdir(root).catch(() => []);
  const inMemory = names.map((name) => ({ folder: join(root ?? '', name), place: 'memory' as const }));
  const beside = file === undefined ? [] : [{ folder: besideOf(file), place: 'disk' as const }];
  const found = await Promise.all([...inMemory, ...beside].map(readLeft));
  return found.filter((each) => each !== null);
}

async function readLeft({ folder, place }: Pick<PrivateFolder, 'folder' | 'place'>): Promise<LeftBehind | null> {
  const note = await noteIn(folder);
  if (!note || isInUse(folder, note)) return null;
  const bytes = (text: string) => Buffer.from(text, 'hex');
  const head = note.head && {
    salt: bytes(note.head.salt),
    publicKey: bytes(note.head.publicKey),
    wrapped: bytes(note.head.wrapped),
  };
  return { folder, place, plain: join(folder, PLAIN), file: note.file, head };
}

async function noteIn(folder: string): Promise<Note | null> {
  try {
    return JSON.parse(await fs.readFile(join(folder, NOTE), 'utf8')) as Note;
  } catch {
    return null;
  }
}

function isInUse(folder: string, { pid }: Note): boolean {
  return pid === process.pid ? IN_USE.has(folder) : isAlive(pid);
}

/** This user's own folder in memory; null where there is none, or somebody else made it. */
async function memoryRoot(): Promise<string | null> {
  const user = process.getuid?.();
  if (user === undefined) return null;
  const root = join(MEMORY, `huaxiang-${user}`);
  try {
    await fs.mkdir(root, { mode: 0o700 }).catch(() => undefined);
    const { uid, mode } = await fs.lstat(root);
    const isOwn = uid === user && (mode & 0o170077) === 0o040000;
    return isOwn ? root : null;
  } catch {
    return null;
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await fs.statfs(folder);
  return bavail * bsize;
}

function besideOf(file: string): string {
  return join(sidecarOf(file), 'open');
}

function nameOf(file: string): string {
  return createHash('sha256').update(file).digest('hex').slice(0, 32);
}
