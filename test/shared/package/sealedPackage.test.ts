import { createDecipheriv, createHmac, randomBytes, scryptSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { FRAME_BYTES, TAG_BYTES } from '#shared/package/frames';
import { readPackage } from '#shared/package/readPackage';
import {
  isSealedPackage,
  type PackageKey,
  packageKey,
  SEALED_HEAD_BYTES,
  sealedChunks,
  sealedSize,
  unsealed,
} from '#shared/package/sealedPackage';
import { packageOf } from '#test/support/packages';

const SECRET = '一个 passphrase of 接收人';
const SALT = randomBytes(16);
let key: PackageKey;
beforeAll(async () => {
  key = await packageKey(SECRET, SALT);
});

async function seal(...parts: readonly Uint8Array[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sealedChunks(parts, Buffer.concat(parts).length, key)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const opened = (bytes: Uint8Array, by = key) => unsealed(bytes, by, 'a.hxpkg');
const wrong = { error: { code: 'WRONG_PASSPHRASE', say: { key: 'sealed.wrongPassphrase' } } };
const damaged = { error: { code: 'INVALID_EXPORT', say: { key: 'sealed.damaged' } } };

const both = scryptSync(SECRET.normalize('NFKC'), SALT, 64, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 });

/** As its page in docs/exports.md describes it, by Node's own cryptography. */
function openedByNode(bytes: Buffer): Buffer {
  const head = bytes.subarray(0, 80);
  expect(head.subarray(16, 32).equals(SALT)).toBe(true);
  expect(createHmac('sha256', both.subarray(32)).update(head.subarray(0, 48)).digest().equals(head.subarray(48))).toBe(true);
  const size = Number(head.readBigUInt64BE(32));
  const frames = Math.max(1, Math.ceil(size / 2 ** 20));
  const parts = Array.from({ length: frames }, (_, frame) => {
    const [nonce, place] = [Buffer.alloc(12), Buffer.alloc(16)];
    nonce.writeBigUInt64BE(BigInt(frame), 4);
    place.writeBigUInt64BE(BigInt(frame), 0);
    place.writeBigUInt64BE(BigInt(frames), 8);
    const start = 80 + frame * (2 ** 20 + 16);
    const sealed = bytes.subarray(start, Math.min(start + 2 ** 20 + 16, bytes.length));
    const cipher = createDecipheriv('aes-256-gcm', both.subarray(0, 32), nonce).setAAD(Buffer.concat([head, place]));
    cipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  });
  return Buffer.concat(parts);
}

describe('a sealed package', () => {
  it('is opened as it was, by Node as by itself, whatever its length and pieces', async () => {
    for (const size of [0, 1, FRAME_BYTES, FRAME_BYTES + 1]) {
      const plain = randomBytes(size);
      const bytes = await seal(plain.subarray(0, 7), plain.subarray(7));
      expect(isSealedPackage(bytes)).toBe(true);
      expect(bytes.length).toBe(sealedSize(size));
      expect(plain.equals(await opened(bytes)), `${size}`).toBe(true);
      expect(openedByNode(bytes).equals(plain), `${size}`).toBe(true);
    }
  });

  it('shows nothing of what is in it, and is no archive', async () => {
    const bytes = await seal(packageOf());
    expect(bytes.includes('manifest.json')).toBe(false);
    expect(readPackage(bytes).findings).toMatchObject([{ what: 'container' }]);
    expect(readPackage(await opened(bytes)).findings).toEqual([]);
  });

  it('is not opened by another passphrase, nor with another head', async () => {
    const bytes = await seal(Buffer.from('x'));
    await expect(opened(bytes, await packageKey(`${SECRET} `, SALT))).rejects.toMatchObject(wrong);
    for (const [at, refusal] of [
      [8, damaged],
      [9, damaged],
      [13, wrong],
      [20, wrong],
      [39, damaged],
      [44, wrong],
      [79, wrong],
    ] as const) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(opened(changed), `byte ${at}`).rejects.toMatchObject(refusal);
    }
  });

  it('is refused where a frame is altered, cut off, swapped, doubled or of another sealing', async () => {
    const plain = randomBytes(2 * FRAME_BYTES + 9);
    const bytes = await seal(plain);
    const frame = FRAME_BYTES + TAG_BYTES;
    const at = (nth: number) => bytes.subarray(SEALED_HEAD_BYTES + nth * frame, SEALED_HEAD_BYTES + (nth + 1) * frame);
    const head = bytes.subarray(0, SEALED_HEAD_BYTES);
    const other = await packageKey(SECRET, randomBytes(16));
    const foreign: Uint8Array[] = [];
    for await (const chunk of sealedChunks([plain], plain.length, other)) foreign.push(chunk);
    const altered = Buffer.from(bytes);
    altered[SEALED_HEAD_BYTES + frame + 3] = (altered[SEALED_HEAD_BYTES + frame + 3] ?? 0) ^ 1;
    const refused: readonly Uint8Array[] = [
      altered,
      bytes.subarray(0, -1),
      bytes.subarray(0, SEALED_HEAD_BYTES + frame),
      bytes.subarray(0, 20),
      Buffer.concat([bytes, Buffer.from('x')]),
      Buffer.concat([head, at(1), at(0), at(2)]),
      Buffer.concat([head, at(0), at(0), at(2)]),
      Buffer.concat([head, at(0), foreign[2] ?? new Uint8Array(), at(2)]),
    ];
    for (const [nth, each] of refused.entries()) await expect(opened(each), `case ${nth}`).rejects.toMatchObject(damaged);
  });
});
