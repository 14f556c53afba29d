import { createCipheriv, createDecipheriv, type DecipherGCM, generateKeyPairSync, randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { SEALED_MAGIC } from '#shared/engines/databaseHeader';
import { fault } from '#shared/model/result';
import { FRAME_BYTES, frameCount, framedSize, frameNonce, framePlace, TAG_BYTES } from '#shared/package/frames';
import { removeIfPossible, unfinishedBeside } from '../folder/unfinished';
import { replaceFile } from './nodeFiles';
import {
  bytesOf,
  framesKey,
  HEADER_BYTES,
  KEY_BYTES,
  passphraseKey,
  publicKeyOf,
  readHeader,
  SALT_BYTES,
  type SealedHeader,
  secretKeyOf,
  sharedKey,
  unwrapSecret,
  wrapSecret,
  writeHeader,
} from './sealedHeader';

/** What seals a file again without asking for the passphrase: the key of the passphrase, and the recovery key in both halves. */
export interface Seal {
  readonly key: Buffer;
  readonly head: Pick<SealedHeader, 'salt' | 'publicKey' | 'wrapped'>;
}

/** A new seal of a passphrase. */
export async function newSeal(passphrase: string): Promise<Seal> {
  const salt = randomBytes(SALT_BYTES);
  const pair = generateKeyPairSync('x25519');
  const key = await passphraseKey(passphrase, salt);
  const publicKey = bytesOf(pair.publicKey);
  return { key, head: { salt, publicKey, wrapped: wrapSecret(key, bytesOf(pair.privateKey), { salt, publicKey }) } };
}

export async function isSealed(path: string): Promise<boolean> {
  const handle = await fs.open(path, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SEALED_MAGIC.length), 0, SEALED_MAGIC.length, 0);
    return bytesRead === SEALED_MAGIC.length && buffer.toString('latin1') === SEALED_MAGIC;
  } finally {
    await handle.close();
  }
}

/** Seals a file with a passphrase's key; the target is the old file or the new one, whole. */
export async function sealFile(from: string, to: string, { key, head }: Seal): Promise<void> {
  const fileId = randomBytes(SALT_BYTES);
  const { size } = await fs.stat(from);
  const header = { mode: 'passphrase', ...head, fileId, size, ephemeral: Buffer.alloc(KEY_BYTES) } as const;
  await writeFrames(from, to, header, framesKey(key, fileId));
}

/** The same by a process that knows no passphrase. Whoever can write the file could have made it, so a person is told of it. */
export async function sealForRecovery(from: string, to: string, head: Seal['head']): Promise<void> {
  const fileId = randomBytes(SALT_BYTES);
  const { size } = await fs.stat(from);
  const pair = generateKeyPairSync('x25519');
  const header = { mode: 'recovery', ...head, fileId, size, ephemeral: bytesOf(pair.publicKey) } as const;
  await writeFrames(from, to, header, sharedKey(pair.privateKey, publicKeyOf(head.publicKey), header));
}

async function writeFrames(from: string, to: string, header: SealedHeader, key: Buffer): Promise<void> {
  const temporary = await unfinishedBeside(to, 'tmp');
  const source = await fs.open(from, 'r');
  let target: fs.FileHandle | undefined;
  try {
    target = await fs.open(temporary, 'wx', 0o600);
    const head = writeHeader(header);
    await target.writeFile(head);
    const frames = frameCount(header.size);
    const plain = Buffer.alloc(FRAME_BYTES);
    for (let frame = 0; frame < frames; frame++) {
      const bytes = Math.min(FRAME_BYTES, header.size - frame * FRAME_BYTES);
      const read = await readWhole(source, plain.subarray(0, bytes), frame * FRAME_BYTES);
      if (read !== bytes) throw new Error('a file changed while it was sealed');
      const cipher = createCipheriv('aes-256-gcm', key, frameNonce(frame)).setAAD(framePlace(head, frame, frames));
      const sealed = cipher.update(plain.subarray(0, bytes));
      cipher.final();
      // Unlike `write`, this goes on until all of it is written.
      await target.writeFile(sealed);
      await target.writeFile(cipher.getAuthTag());
    }
    await target.close();
    await replaceFile(temporary, to);
  } finally {
    await source.close();
    await target?.close().catch(() => undefined);
    await removeIfPossible(temporary);
  }
}

/**
 * Opens a sealed file into a new one that only this user may read.
 * @throws Fault WRONG_PASSPHRASE; WORKSPACE_DAMAGED where a frame is missing, altered, out of place or of another file. Nothing is left of it then.
 */
