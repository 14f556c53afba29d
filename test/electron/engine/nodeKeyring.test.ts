import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeKeyring } from '../../../electron/engine/nodeKeyring';
import type { SystemKeyring } from '../../../electron/engine/systemKeyring';
import type { Keyring } from '../../../shared/kernel/ports';
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

  expect(isSignedBy(publicKey, await nodeKeyring(file, { given: () => 'a new passphrase' }).sign(message), message)).toBe(true);
  const former = nodeKeyring(file, { given: () => 'correct horse battery' });
  await expect(former.sign(message)).rejects.toMatchObject({ error: { code: 'WRONG_PASSPHRASE' } });
});

it('refuses a sealed key whose file was altered', async () => {
  const file = join(folder, 'own.pem');
  const keys = nodeKeyring(file);
  await keys.publicKey();
  await keys.sealing?.seal('correct horse battery');
  const sealed = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...sealed, publicKey: '00'.repeat(32) }));
  await expect(nodeKeyring(file, { given: () => 'correct horse battery' }).sign(new Uint8Array())).rejects.toMatchObject({
    error: { code: 'WRONG_PASSPHRASE' },
  });
  writeFileSync(file, JSON.stringify({ ...sealed, wrapped: 'ab' }));
  await expect(nodeKeyring(file).publicKey()).rejects.toThrow('holds no key');
});

/** A keyring as the system has one: it opens what it sealed for as long as it is unlocked and not lost. */
class TestKeyring implements SystemKeyring {
  isOpen = true;
  asked = 0;
  #secret = randomBytes(32);

  async offer() {
    return 'offered' as const;
  }

  async seal(text: string) {
    this.asked += 1;
    if (!this.isOpen) return null;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#secret, nonce);
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('hex');
  }

  async open(sealed: string) {
    this.asked += 1;
    if (!this.isOpen) return null;
    const bytes = Buffer.from(sealed, 'hex');
    const cipher = createDecipheriv('aes-256-gcm', this.#secret, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16));
    try {
      return Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  lose(): void {
    this.#secret = randomBytes(32);
  }
}

describe('the keyring of the system', () => {
  const message = new TextEncoder().encode('名单');
  const closed = { error: { code: 'KEYRING_CLOSED' } };
  let file: string;
  let system: TestKeyring;
  let keys: Keyring;
  beforeEach(async () => {
    file = join(folder, 'own.pem');
    system = new TestKeyring();
    keys = nodeKeyring(file, { system });
    await keys.publicKey();
  });

  it('is asked for nothing before a person chose it', async () => {
    await keys.sign(message);
    await keys.sealing?.seal('correct horse battery');
    await keys.sealing?.forget();
    await keys.sealing?.unlock('correct horse battery');
    expect([await keys.sealing?.place(), await keys.sealing?.keyring()]).toEqual(['file', 'offered']);
    expect(system.asked).toBe(0);
  });

  it('keeps the key: the file alone opens nothing, and moving back is the file as it was', async () => {
    const [pem, publicKey] = [readFileSync(file, 'utf8'), await keys.publicKey()];
    await keys.sealing?.keep('keyring');
    const later = nodeKeyring(file, { system });
    system.asked = 0;
    expect([await later.publicKey(), await later.sealing?.state(), await later.sealing?.place()]).toEqual([
      publicKey,
      'plain',
      'keyring',
    ]);
    expect(system.asked).toBe(0);
    expect(isSignedBy(publicKey, await later.sign(message), message)).toBe(true);
    expect(readFileSync(file, 'utf8')).not.toContain(pem.split('\n')[1]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(nodeKeyring(file).sign(message)).rejects.toMatchObject(closed);
    expect(await nodeKeyring(file).publicKey()).toBe(publicKey);

    await later.sealing?.keep('file');
    expect(readFileSync(file, 'utf8')).toBe(pem);
  });

  it('keeps a key with its passphrase, which is forgotten with the lock and can be changed', async () => {
    const publicKey = await keys.publicKey();
    await keys.sealing?.seal('correct horse battery');
    await keys.sealing?.keep('keyring');
    expect(await keys.sealing?.state()).toBe('unlocked');
    await keys.sealing?.forget();
    expect(await keys.sealing?.state()).toBe('locked');
    await expect(keys.sign(message)).rejects.toMatchObject({ error: { code: 'KEY_SEALED' } });
    await expect(keys.sealing?.unlock('wrong horse')).rejects.toMatchObject({ error: { code: 'WRONG_PASSPHRASE' } });
    await keys.sealing?.unlock('correct horse battery');
    await keys.sealing?.seal('a new passphrase');
    expect(await keys.sealing?.place()).toBe('keyring');
    const later = nodeKeyring(file, { system, given: () => 'a new passphrase' });
    expect(isSignedBy(publicKey, await later.sign(message), message)).toBe(true);
    await later.sealing?.keep('file');
    expect(await nodeKeyring(file).sealing?.state()).toBe('locked');
  });

  it('forgets a key that has no passphrase too', async () => {
    await keys.sealing?.keep('keyring');
    await keys.sign(message);
    await keys.sealing?.forget();
    system.isOpen = false;
    await expect(keys.sign(message)).rejects.toMatchObject(closed);
  });

  it('leaves the file alone where it is locked, was lost, or is not there', async () => {
    const pem = readFileSync(file, 'utf8');
    system.isOpen = false;
    await expect(keys.sealing?.keep('keyring')).rejects.toMatchObject(closed);
    await expect(nodeKeyring(file).sealing?.keep('keyring')).rejects.toMatchObject({
      error: { code: 'KEYRING_CLOSED', hint: 'Protect the key by a passphrase instead.' },
    });
    expect(readFileSync(file, 'utf8')).toBe(pem);

    system.isOpen = true;
    await keys.sealing?.keep('keyring');
    const kept = readFileSync(file, 'utf8');
    system.lose();
    const later = nodeKeyring(file, { system });
    await expect(later.sign(message)).rejects.toMatchObject(closed);
    await expect(later.sealing?.keep('file')).rejects.toMatchObject(closed);
    expect(readFileSync(file, 'utf8')).toBe(kept);
  });

  it('takes letters without a meaning for a keyring that was lost', async () => {
    await keys.sealing?.keep('keyring');
    system.open = async () => '\ufffd\u0001 no key';
    await expect(nodeKeyring(file, { system }).sign(message)).rejects.toMatchObject({ error: { code: 'KEYRING_CLOSED' } });
  });

  it('does not sign with a key that is not the one that the file names', async () => {
    await keys.sealing?.keep('keyring');
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...kept, publicKey: '00'.repeat(32) }));
    await expect(nodeKeyring(file, { system }).sign(message)).rejects.toThrow('holds no key');
    writeFileSync(file, JSON.stringify({ ...kept, kept: 'xyz' }));
    await expect(nodeKeyring(file, { system }).publicKey()).rejects.toThrow('holds no key');
  });
});
