import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Patience } from '#shared/kernel/patience';
import type { Keyring } from '#shared/kernel/ports';
import { fault } from '#shared/model/result';
import { bytesOf, KEY_BYTES, passphraseKey, SALT_BYTES, unwrapSecret, wrapSecret } from './sealedHeader';

/** The secret half under AES-256-GCM with a key of the passphrase (scrypt). Bytes in hexadecimal. */
interface SealedKey {
  readonly kind: 'huaxiang sealed key 1';
  readonly publicKey: string;
  readonly salt: string;
  readonly wrapped: string;
}

/** What stands before the 32 bytes of an Ed25519 secret key in its DER form. */
const SECRET_DER = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The key pair in a file that only its owner may read: PKCS #8 in PEM, or sealed with a passphrase. It is made when it is first
 * needed. `given`: a passphrase that need not be asked for.
 */
export function nodeKeyring(file: string, given: () => string | undefined = () => undefined, patience = new Patience()): Keyring {
  let unlocked: KeyObject | undefined;

  const plainKey = (text: string) => {
    unlocked ??= createPrivateKey(text);
    return unlocked;
  };
  const open = async (sealed: SealedKey, passphrase: string) => {
    unlocked = await patience.with(file, () => openKey(sealed, passphrase));
    return unlocked;
  };
  const secretKey = async () => {
    const text = read(file) ?? make(file);
    const sealed = sealedKeyIn(text);
    if (!sealed) return plainKey(text);
    if (unlocked) return unlocked;
    const passphrase = given();
    if (passphrase === undefined) throw fault('KEY_SEALED', 'key.sealed', {}, { hint: 'hint.unlockKey' });
    return await open(sealed, passphrase);
  };

  return {
    publicKey: async () => {
      const text = read(file) ?? make(file);
      return sealedKeyIn(text)?.publicKey ?? bytesOf(createPublicKey(plainKey(text))).toString('hex');
    },
    sign: async (message) => sign(null, message, await secretKey()).toString('hex'),
    sealing: {
      state: async () => (sealedKeyIn(read(file) ?? '') ? (unlocked ? 'unlocked' : 'locked') : 'plain'),
      unlock: async (passphrase) => {
        const sealed = sealedKeyIn(read(file) ?? '');
        if (sealed) await open(sealed, passphrase);
      },
      forget: async () => {
        if (sealedKeyIn(read(file) ?? '')) unlocked = undefined;
      },
      seal: async (passphrase) => replace(file, await sealKey(await secretKey(), passphrase)),
    },
  };
}

async function sealKey(key: KeyObject, passphrase: string): Promise<string> {
  const [salt, publicKey] = [randomBytes(SALT_BYTES), bytesOf(createPublicKey(key))];
  const wrapped = wrapSecret(await passphraseKey(passphrase, salt), bytesOf(key), { salt, publicKey });
  const hex = (bytes: Buffer) => bytes.toString('hex');
  const sealed: SealedKey = {
    kind: 'huaxiang sealed key 1',
    publicKey: hex(publicKey),
    salt: hex(salt),
    wrapped: hex(wrapped),
  };
  return `${JSON.stringify(sealed)}\n`;
}

async function openKey({ publicKey, salt, wrapped }: SealedKey, passphrase: string): Promise<KeyObject> {
  const bytes = (text: string) => Buffer.from(text, 'hex');
  const parts = { salt: bytes(salt), publicKey: bytes(publicKey), wrapped: bytes(wrapped) };
  const secret = unwrapSecret(await passphraseKey(passphrase, parts.salt), parts);
  if (secret === null) throw fault('WRONG_PASSPHRASE', 'key.wrongPassphrase', {}, { hint: 'hint.passphraseAgain' });
  return createPrivateKey({ key: Buffer.concat([SECRET_DER, secret]), format: 'der', type: 'pkcs8' });
}

function sealedKeyIn(text: string): SealedKey | null {
  if (!text.startsWith('{')) return null;
  const read = JSON.parse(text) as Partial<SealedKey>;
  const isHex = (part: unknown, bytes: number) => typeof part === 'string' && new RegExp(`^[0-9a-f]{${2 * bytes}}$`).test(part);
  const isWhole = isHex(read.publicKey, KEY_BYTES) && isHex(read.salt, SALT_BYTES) && isHex(read.wrapped, KEY_BYTES + 16);
  if (read.kind !== 'huaxiang sealed key 1' || !isWhole) throw new Error('the file of the key holds no key');
  return read as SealedKey;
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
  const own = writeOwn(file, pem);
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

function replace(file: string, text: string): void {
  renameSync(writeOwn(file, text), file);
}

/** Beside the file, on the disk, for its owner alone. */
function writeOwn(file: string, text: string): string {
  const own = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(own, text, { mode: 0o600, flush: true });
  return own;
}
