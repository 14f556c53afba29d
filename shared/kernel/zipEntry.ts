import { Fault, fault } from '../model/result';
import { crc32 } from '../package/crc32';
import { inflate } from './inflate';
import type { FileReader, FileToken } from './ports';
import { readRange, type ZipEntry } from './zipDirectory';

const LOCAL = { mark: 0x04034b50, bytes: 30 };
const STORED = 0;
const DEFLATED = 8;
/** Together these are what no table of a bank comes to, but bytes made to fill a disk do. */
const BOMB = { bytes: 100_000_000, ratio: 1000 };

/** @throws Fault FILE_UNREADABLE for a file of an archive that cannot or should not be unpacked; `name` is what it is called. */
export function refuseEntry({ isEncrypted, method, size, packedSize }: ZipEntry, name: string): void {
  const at = { file: name };
  if (isEncrypted) throw fault('FILE_UNREADABLE', 'archive.encrypted', { file: name }, { hint: 'hint.unpackFirst', at });
  if (method !== STORED && method !== DEFLATED)
    throw fault('FILE_UNREADABLE', 'archive.method', { file: name, method }, { hint: 'hint.unpackFirst', at });
  if (size > BOMB.bytes && size > packedSize * BOMB.ratio) throw bomb(name);
}

/** The bytes of one file of an archive. @throws Fault FILE_UNREADABLE where they are cut off, damaged or more than the archive says. */
export async function* readEntry(files: FileReader, file: FileToken, entry: ZipEntry, name: string): AsyncIterable<Uint8Array> {
  let [size, crc] = [0, 0];
  try {
    const packed = files.read(file, await packedRange(files, file, entry));
    for await (const bytes of entry.method === STORED ? packed : inflate(packed, 'deflate-raw')) {
      size += bytes.length;
      if (size > entry.size) throw bomb(name);
      crc = crc32(bytes, crc);
      yield bytes;
    }
  } catch (cause) {
    throw cause instanceof Fault ? cause : damaged(name);
  }
  if (size < entry.size || crc !== entry.crc) throw damaged(name);
}

async function packedRange(files: FileReader, file: FileToken, { at, packedSize }: ZipEntry) {
  const header = await readRange(files, file, at, LOCAL.bytes);
  if (header.getUint32(0, true) !== LOCAL.mark) throw new Error(`no file at ${at}`);
  const start = at + LOCAL.bytes + header.getUint16(26, true) + header.getUint16(28, true);
  return { start, end: start + packedSize };
}

function bomb(file: string): Fault {
  return fault('FILE_UNREADABLE', 'archive.bomb', { file }, { hint: 'hint.untrusted', at: { file } });
}

function damaged(file: string): Fault {
  return fault('FILE_UNREADABLE', 'archive.damagedEntry', { file }, { hint: 'hint.copyAgain', at: { file } });
}
