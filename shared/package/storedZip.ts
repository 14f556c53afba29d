import { lengthOf } from '../model/joinedBytes';
import { crc32 } from './crc32';

/** A file of an archive. Its path is plain: letters, digits, `.`, `-`, `_`, folders parted by `/`. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Why bytes are no archive as `storedZip` makes them, with the file where it shows. */
export class NotStored extends Error {
  constructor(
    readonly reason: 'bytes' | 'path' | 'twice' | 'checksum',
    readonly path: string | null,
  ) {
    super(`${reason} ${path ?? ''}`);
  }
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
/** 1980-01-01, the first day that an archive can name. */
const FIRST_DAY = 0x21;
/** Version 1.0 of the format is all it takes; names are UTF-8. */
const VERSION = 10;
const UTF8 = 0x800;
const MOST_FILES = 1000;
/** What the format can say without its 64-bit extension. */
export const MOST_BYTES = 2 ** 32 - 1;

const PLAIN_PATH = /^[A-Za-z0-9_][\w.-]{0,99}(\/[A-Za-z0-9_][\w.-]{0,99}){0,3}$/;

/**
 * A ZIP archive whose files are stored as they are, in their order, with nothing of the time or machine it was made at: the same files
 * are the same bytes. All of it together has to be shorter than 4 GiB.
 */
export function storedZip(files: readonly PackedFile[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const name = new TextEncoder().encode(path);
    const facts = { name, size: bytes.length, checksum: crc32(bytes, 0), offset };
    const local = localHeader(facts);
    chunks.push(local, bytes);
    central.push(centralHeader(facts));
    offset += local.length + bytes.length;
  }
  const directory = lengthOf(central);
  return [...chunks, ...central, endRecord(files.length, directory, offset)];
}

/** The files of such an archive. Any byte that is not as `storedZip` would write it is a fault. @throws NotStored. */
export function readStoredZip(archive: Uint8Array): PackedFile[] {
  const files: PackedFile[] = [];
  const seen = new Set<string>();
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  let at = 0;
  while (files.length <= MOST_FILES && at + LOCAL_BYTES <= archive.length && view.getUint32(at, true) === LOCAL) {
    const file = localFile(archive, view, at);
    if (!PLAIN_PATH.test(file.path)) throw new NotStored('path', null);
    if (seen.has(file.path.toLowerCase())) throw new NotStored('twice', file.path);
    if (view.getUint32(at + 14, true) !== crc32(file.bytes, 0)) throw new NotStored('checksum', file.path);
    seen.add(file.path.toLowerCase());
    files.push(file);
    at = file.bytes.byteOffset - archive.byteOffset + file.bytes.length;
  }
  holdBytes(archive, storedZip(files));
  return files;
}

function localFile(archive: Uint8Array, view: DataView, at: number): PackedFile {
  const [size, nameLength] = [view.getUint32(at + 22, true), view.getUint16(at + 26, true)];
  const start = at + LOCAL_BYTES + nameLength;
  if (start + size > archive.length) throw new NotStored('bytes', null);
  const path = new TextDecoder().decode(archive.subarray(at + LOCAL_BYTES, start));
  return { path, bytes: archive.subarray(start, start + size) };
}

function holdBytes(archive: Uint8Array, chunks: readonly Uint8Array[]): void {
  let at = 0;
  for (const chunk of chunks) {
    const isSame = chunk.buffer === archive.buffer || chunk.every((byte, place) => archive[at + place] === byte);
    if (!isSame) throw new NotStored('bytes', null);
    at += chunk.length;
  }
  if (at !== archive.length) throw new NotStored('bytes', null);
}

interface FileFacts {
  readonly name: Uint8Array;
  readonly size: number;
  readonly checksum: number;
  readonly offset: number;
}

function localHeader({ name, size, checksum }: FileFacts): Uint8Array {
  const { bytes, view } = record(LOCAL_BYTES, name);
  view.setUint32(0, LOCAL, true);
  setFacts(view, 4, { name, size, checksum });
  return bytes;
}

function centralHeader({ name, size, checksum, offset }: FileFacts): Uint8Array {
  const { bytes, view } = record(CENTRAL_BYTES, name);
  view.setUint32(0, CENTRAL, true);
  view.setUint16(4, VERSION, true);
  setFacts(view, 6, { name, size, checksum });
  view.setUint32(42, offset, true);
  return bytes;
}

/** What both headers say alike: version, flags, no compression, time, day, checksum, sizes, length of the name. */
function setFacts(view: DataView, at: number, { name, size, checksum }: Omit<FileFacts, 'offset'>): void {
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 2, UTF8, true);
  view.setUint16(at + 8, FIRST_DAY, true);
  view.setUint32(at + 10, checksum, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, name.length, true);
}

function endRecord(files: number, directory: number, offset: number): Uint8Array {
  const { bytes, view } = record(END_BYTES, new Uint8Array());
  view.setUint32(0, END, true);
  view.setUint16(8, files, true);
  view.setUint16(10, files, true);
  view.setUint32(12, directory, true);
  view.setUint32(16, offset, true);
  return bytes;
}

function record(length: number, name: Uint8Array): { readonly bytes: Uint8Array; readonly view: DataView } {
  const bytes = new Uint8Array(length + name.length);
  bytes.set(name, length);
  return { bytes, view: new DataView(bytes.buffer) };
}
