import { getPublicKeyAsync, signAsync, utils } from '@noble/ed25519';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Keyring } from '#shared/kernel/ports';

/** A key pair that lasts as long as the page: a sandboxed page has no place to keep one. */
export function pageKeyring(): Keyring {
  const secret = utils.randomSecretKey();
  return {
    publicKey: async () => bytesToHex(await getPublicKeyAsync(secret)),
    sign: async (message) => bytesToHex(await signAsync(message, secret)),
  };
}
