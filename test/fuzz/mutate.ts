import { Dice } from '../../shared/demo/dice';

/** What tears files apart in practice, and what readers stumble over. */
const TOKENS = [
  ...['"', '""', "'", ',', ';', '\t', '|', '\n', '\r', '\r\n', '\n\n\n', '\0', '\u001a', '\uFEFF', '\u3000', '\u200B', '\u2028'],
  ...['{', '}', '[', ']', ':', '\\', '\\u0000', '\\ud800', 'null', 'NaN', '-Infinity', '1e999', '-0', '0'.repeat(40)],
  ...['9'.repeat(25), '2024-02-30', '9999999-01-01', '#REF!', '=1+1', '<!ENTITY x SYSTEM "file:///etc/passwd">', '(((((((('],
  ...['PAR1', 'ARROW1', 'PK\u0003\u0004', 'SQLite format 3\0', 'x'.repeat(70_000), ','.repeat(1000)],
].map((token) => new TextEncoder().encode(token));
const BROKEN_CHARACTERS = [[0xff, 0xfe], [0xc3], [0xe4, 0xb8], [0x81, 0x30, 0x81], [0xed, 0xa0, 0x80]].map((bytes) =>
  Uint8Array.from(bytes),
);

type Mutation = (bytes: Uint8Array, dice: Dice, other: Uint8Array) => Uint8Array;

const MUTATIONS: readonly Mutation[] = [
  (bytes, dice) => bytes.subarray(0, dice.below(bytes.length + 1)),
  (bytes, dice) => bytes.subarray(dice.below(bytes.length + 1)),
  (bytes, dice) => flipped(bytes, dice, 1 + dice.below(16)),
  (bytes, dice) => flipped(bytes, dice, 1 + Math.floor(bytes.length / 20)),
  (bytes, dice) => spliced(bytes, dice, new Uint8Array(0), 1 + dice.below(64)),
  (bytes, dice) => spliced(bytes, dice, oneOf(TOKENS, dice), 0),
  (bytes, dice) => spliced(bytes, dice, oneOf(TOKENS, dice), 1 + dice.below(8)),
  (bytes, dice) => spliced(bytes, dice, oneOf(BROKEN_CHARACTERS, dice), dice.below(3)),
  (bytes, dice) =>
    spliced(
      bytes,
      dice,
      Uint8Array.from({ length: 1 + dice.below(40) }, () => dice.below(256)),
      0,
    ),
  (bytes, dice) => spliced(bytes, dice, piece(bytes, dice), 0),
  (bytes, dice, other) => spliced(bytes, dice, piece(other, dice), dice.below(200)),
  (bytes, dice) => withNumber(bytes, dice),
];

/** A file with one to three things wrong. The same seed and name give the same file. */
export function mutate(bytes: Uint8Array, other: Uint8Array, seed: number, name: string): Uint8Array {
  const dice = new Dice(seed, name);
  let mutated = bytes;
  for (let n = 1 + dice.below(3); n > 0; n--) mutated = oneOf(MUTATIONS, dice)(mutated, dice, other);
  return mutated;
}

function oneOf<T>(list: readonly T[], dice: Dice): T {
  return list[dice.below(list.length)] as T;
}

function flipped(bytes: Uint8Array, dice: Dice, count: number): Uint8Array {
  // `slice` of a Buffer is no copy.
  const copy = Uint8Array.from(bytes);
  for (let n = 0; n < count && copy.length > 0; n++) {
    const at = dice.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << dice.below(8));
  }
  return copy;
}

function spliced(bytes: Uint8Array, dice: Dice, put: Uint8Array, gone: number): Uint8Array {
  const at = dice.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)]);
}

function piece(bytes: Uint8Array, dice: Dice): Uint8Array {
  const start = dice.below(bytes.length + 1);
  return bytes.subarray(start, start + 1 + dice.below(2000));
}

/** Lengths and offsets in binary files are little-endian numbers. */
function withNumber(bytes: Uint8Array, dice: Dice): Uint8Array {
  const number = Buffer.alloc(4);
  number.writeUInt32LE(oneOf([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x10000], dice));
  return spliced(bytes, dice, number, 4);
}
