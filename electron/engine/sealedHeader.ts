import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  scrypt,
} from 'node:crypto';
import { SEALED_MAGIC } from '#shared/engines/databaseHeader';
import { FRAME_BYTES, TAG_BYTES } from '#shared/package/frames';

/** The head of a sealed file: what it takes to make its key of a passphrase, and how its frames are counted. Numbers are big-endian. */
export interface SealedHeader {
  /** `passphrase`: sealed with the key of the passphrase; `recovery`: by a process that did not have it, to the public key. */
  readonly mode: 'passphrase' | 'recovery';
  readonly salt: Buffer;
  /** Made anew whenever a file is sealed: no frame fits into another sealing. */
  readonly fileId: Buffer;
  /** Bytes inside. */
  readonly size: number;
  /** X25519; its secret half is in `wrapped`, sealed with the passphrase. */
  readonly publicKey: Buffer;
  readonly wrapped: Buffer;
  /** X25519 key of the one sealing, in mode `recovery`. */
  readonly ephemeral: Buffer;
}

export const HEADER_BYTES = 208;
export const KEY_BYTES = 32;
export const SALT_BYTES = 16;

/** scrypt (RFC 7914) takes about 0.6 s and 128 MiB with these; a file that asks for others is refused. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 } as const;
const VERSION = [1, 17, SCRYPT.r, SCRYPT.p] as const;
const MODES = ['passphrase', 'recovery'] as const;
const NO_NONCE = Buffer.alloc(12);

export function writeHeader({ mode, salt, fileId, size, publicKey, wrapped, ephemeral }: SealedHeader): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write(SEALED_MAGIC, 'latin1');
  head.set([...VERSION, MODES.indexOf(mode)], 8);
  salt.copy(head, 16);
  fileId.copy(head, 32);
  head.writeBigUInt64BE(BigInt(size), 48);
  head.writeUInt32BE(FRAME_BYTES, 56);
  publicKey.copy(head, 64);
  wrapped.copy(head, 96);
  ephemeral.copy(head, 144);
  return head;
}

/** Null where it is no head that this version writes. */
export function readHeader(head: Buffer): SealedHeader | null {
  const mode = MODES[head[12] ?? -1];
  const size = head.length === HEADER_BYTES ? Number(head.readBigUInt64BE(48)) : Number.NaN;
  if (mode === undefined || !Number.isSafeInteger(size)) return null;
  const part = (from: number, bytes: number) => Buffer.from(head.subarray(from, from + bytes));
  const read = {
    mode,
    salt: part(16, SALT_BYTES),
    fileId: part(32, SALT_BYTES),
    size,
    publicKey: part(64, KEY_BYTES),
    wrapped: part(96, KEY_BYTES + TAG_BYTES),
    ephemeral: part(144, KEY_BYTES),
  };
  return writeHeader(read).equals(head) ? read : null;
}

export function passphraseKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, SCRYPT, (cause, key) => (cause ? reject(cause) : resolve(key)));
  });
}

/** The secret half of the recovery key under the passphrase's key. Each salt is used for one such key only, so the nonce may be fixed. */
export function wrapSecret(key: Buffer, secret: Buffer, { salt, publicKey }: Pick<SealedHeader, 'salt' | 'publicKey'>): Buffer {
  const cipher = createCipheriv('aes-256-gcm', derived(key, salt, 'recovery key'), NO_NONCE).setAAD(publicKey);
  return Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** Null where the passphrase is another one, or the head was altered. */
export function unwrapSecret(
  key: Buffer,
  { salt, publicKey, wrapped }: Pick<SealedHeader, 'salt' | 'publicKey' | 'wrapped'>,
): Buffer | null {
  const cipher = createDecipheriv('aes-256-gcm', derived(key, salt, 'recovery key'), NO_NONCE).setAAD(publicKey);
  cipher.setAuthTag(wrapped.subarray(KEY_BYTES));
  try {
    return Buffer.concat([cipher.update(wrapped.subarray(0, KEY_BYTES)), cipher.final()]);
  } catch {
    return null;
  }
}

export function framesKey(key: Buffer, fileId: Buffer): Buffer {
  return derived(key, fileId, 'frames');
}

/** The key that both the holder of the secret half and whoever seals to the public one come to. */
export function sharedKey(
  own: KeyObject,
  other: KeyObject,
  { fileId, publicKey, ephemeral }: Pick<SealedHeader, 'fileId' | 'publicKey' | 'ephemeral'>,
): Buffer {
  const shared = diffieHellman({ privateKey: own, publicKey: other });
  return derived(Buffer.concat([shared, ephemeral, publicKey]), fileId, 'recovered frames');
}

function derived(key: Buffer, salt: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `huaxiang sealed file 1: ${use}`, KEY_BYTES));
}

/** What stands before the 32 bytes of an X25519 key in its DER form. */
const PUBLIC_DER = Buffer.from('302a300506032b656e032100', 'hex');
const SECRET_DER = Buffer.from('302e020100300506032b656e04220420', 'hex');

export function publicKeyOf(bytes: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_DER, bytes]), format: 'der', type: 'spki' });
}

export function secretKeyOf(bytes: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([SECRET_DER, bytes]), format: 'der', type: 'pkcs8' });
}

export function bytesOf(key: KeyObject): Buffer {
  const der = key.type === 'public' ? key.export({ type: 'spki', format: 'der' }) : key.export({ type: 'pkcs8', format: 'der' });
  return Buffer.from(der.subarray(-KEY_BYTES));
}
