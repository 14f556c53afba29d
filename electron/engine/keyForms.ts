import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { fault } from '#shared/model/result';
import { bytesOf, KEY_BYTES, passphraseKey, SALT_BYTES, unwrapSecret, wrapSecret } from './sealedHeader';

/** The secret half under AES-256-GCM with a key of the passphrase (scrypt). Bytes in hexadecimal. */
export interface SealedKey {
  readonly kind: 'huaxiang sealed key 1';
  readonly publicKey: string;
  readonly salt: string;
  readonly wrapped: string;
}

/** The text of a key, with a passphrase or without, as the keyring of the system sealed it. Bytes in hexadecimal. */
export interface KeptKey {
  readonly kind: 'huaxiang kept key 1';
  readonly publicKey: string;
  /** The key inside has a passphrase, which is known without asking the keyring. */
  readonly hasPassphrase: boolean;
  readonly kept: string;
}

/** What stands before the 32 bytes of an Ed25519 secret key in its DER form. */
const SECRET_DER = Buffer.from('302e020100300506032b657004220420', 'hex');

export async function sealKey(key: KeyObject, passphrase: string): Promise<string> {
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

/** @throws Fault WRONG_PASSPHRASE, also where the file was altered. */
export async function openKey({ publicKey, salt, wrapped }: SealedKey, passphrase: string): Promise<KeyObject> {
  const bytes = (text: string) => Buffer.from(text, 'hex');
  const parts = { salt: bytes(salt), publicKey: bytes(publicKey), wrapped: bytes(wrapped) };
  const secret = unwrapSecret(await passphraseKey(passphrase, parts.salt), parts);
  if (secret === null) throw fault('WRONG_PASSPHRASE', 'key.wrongPassphrase', {}, { hint: 'hint.passphraseAgain' });
  return createPrivateKey({ key: Buffer.concat([SECRET_DER, secret]), format: 'der', type: 'pkcs8' });
}

/** `text`: a key as its file holds it without the keyring. */
export function keptText(text: string, kept: string): string {
  const sealed = sealedKeyIn(text);
  const form: KeptKey = {
    kind: 'huaxiang kept key 1',
    publicKey: sealed?.publicKey ?? publicHalf(createPrivateKey(text)),
    hasPassphrase: sealed !== null,
    kept,
  };
  return `${JSON.stringify(form)}\n`;
}

export function publicHalf(key: KeyObject): string {
  return bytesOf(createPublicKey(key)).toString('hex');
}

export function sealedKeyIn(text: string): SealedKey | null {
  const read = formIn<SealedKey>(text);
  if (read === null || isKept(read)) return null;
  const isWhole = isHex(read.publicKey, KEY_BYTES) && isHex(read.salt, SALT_BYTES) && isHex(read.wrapped, KEY_BYTES + 16);
  return held(read, read.kind === 'huaxiang sealed key 1' && isWhole);
}

export function keptKeyIn(text: string): KeptKey | null {
  const read = formIn<KeptKey>(text);
  if (read === null || !isKept(read)) return null;
  return held(read, isHex(read.publicKey, KEY_BYTES) && typeof read.hasPassphrase === 'boolean' && isHex(read.kept));
}

/** Null for a key in PEM. */
function formIn<Form>(text: string): Partial<Form> | null {
  return text.startsWith('{') ? (JSON.parse(text) as Partial<Form>) : null;
}

function isKept({ kind }: { readonly kind?: string }): boolean {
  return kind === 'huaxiang kept key 1';
}

function held<Form>(read: Partial<Form>, isWhole: boolean): Form {
  if (!isWhole) throw new Error('the file of the key holds no key');
  return read as Form;
}

function isHex(part: unknown, bytes?: number): boolean {
  return typeof part === 'string' && new RegExp(`^([0-9a-f]{2}){${bytes ?? '1,'}}$`).test(part);
}
