import { createHash, createPublicKey, verify } from 'node:crypto';
import { bytesAt, chunks } from './archive.mjs';
import { Found } from './found.mjs';

/**
 * @typedef {import('./archive.mjs').Archive} Archive
 * @typedef {import('./archive.mjs').Stored} Stored
 */

/** Beside the data, files are small. */
const MOST_SMALL = 64 * 2 ** 20;

/**
 * What a file holds; null where it is not the one text of its value (RFC 8785).
 * @param {Archive} archive
 * @param {Stored | undefined} stored
 */
export function jsonOf(archive, stored) {
  if (!stored || stored.size > MOST_SMALL) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesAt(archive, stored.start, stored.size));
    const value = JSON.parse(text);
    return canonical(value) === text ? value : null;
  } catch (cause) {
    if (cause instanceof Found) throw cause;
    return null;
  }
}

/**
 * The one text of a value. @throws RangeError for what signed JSON does not hold.
 * @param {any} value
 * @returns {string}
 */
export function canonical(value) {
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) throw new RangeError('half a letter');
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError('no whole number');
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${canonical(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** @param {string | Buffer} bytes */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
/**
 * A key as people compare it.
 * @param {string} key
 */
export const fingerprint = (key) => sha256(Buffer.from(key, 'hex')).slice(0, 16);

/**
 * Whether an Ed25519 signature (RFC 8032) is of the key and for the use; anything malformed is of none.
 * @param {'package' | 'decision' | 'installation'} use
 * @param {string | Buffer} message
 * @param {any} key
 * @param {any} signature
 */
export function isSigned(use, message, key, signature) {
  if (!/^[0-9a-f]{64}$/.test(String(key)) || !/^[0-9a-f]{128}$/.test(String(signature))) return false;
  try {
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'hex')]);
    const signed = Buffer.concat([Buffer.from(`huaxiang-${use}\0`), Buffer.from(message)]);
    return verify(null, signed, createPublicKey({ key: der, format: 'der', type: 'spki' }), Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}

/**
 * @param {Archive} archive
 * @param {Stored} stored
 */
export function sha256Of(archive, stored) {
  const hash = createHash('sha256');
  for (const chunk of chunks(archive, stored)) hash.update(chunk);
  return hash.digest('hex');
}
