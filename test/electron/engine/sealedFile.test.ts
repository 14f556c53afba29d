import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isSealed, newSeal, sealFile, sealForRecovery, unsealFile } from '../../../electron/engine/sealedFile';
import { HEADER_BYTES, passphraseKey } from '../../../electron/engine/sealedHeader';
import { FRAME_BYTES, TAG_BYTES } from '../../../shared/package/frames';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const SECRET = 'a passphrase of a person';
const made = newSeal(SECRET);
let n = 0;

/** Bytes sealed, and the way to open what became of them. */
async function sealed(plain: Buffer) {
  const name = at(`sealed${n++}`);
  writeFileSync(at('plain'), plain);
  await sealFile(at('plain'), name, await made);
  const open = async (passphrase = SECRET) => {
    await unsealFile(name, `${name}.open`, passphrase);
    const bytes = readFileSync(`${name}.open`);
    rmSync(`${name}.open`);
    return bytes;
  };
  return { name, bytes: readFileSync(name), open };
}

const damaged = { error: { code: 'WORKSPACE_DAMAGED', say: { key: 'sealed.damaged' } } };

test('a file of any length is opened as it was, and its sealed form shows nothing of it', async () => {
  for (const size of [0, 1, FRAME_BYTES, FRAME_BYTES + 1]) {
    const plain = Buffer.concat([Buffer.from('13912345678'), randomBytes(size)]).subarray(0, size);
    const { name, bytes, open } = await sealed(plain);
    expect(await isSealed(name)).toBe(true);
    expect(bytes.length).toBe(HEADER_BYTES + size + Math.max(1, Math.ceil(size / FRAME_BYTES)) * TAG_BYTES);
    expect(statSync(name).mode & 0o077).toBe(0);
    expect((await open()).equals(plain)).toBe(true);
    expect(bytes.includes('13912345678')).toBe(false);
  }
});

test('another passphrase is refused as such, and the same letters typed in another form are taken', async () => {
  const { open, name } = await sealed(Buffer.from('x'));
  await expect(open('a passphrase of a Person')).rejects.toMatchObject({ error: { code: 'WRONG_PASSPHRASE' } });
  expect(existsSync(`${name}.open`)).toBe(false);
  expect((await passphraseKey('ｐａｓｓ', Buffer.alloc(16))).equals(await passphraseKey('pass', Buffer.alloc(16)))).toBe(true);
});

test('the key of a passphrase is scrypt with N = 2^17, r = 8, p = 1', async () => {
  // Python 3.11: hashlib.scrypt(b'pleaseletmein', salt=b'SodiumChloride12', n=2**17, r=8, p=1, maxmem=2**28, dklen=32).hex()
  expect((await passphraseKey('pleaseletmein', Buffer.from('SodiumChloride12'))).toString('hex')).toBe(
    '975d8898c3f76bd98ed62625f1a40c80d1bb28371a4c77c317c7e4083b2ccde3',
  );
});

test('frames that are altered, cut, swapped, doubled or of another sealing are refused, and nothing is left of them', async () => {
  const plain = randomBytes(2 * FRAME_BYTES + 100);
  const { name, bytes, open } = await sealed(plain);
  const other = (await sealed(plain)).bytes;
  const frame = FRAME_BYTES + TAG_BYTES;
  const part = (from: Buffer, index: number) => from.subarray(HEADER_BYTES + index * frame, HEADER_BYTES + (index + 1) * frame);
  const head = bytes.subarray(0, HEADER_BYTES);
  const flipped = (place: number) => {
    const copy = Buffer.from(bytes);
    copy[place] = (copy[place] ?? 0) ^ 1;
    return copy;
  };
  const attacks: readonly Buffer[] = [
    ...[HEADER_BYTES, HEADER_BYTES + frame - 1, bytes.length - 1, 40, 130, 50].map(flipped),
    bytes.subarray(0, bytes.length - 1),
    bytes.subarray(0, HEADER_BYTES + 2 * frame),
    bytes.subarray(0, 100),
    Buffer.concat([bytes, Buffer.from([0])]),
    Buffer.concat([head, part(bytes, 1), part(bytes, 0), part(bytes, 2)]),
    Buffer.concat([head, part(bytes, 0), part(bytes, 0), part(bytes, 2)]),
    Buffer.concat([head, part(bytes, 0), part(other, 1), part(bytes, 2)]),
    Buffer.concat([other.subarray(0, HEADER_BYTES), bytes.subarray(HEADER_BYTES)]),
  ];
  for (const [index, attack] of attacks.entries()) {
    writeFileSync(name, attack);
    // The wrapped key stands at 96 to 143: what is altered there looks like another passphrase.
    const expected = index === 4 ? { error: { code: 'WRONG_PASSPHRASE' } } : damaged;
    await expect(open(), `attack ${index}`).rejects.toMatchObject(expected);
    expect(existsSync(`${name}.open`)).toBe(false);
  }
});

test('what is sealed for recovery, without the passphrase, is opened with it', async () => {
  const plain = randomBytes(FRAME_BYTES + 5);
  writeFileSync(at('left'), plain);
  await sealForRecovery(at('left'), at('recovered'), (await made).head);
  expect((await unsealFile(at('recovered'), at('again'), SECRET)).mode).toBe('recovery');
  expect(readFileSync(at('again')).equals(plain)).toBe(true);
  await expect(unsealFile(at('recovered'), at('never'), 'another one')).rejects.toMatchObject({
    error: { code: 'WRONG_PASSPHRASE' },
  });
});
