import type { Coarse } from '../model/coarse';
import { identifier, literal } from './quote';

/** A pseudonym keeps 128 bits: 32 hexadecimal digits. */
const KEPT_DIGITS = 32;
const BLOCK_BYTES = 64;

/**
 * HMAC-SHA-256 (RFC 2104) of `type`, a zero byte and the text: its first 128 bits in base64url after an `h`, so that no spreadsheet takes
 * it for a formula; null of null. `key` has 64 bytes at most.
 */
export function hashedText(text: string, { key, type }: { readonly key: Uint8Array; readonly type: string }): string {
  const message = `${blob(new TextEncoder().encode(`${type}\0`))} || encode(${text})`;
  const inner = `unhex(sha256(${paddedKey(key, 0x36)} || ${message}))`;
  const digits = `sha256(${paddedKey(key, 0x5c)} || ${inner})`;
  return `('h' || translate(rtrim(base64(unhex(substr(${digits}, 1, ${KEPT_DIGITS}))), '='), '+/', '-_'))`;
}

function paddedKey(key: Uint8Array, pad: number): string {
  return blob(Uint8Array.from({ length: BLOCK_BYTES }, (_, place) => (key[place] ?? 0) ^ pad));
}

function blob(bytes: Uint8Array): string {
  const digits = [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  return `CAST(${literal(digits)} AS BLOB)`;
}

/** A number or a day as the band or period that it lies in; places are looked up instead. */
export function coarseText(value: string, to: Exclude<Coarse, { readonly region: unknown }>): string {
  return 'width' in to ? bandText(value, to.width) : periodText(value, to.unit);
}

/** `20–29` for whole numbers below, whatever the number's own type: from the band's first number up to below the next band's. */
function bandText(value: string, width: number): string {
  const low = `CAST(floor(CAST(${value} AS DOUBLE) / ${width}) * ${width} AS HUGEINT)`;
  return width === 1 ? `CAST(${low} AS VARCHAR)` : `(CAST(${low} AS VARCHAR) || '–' || CAST(${low} + ${width - 1} AS VARCHAR))`;
}

function periodText(value: string, unit: 'month' | 'quarter' | 'year'): string {
  const day = `CAST(${value} AS DATE)`;
  if (unit === 'quarter') return `(strftime(${day}, '%Y') || '-Q' || CAST(quarter(${day}) AS VARCHAR))`;
  return `strftime(${day}, ${unit === 'year' ? "'%Y'" : "'%Y-%m'"})`;
}

/** A table of the connection's own in which values are looked up that no statement could make: `value`, `shown`. */
export function lookedUp(text: string, table: string): string {
  const own = `temp.${identifier(table)}`;
  return `(SELECT looked.shown FROM ${own} AS looked WHERE looked.value = ${text})`;
}

export function createLookupSql(table: string): string {
  return `CREATE OR REPLACE TEMP TABLE ${identifier(table)} (value VARCHAR, shown VARCHAR)`;
}
