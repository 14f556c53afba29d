import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Keyring } from '#shared/kernel/ports';

/** Bytes of a public key at the end of its DER form. */
const KEY_BYTES = 32;

/** The key pair in a file that only its owner may read (PKCS #8, PEM); made when it is first needed. */
export function nodeKeyring(file: string): Keyring {
  let kept: string | undefined;
  const privateKey = () => {
    kept ??= readOrMake(file);
    return createPrivateKey(kept);
  };
  return {
    publicKey: async () =>
      createPublicKey(privateKey()).export({ type: 'spki', format: 'der' }).subarray(-KEY_BYTES).toString('hex'),
    sign: async (message) => sign(null, message, privateKey()).toString('hex'),
  };
}

function readOrMake(file: string): string {
  return read(file) ?? make(file);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Complete or not at all, and whoever is first wins: the other takes that key. */
function make(file: string): string {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const own = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(own, pem, { mode: 0o600, flush: true });
  try {
    linkSync(own, file);
    return pem;
  } catch (cause) {
    const other = read(file);
    if (other === undefined) throw cause;
    return other;
  } finally {
    rmSync(own, { force: true });
  }
}
