import { hmac } from '@noble/hashes/hmac.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { joined } from '../model/joinedBytes';
import { fault } from '../model/result';
import { FRAME_BYTES, frameCount, framedSize, frameNonce, framePlace, TAG_BYTES } from './frames';
import { MOST_BYTES } from './storedZip';

/** What a sealed package begins with. */
const MAGIC = new TextEncoder().encode('HXPKSEAL');
export const SALT_BYTES = 16;
export const SEALED_HEAD_BYTES = 80;
/** Of a package that is as large as one may be. */
export const MOST_SEALED_BYTES = SEALED_HEAD_BYTES + framedSize(MOST_BYTES);
/** What the head's authentication code is of. */
const PLAIN_HEAD_BYTES = 48;
/** scrypt (RFC 7914) takes 128 MiB and about a second with these; a package that asks for others is refused. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 } as const;
const VERSION = [1, 17, SCRYPT.r, SCRYPT.p] as const;

/** What opens one sealing of a package, made of its passphrase. Every sealing has a salt, and so keys, of its own. */
export interface PackageKey {
  readonly salt: Uint8Array;
  readonly head: Uint8Array;
  readonly frames: Uint8Array<ArrayBuffer>;
}

export async function packageKey(passphrase: string, salt: Uint8Array): Promise<PackageKey> {
  const both = await scryptAsync(passphrase.normalize('NFKC'), salt, { ...SCRYPT, dkLen: 64 });
  return { salt, frames: both.slice(0, 32) as Uint8Array<ArrayBuffer>, head: both.slice(32) };
}

/** The bytes of a package sealed with a key, whose salt must not have been used before. They are as many as `sealedSize` says. */
export async function* sealedChunks(
  chunks: readonly Uint8Array[],
  size: number,
  key: PackageKey,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const head = headOf(size, key);
  yield head;
  const secret = await crypto.subtle.importKey('raw', key.frames, 'AES-GCM', false, ['encrypt']);
  const frames = frameCount(size);
  let frame = 0;
  for (const plain of framesOf(chunks)) {
    yield new Uint8Array(await crypto.subtle.encrypt(frameWay(head, frame, frames), secret, plain));
    frame += 1;
  }
}

export function sealedSize(size: number): number {
  return SEALED_HEAD_BYTES + framedSize(size);
}

export function isSealedPackage(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte);
}

/** The salt of a sealed package's keys. */
export function saltOf(sealed: Uint8Array): Uint8Array {
  return sealed.slice(16, 16 + SALT_BYTES);
}

/** Whether a key was made for this sealing. */
export function isKeyOf({ salt }: PackageKey, sealed: Uint8Array): boolean {
  return isSame(salt, saltOf(sealed));
}

/**
 * A sealed package as it was before.
 * @throws Fault INVALID_EXPORT where it is cut short, altered or of another version; WRONG_PASSPHRASE where the key is another one or
 * the head was altered, which cannot be told apart.
 */
export async function unsealed(sealed: Uint8Array, key: PackageKey, file: string): Promise<Uint8Array> {
  const head = sealed.slice(0, SEALED_HEAD_BYTES);
  const size = sizeIn(head, sealed.length);
  if (size === null) throw damaged(file);
  if (!isSame(headOf(size, key), head)) {
    throw fault('WRONG_PASSPHRASE', 'sealed.wrongPassphrase', { file }, { hint: 'hint.passphraseAgain', at: { file } });
  }
  const secret = await crypto.subtle.importKey('raw', key.frames, 'AES-GCM', false, ['decrypt']);
  const plain = new Uint8Array(size);
  const frames = frameCount(size);
  for (let frame = 0; frame < frames; frame++) {
    const start = SEALED_HEAD_BYTES + frame * (FRAME_BYTES + TAG_BYTES);
    const bytes = sealed.slice(start, start + FRAME_BYTES + TAG_BYTES);
    const opened = await crypto.subtle.decrypt(frameWay(head, frame, frames), secret, bytes).catch(() => null);
    if (opened === null) throw damaged(file);
    plain.set(new Uint8Array(opened), frame * FRAME_BYTES);
  }
  return plain;
}

function headOf(size: number, { salt, head: secret }: PackageKey): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(SEALED_HEAD_BYTES);
  const view = new DataView(head.buffer);
  head.set(MAGIC);
  head.set(VERSION, 8);
  head.set(salt, 16);
  view.setBigUint64(32, BigInt(size));
  view.setUint32(40, FRAME_BYTES);
  head.set(hmac(sha256, secret, head.subarray(0, PLAIN_HEAD_BYTES)), PLAIN_HEAD_BYTES);
  return head;
}

/** Bytes of the package inside; null where the head is of another version or the file not as long as it says. */
function sizeIn(head: Uint8Array, length: number): number | null {
  if (head.length < SEALED_HEAD_BYTES) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const size = Number(view.getBigUint64(32));
  const isOurs = VERSION.every((byte, at) => head[8 + at] === byte) && view.getUint32(40) === FRAME_BYTES;
  return isOurs && size <= MOST_BYTES && length === sealedSize(size) ? size : null;
}

function frameWay(head: Uint8Array, frame: number, frames: number) {
  return { name: 'AES-GCM', iv: frameNonce(frame), additionalData: framePlace(head, frame, frames) };
}

/** The same bytes in frames, all of them full but the last. */
function* framesOf(chunks: readonly Uint8Array[]): Iterable<Uint8Array<ArrayBuffer>> {
  let waiting: Uint8Array[] = [];
  let filled = 0;
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      if (filled === FRAME_BYTES) {
        yield joined(waiting);
        [waiting, filled] = [[], 0];
      }
      const part = chunk.subarray(at, at + FRAME_BYTES - filled);
      waiting.push(part);
      filled += part.length;
      at += part.length;
    }
  }
  yield joined(waiting);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function damaged(file: string) {
  return fault('INVALID_EXPORT', 'sealed.damaged', { file }, { hint: 'hint.askForPackage', at: { file } });
}
