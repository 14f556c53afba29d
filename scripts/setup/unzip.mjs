import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** @typedef {{ name: string, mode: number, method: number, compressedSize: number, size: number, at: number }} Entry */

const symlinkType = 0o120000;
const typeMask = 0o170000;

/** Unpacks a zip file (below 4 GB, stored or deflated) with its modes and symbolic links; skips what `isWanted` refuses.
 * @param {string} file @param {string} folder @param {(name: string) => boolean} isWanted */
export function unzip(file, folder, isWanted) {
  const handle = openSync(file, 'r');
  try {
    for (const entry of readDirectory(handle)) if (isWanted(entry.name)) unpack(handle, entry, folder);
  } finally {
    closeSync(handle);
  }
}

/** @param {number} handle @param {Entry} entry @param {string} folder */
function unpack(handle, entry, folder) {
  const path = resolve(join(folder, entry.name));
  if (!path.startsWith(resolve(folder) + sep)) throw new Error(`zip entry outside its folder: ${entry.name}`);
  if (entry.name.endsWith('/')) {
    mkdirSync(path, { recursive: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  const content = readContent(handle, entry);
  if ((entry.mode & typeMask) === symlinkType) symlinkSync(content.toString('utf8'), path);
  else {
    writeFileSync(path, content);
    chmodSync(path, entry.mode & 0o777 || 0o644);
  }
}

/** @param {number} handle @param {Entry} entry */
function readContent(handle, entry) {
  const local = read(handle, entry.at, 30);
  const start = entry.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = read(handle, start, entry.compressedSize);
  const content = entry.method === 0 ? packed : inflateRawSync(packed);
  if (content.length !== entry.size) throw new Error(`zip entry ${entry.name} has ${content.length} bytes, not ${entry.size}`);
  return content;
}

/** @param {number} handle @returns {Entry[]} */
function readDirectory(handle) {
  const fileSize = fstatSync(handle).size;
  const tail = read(handle, Math.max(0, fileSize - 65_557), Math.min(fileSize, 65_557));
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip file, or cut off');
  const directory = read(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = [];
  for (let at = 0; at < directory.length; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** @param {number} handle @param {number} at @param {number} length */
function read(handle, at, length) {
  const bytes = Buffer.alloc(length);
  if (readSync(handle, bytes, 0, length, at) !== length) throw new Error('the zip file is cut off');
  return bytes;
}
