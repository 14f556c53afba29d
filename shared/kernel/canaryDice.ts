import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

const WORD = 2 ** 32;
/** 128 bits, as many as a pseudonym of a customer has. */
const CODE_BYTES = 16;

/** Draws that are the same for the same key, and that nobody can foretell without it. */
export class CanaryDice {
  private drawn = 0;

  constructor(private readonly key: Uint8Array) {}

  /** A whole number from 0 to below `most`. */
  below(most: number): number {
    return Math.floor(this.share() * most);
  }

  /** A number from 0 to below 1. */
  share(): number {
    return new DataView(this.bytes().buffer).getUint32(0) / WORD;
  }

  /** A code as `hashedText` makes them. */
  code(): string {
    const letters = btoa(String.fromCharCode(...this.bytes().subarray(0, CODE_BYTES)));
    return `h${letters.replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')}`;
  }

  private bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(hmac(sha256, this.key, new TextEncoder().encode(String(this.drawn++))));
  }
}
