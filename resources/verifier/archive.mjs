import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { Found } from './found.mjs';

/**
 * An archive: files stored as they are, one after another, each named once, and nothing beside them.
 * @typedef {{ fd: number, size: number }} Archive
 * @typedef {{ path: string, start: number, size: number }} Stored
 */

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const [LOCAL_BYTES, CENTRAL_BYTES, END_BYTES] = [30, 46, 22];
const MOST_FILES = 1000;
const SEALED = Buffer.from('HXPKSEAL');
const PLAIN_PATH = /^[A-Za-z0-9_][\w.-]{0,99}(\/[A-Za-z0-9_][\w.-]{0,99}){0,3}$/;

/**
 * @param {string} path
 * @returns {Archive}
 */
export function openArchive(path) {
  // Of a pipe, without this, the end would be waited for.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stat = fstatSync(fd);
  if (stat.isFile()) return { fd, size: stat.size };
  closeSync(fd);
  throw new Found('file', 'zip');
}

/** @param {boolean} holds */
function holdArchive(holds) {
  if (!holds) throw new Found('container', 'zip');
}

/**
 * @param {Archive} archive
 * @param {number} start
 * @param {number} size
 */
export function bytesAt({ fd, size: whole }, start, size) {
  holdArchive(start >= 0 && size >= 0 && start + size <= whole);
  const bytes = Buffer.alloc(size);
  holdArchive(readSync(fd, bytes, 0, size, start) === size);
  return bytes;
}

/**
 * Whether only who knows its passphrase can read it.
 * @param {Archive} archive
 */
function isSealed(archive) {
  return archive.size >= SEALED.length && bytesAt(archive, 0, SEALED.length).equals(SEALED);
}

/**
 * @param {Archive} archive
 * @returns {Map<string, Stored>}
 */
export function storedFiles(archive) {
  if (isSealed(archive)) throw new Found('sealed', 'zip');
  holdArchive(archive.size < 2 ** 32);
  const end = bytesAt(archive, archive.size - END_BYTES, END_BYTES);
  const [count, length, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  holdArchive(count > 0 && count <= MOST_FILES && start + length === archive.size - END_BYTES);
  holdArchive(end.equals(header(END_BYTES, [0, 4, END], [8, 2, count], [10, 2, count], [12, 4, length], [16, 4, start])));
  /** @type {Map<string, Stored>} */
  const files = new Map();
  const seen = new Set();
  let [at, offset] = [start, 0];
  for (let nth = 0; nth < count; nth++) {
    const stored = storedFile(archive, at, offset);
    holdArchive(!seen.has(stored.path.toLowerCase()));
    seen.add(stored.path.toLowerCase());
    files.set(stored.path, stored);
    at += CENTRAL_BYTES + stored.path.length;
    offset = stored.start + stored.size;
  }
  holdArchive(at === start + length && offset === start);
  return files;
}

/**
 * The file that the directory names at a place, if both of its headers are as they have to be.
 * @param {Archive} archive
 * @param {number} at
 * @param {number} offset
 */
function storedFile(archive, at, offset) {
  const central = bytesAt(archive, at, CENTRAL_BYTES);
  const [checksum, size, letters] = [central.readUInt32LE(16), central.readUInt32LE(24), central.readUInt16LE(28)];
  const path = bytesAt(archive, at + CENTRAL_BYTES, letters).toString('latin1');
  holdArchive(PLAIN_PATH.test(path));
  /**
   * Version, UTF-8 names, no compression, the first day there is.
   * @type {(from: number) => [at: number, width: number, value: number][]}
   */
  const facts = (from) => [
    [from, 2, 10],
    [from + 2, 2, 0x800],
    [from + 8, 2, 0x21],
    [from + 10, 4, checksum],
    [from + 14, 4, size],
    [from + 18, 4, size],
    [from + 22, 2, letters],
  ];
  holdArchive(central.equals(header(CENTRAL_BYTES, [0, 4, CENTRAL], [4, 2, 10], ...facts(6), [42, 4, offset])));
  const local = Buffer.concat([header(LOCAL_BYTES, [0, 4, LOCAL], ...facts(4)), Buffer.from(path)]);
  holdArchive(bytesAt(archive, offset, local.length).equals(local));
  const stored = { path, start: offset + local.length, size };
  if (crc32(archive, stored) !== checksum) throw new Found('checksum', path);
  return stored;
}

/**
 * @param {number} length
 * @param {[at: number, width: number, value: number][]} fields
 */
function header(length, ...fields) {
  const bytes = Buffer.alloc(length);
  for (const [at, width, value] of fields) bytes.writeUIntLE(value, at, width);
  return bytes;
}

/**
 * @param {Archive} archive
 * @param {Stored} stored
 */
export function* chunks(archive, { start, size }) {
  const most = 4 * 2 ** 20;
  holdArchive(start + size <= archive.size);
  for (let at = 0; at < size; at += most) yield bytesAt(archive, start + at, Math.min(most, size - at));
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/**
 * @param {Archive} archive
 * @param {Stored} stored
 */
function crc32(archive, stored) {
  let rest = -1;
  for (const chunk of chunks(archive, stored)) {
    for (const byte of chunk) rest = (rest >>> 8) ^ (CRC_TABLE[(rest ^ byte) & 255] ?? 0);
  }
  return ~rest >>> 0;
}
