import type { FileReader, FileToken } from './ports';

/** What an archive says of one of its files. Sizes and places are in bytes. */
export interface ZipEntry {
  /** As the archive has it: a label that may hold anything, never a path to follow. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly isEncrypted: boolean;
  /** 0 = stored, 8 = deflated; others are not read. */
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly at: number;
}

const END = { mark: 0x06054b50, bytes: 22, longestComment: 65_535 };
const END64 = { mark: 0x06064b50, bytes: 56, locatorMark: 0x07064b50, locatorBytes: 20 };
const ENTRY = { mark: 0x02014b50, bytes: 46 };
const MOST_DIRECTORY_BYTES = 64 * 2 ** 20;
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;

/** The files of a ZIP archive, in its order. @throws Error where it is cut off or damaged. */
export async function readZipDirectory(files: FileReader, file: FileToken): Promise<ZipEntry[]> {
  const { size } = await files.info(file);
  const { at, length, count } = await findDirectory(files, file, size);
  if (length > MOST_DIRECTORY_BYTES || at + length > size) throw new Error(`a directory of ${length} bytes at ${at}`);
  const directory = await readRange(files, file, at, length);
  const entries: ZipEntry[] = [];
  for (let place = 0; entries.length < count; ) {
    const { entry, next } = readEntry(directory, place);
    entries.push(entry);
    place = next;
  }
  return entries;
}

/** Exactly these bytes. @throws Error where the file ends before. */
export async function readRange(files: FileReader, file: FileToken, start: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for await (const part of files.read(file, { start, end: start + length })) {
    bytes.set(part.subarray(0, length - at), at);
    at += part.length;
  }
  if (at < length) throw new Error(`the file ends ${length - at} bytes too early`);
  return new DataView(bytes.buffer);
}

interface Directory {
  readonly at: number;
  readonly length: number;
  readonly count: number;
}

async function findDirectory(files: FileReader, file: FileToken, size: number): Promise<Directory> {
  const length = Math.min(size, END.bytes + END.longestComment);
  const tail = await readRange(files, file, size - length, length);
  let end = length - END.bytes;
  while (end >= 0 && tail.getUint32(end, true) !== END.mark) end -= 1;
  if (end < 0) throw new Error('no end of a directory');
  const found = {
    count: tail.getUint16(end + 10, true),
    length: tail.getUint32(end + 12, true),
    at: tail.getUint32(end + 16, true),
  };
  const isLarge = found.count === FULL_16 || found.length === FULL_32 || found.at === FULL_32;
  return isLarge ? await findLargeDirectory(files, file, size - length + end) : found;
}

async function findLargeDirectory(files: FileReader, file: FileToken, end: number): Promise<Directory> {
  const locator = await readRange(files, file, end - END64.locatorBytes, END64.locatorBytes);
  if (locator.getUint32(0, true) !== END64.locatorMark) throw new Error('no locator of a large directory');
  const record = await readRange(files, file, longAt(locator, 8), END64.bytes);
  if (record.getUint32(0, true) !== END64.mark) throw new Error('no end of a large directory');
  return { count: longAt(record, 32), length: longAt(record, 40), at: longAt(record, 48) };
}

function readEntry(directory: DataView, place: number): { entry: ZipEntry; next: number } {
  const short = (at: number) => directory.getUint16(place + at, true);
  const long = (at: number) => directory.getUint32(place + at, true);
  if (long(0) !== ENTRY.mark) throw new Error(`no entry at ${place}`);
  const [flags, nameLength, extraLength] = [short(8), short(28), short(30)];
  const nameAt = place + ENTRY.bytes;
  const extras = readExtras(directory, nameAt + nameLength, extraLength);
  const nameBytes = bytesOf(directory, nameAt, nameLength);
  const large = largeValues(extras.get(LARGE), [long(24), long(20), long(42)]);
  const name = nameOf(nameBytes, (flags & IS_UTF8) !== 0, extras.get(UNICODE_NAME));
  const entry: ZipEntry = {
    name,
    isFolder: /[/\\]$/.test(name),
    isEncrypted: (flags & IS_ENCRYPTED) !== 0,
    method: short(10),
    crc: long(16),
    size: large[0] ?? 0,
    packedSize: large[1] ?? 0,
    at: large[2] ?? 0,
  };
  return { entry, next: nameAt + nameLength + extraLength + short(32) };
}

const IS_ENCRYPTED = 1;
const IS_UTF8 = 1 << 11;
const LARGE = 0x0001;
const UNICODE_NAME = 0x7075;

function readExtras(view: DataView, start: number, length: number): Map<number, DataView> {
  const extras = new Map<number, DataView>();
  for (let at = start; at + 4 <= start + length; ) {
    const size = view.getUint16(at + 2, true);
    if (at + 4 + size > start + length) break;
    extras.set(view.getUint16(at, true), new DataView(view.buffer, view.byteOffset + at + 4, size));
    at += 4 + size;
  }
  return extras;
}

/** Values that do not fit 32 bits stand in a field of their own, in this order. */
function largeValues(extra: DataView | undefined, values: readonly number[]): number[] {
  let at = 0;
  return values.map((value) => {
    if (value !== FULL_32 || !extra) return value;
    at += 8;
    return longAt(extra, at - 8);
  });
}

/** Characters that end a line or turn the direction of text make a name look like another. */
const MISLEADING = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Programs of Chinese Windows write GBK and say nothing of it; others write UTF-8 and say nothing of that either. */
function nameOf(bytes: Uint8Array, saysUtf8: boolean, unicode: DataView | undefined): string {
  const utf8 = unicode && unicode.byteLength > 5 ? bytesOf(unicode, 5, unicode.byteLength - 5) : bytes;
  const name = saysUtf8 ? new TextDecoder().decode(bytes) : (strictUtf8(utf8) ?? new TextDecoder('gb18030').decode(bytes));
  return name.replace(MISLEADING, '\ufffd');
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function bytesOf(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}

function longAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
