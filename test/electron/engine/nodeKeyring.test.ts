import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeKeyring } from '../../../electron/engine/nodeKeyring';
import { isSignedBy } from '../../../shared/package/signature';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huaxiang-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('signs with one key, today and tomorrow, that only its owner may read', async () => {
  const file = join(folder, 'deep', 'own.pem');
  const message = new TextEncoder().encode('名单');
  const [publicKey, signature] = [await nodeKeyring(file).publicKey(), await nodeKeyring(file).sign(message)];
  expect(publicKey).toMatch(/^[0-9a-f]{64}$/);
  expect(isSignedBy(publicKey, signature, message)).toBe(true);
  expect(isSignedBy(publicKey, signature, message.slice(1))).toBe(false);
  expect(isSignedBy(publicKey, `00${signature.slice(2)}`, message)).toBe(false);
  expect(isSignedBy('00', signature, message)).toBe(false);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('does not write over a file that holds no key', async () => {
  const file = join(folder, 'own.pem');
  writeFileSync(file, 'something else');
  await expect(nodeKeyring(file).publicKey()).rejects.toThrow();
  expect(readFileSync(file, 'utf8')).toBe('something else');
});

it('seals the key with a passphrase: the public half stays known, and nothing is signed until it is given', async () => {
  const file = join(folder, 'own.pem');
  const message = new TextEncoder().encode('名单');
  const keys = nodeKeyring(file);
  const publicKey = await keys.publicKey();
  const pem = readFileSync(file, 'utf8');
  expect(await keys.sealing?.state()).toBe('plain');
  await keys.sealing?.seal('correct horse battery');
  expect(await keys.sealing?.state()).toBe('unlocked');
  expect(readFileSync(file, 'utf8')).not.toContain(pem.split('\n')[1]);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const later = nodeKeyring(file);
  expect([await later.publicKey(), await later.sealing?.state()]).toEqual([publicKey, 'locked']);
  await expect(later.sign(message)).rejects.toMatchObject({ error: { code: 'KEY_SEALED' } });
  await expect(later.sealing?.seal('a new passphrase')).rejects.toMatchObject({ error: { code: 'KEY_SEALED' } });
  await expect(later.sealing?.unlock('correct horse')).rejects.toMatchObject({ error: { code: 'WRONG_PASSPHRASE' } });
  await later.sealing?.unlock('correct horse battery');
  expect(isSignedBy(publicKey, await later.sign(message), message)).toBe(true);
  await later.sealing?.seal('a new passphrase');

  expect(isSignedBy(publicKey, await nodeKeyring(file, () => 'a new passphrase').sign(message), message)).toBe(true);
  const former = nodeKeyring(file, () => 'correct horse battery');
  await expect(former.sign(message)).rejects.toMatchObject({ error: { code: 'WRONG_PASSPHRASE' } });
});

it('refuses a sealed key whose file was altered', async () => {
  const file = join(folder, 'own.pem');
  const keys = nodeKeyring(file);
  await keys.publicKey();
  await keys.sealing?.seal('correct horse battery');
  const sealed = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...sealed, publicKey: '00'.repeat(32) }));
  await expect(nodeKeyring(file, () => 'correct horse battery').sign(new Uint8Array())).rejects.toMatchObject({
    error: { code: 'WRONG_PASSPHRASE' },
  });
  writeFileSync(file, JSON.stringify({ ...sealed, wrapped: 'ab' }));
  await expect(nodeKeyring(file).publicKey()).rejects.toThrow('holds no key');
});
