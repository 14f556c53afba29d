import { hashes, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type PlainJson } from '../model/canonicalJson';
import { joined } from '../model/joinedBytes';

hashes.sha512 = (message) => new Uint8Array(sha512(message as Uint8Array));

/** SHA-256 in lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** The bytes that stand for a value wherever it is hashed or signed (RFC 8785). */
export function canonicalBytes(value: object): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value as PlainJson));
}

/** What is signed: the use a signature is for, a zero byte and the message, so that a signature for one use fits no other. */
export function signedBytes(use: 'package' | 'decision', message: Uint8Array): Uint8Array {
  return joined([new TextEncoder().encode(`huaxiang-${use}\0`), message]);
}

/** Whether an Ed25519 signature (RFC 8032) is of the key; anything malformed is of none. Key and signature are hexadecimal. */
export function isSignedBy(publicKey: string, signature: string, message: Uint8Array): boolean {
  try {
    return verify(hexToBytes(signature), message, hexToBytes(publicKey), { zip215: false });
  } catch {
    return false;
  }
}

/** A key as people compare it, aloud or on paper: the first 16 hexadecimal digits of its hash, in fours. */
export function fingerprint(publicKey: string): string {
  return (sha256Hex(hexToBytes(publicKey)).slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}