export async function unsealFile(from: string, to: string, passphrase: string): Promise<Seal & Pick<SealedHeader, 'mode'>> {
  const source = await fs.open(from, 'r');
  try {
    const { size } = await source.stat();
    const opened = await openHead(source, from, passphrase);
    if (size !== HEADER_BYTES + framedSize(opened.header.size)) throw damaged(from);
    await readFrames({ source, ...opened }, from, to);
    return { ...opened.seal, mode: opened.header.mode };
  } finally {
    await source.close();
  }
}

/** What a passphrase opens of a sealed file's head. */
interface OpenedHead {
  readonly head: Buffer;
  readonly header: SealedHeader;
  /** Of its frames. */
  readonly key: Buffer;
  readonly seal: Seal;
}

async function openHead(source: fs.FileHandle, from: string, passphrase: string): Promise<OpenedHead> {
  const head = Buffer.alloc(HEADER_BYTES);
  const header = (await readWhole(source, head, 0)) === HEADER_BYTES ? readHeader(head) : null;
  if (!header) throw damaged(from);
  const { salt, publicKey, wrapped } = header;
  const own = await passphraseKey(passphrase, salt);
  const secret = unwrapSecret(own, header);
  if (secret === null) throw wrongPassphrase(from);
  const key =
    header.mode === 'passphrase'
      ? framesKey(own, header.fileId)
      : sharedKey(secretKeyOf(secret), publicKeyOf(header.ephemeral), header);
  return { head, header, key, seal: { key: own, head: { salt, publicKey, wrapped } } };
}

/**
 * Opens what is left of a damaged sealed file: where a frame is missing or altered, the new file has zeros, and so has its full size.
 * @throws Fault WRONG_PASSPHRASE, which an altered head is told as too; WORKSPACE_DAMAGED where the head is none, or the first frame is not as it was.
 */
export async function unsealRest(from: string, to: string, passphrase: string): Promise<Seal> {
  const source = await fs.open(from, 'r');
  let target: fs.FileHandle | undefined;
  try {
    const opened = await openHead(source, from, passphrase);
    target = await fs.open(to, 'wx', 0o600);
    for (let frame = 0; frame < frameCount(opened.header.size); frame++) {
      const plain = await readFrame({ source, ...opened }, frame);
      // What a database begins with is in the first one.
      if (plain === null && frame === 0) throw damaged(from);
      if (plain) await target.write(plain, 0, plain.length, frame * FRAME_BYTES);
    }
    await target.truncate(opened.header.size);
    return opened.seal;
  } finally {
    await source.close();
    await target?.close();
  }
}

interface Frames extends Pick<OpenedHead, 'head' | 'header' | 'key'> {
  readonly source: fs.FileHandle;
}

async function readFrames(frames: Frames, from: string, to: string): Promise<void> {
  const target = await fs.open(to, 'wx', 0o600);
  try {
    for (let frame = 0; frame < frameCount(frames.header.size); frame++) {
      const plain = await readFrame(frames, frame);
      if (plain === null) throw damaged(from);
      await target.writeFile(plain);
    }
    await target.close();
  } catch (cause) {
    await target.close().catch(() => undefined);
    await removeIfPossible(to);
    throw cause;
  }
}

/** Null where it is missing, altered, out of place or of another file. */
async function readFrame({ source, head, header: { size }, key }: Frames, frame: number): Promise<Buffer | null> {
  const bytes = Math.min(FRAME_BYTES, size - frame * FRAME_BYTES);
  const sealed = Buffer.alloc(bytes + TAG_BYTES);
  const read = await readWhole(source, sealed, HEADER_BYTES + frame * (FRAME_BYTES + TAG_BYTES));
  if (read !== sealed.length) return null;
  const cipher = createDecipheriv('aes-256-gcm', key, frameNonce(frame)).setAAD(framePlace(head, frame, frameCount(size)));
  cipher.setAuthTag(sealed.subarray(bytes));
  return opened(cipher, sealed.subarray(0, bytes));
}

/** A frame of a stream cipher has its whole text before its end, which says whether it may be used. */
function opened(cipher: DecipherGCM, frame: Buffer): Buffer | null {
  const plain = cipher.update(frame);
  try {
    cipher.final();
    return plain;
  } catch {
    return null;
  }
}

async function readWhole(file: fs.FileHandle, into: Buffer, from: number): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const { bytesRead } = await file.read(into, filled, into.length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function damaged(path: string) {
  const file = basename(path);
  return fault('WORKSPACE_DAMAGED', 'sealed.damaged', { file }, { hint: 'hint.otherCopy', at: { file } });
}

function wrongPassphrase(path: string) {
  const file = basename(path);
  return fault('WRONG_PASSPHRASE', 'sealed.wrongPassphrase', { file }, { hint: 'hint.passphraseAgain', at: { file } });
}
