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
