import type { BitStore, Bitset, Resident } from './bitStore';
import type { CodeColumn } from './codeColumn';
import type { NumberColumn } from './numberColumn';

/** A rule's answer for every row: where it is true, and where it is known. Owns one reference to each of the two. */
export class LeafBits implements Resident {
  /** What the leaf alone keeps: known bits that a column keeps too are not counted. */
  readonly bytes: number;

  constructor(
    readonly truth: Bitset,
    readonly known: Bitset,
  ) {
    this.bytes = truth.bytes + (known.isShared ? 0 : known.bytes);
  }

  retain(): void {
    this.truth.retain();
    this.known.retain();
  }

  release(): void {
    this.truth.release();
    this.known.release();
  }
}

/** Whether there is a value. This is known of every row. */
export type PresenceTest = { readonly kind: 'known' } | { readonly kind: 'unknown' };

/** One of the codes (see `CodeColumn`). Code 0 is never true. */
export type CodeTest = { readonly kind: 'codes'; readonly codes: Iterable<number> } | PresenceTest;

/** Between two ends (absent = open, inclusive unless said otherwise), or one of the numbers. Dates are days since 1970-01-01. */
export type NumberTest =
  | {
      readonly kind: 'range';
      readonly low?: number;
      readonly high?: number;
      readonly lowInclusive?: boolean;
      readonly highInclusive?: boolean;
    }
  | { readonly kind: 'values'; readonly numbers: Iterable<number> }
  | PresenceTest;

type Range = Extract<NumberTest, { kind: 'range' }>;

/** Evaluates a test on a column; null is never true. The caller owns the result. @throws Fault OUT_OF_MEMORY */
export function evaluateLeaf(column: CodeColumn, test: CodeTest): LeafBits;
export function evaluateLeaf(column: NumberColumn, test: NumberTest): LeafBits;
export function evaluateLeaf(column: CodeColumn | NumberColumn, test: CodeTest | NumberTest): LeafBits {
  if (test.kind === 'known' || test.kind === 'unknown') return presence(column, test.kind === 'known');
  const truth = column.store.allocate(column.rowCount);
  try {
    if (test.kind === 'codes') fillByCodes(truth, codeColumn(column), new Set(test.codes));
    else if (test.kind === 'range') fillByRange(truth, numberColumn(column), test);
    else fillByValues(truth, numberColumn(column), new Set(test.numbers));
  } catch (error) {
    truth.release();
    throw error;
  }
  column.known.retain();
  return new LeafBits(truth, column.known);
}

function presence({ store, rowCount, known }: CodeColumn | NumberColumn, isKnown: boolean): LeafBits {
  const everybody = store.everybody(rowCount);
  if (isKnown) {
    known.retain();
    return new LeafBits(known, everybody);
  }
  const unknown = store.allocate(rowCount);
  store.kernels.not(unknown.address, known.address, unknown.bytes);
  unknown.clearTail();
  return new LeafBits(unknown, everybody);
}

function codeColumn(column: CodeColumn | NumberColumn): CodeColumn {
  if ('dictionary' in column) return column;
  throw new TypeError(`a ${column.kind} column has no codes`);
}

function numberColumn(column: CodeColumn | NumberColumn): NumberColumn {
  if ('format' in column) return column;
  throw new TypeError(`a ${column.kind} column has no numbers`);
}

function fillByCodes(to: Bitset, column: CodeColumn, codes: ReadonlySet<number>): void {
  const { store, address, codeBytes } = column;
  if (codeBytes === 1) {
    fillByByte(to, column, (code) => codes.has(code));
    return;
  }
  fillByTable(store, column.dictionary.length + 1, codes, (table) => {
    const kernel = codeBytes === 2 ? store.kernels.member16 : store.kernels.member32;
    kernel(address, table, column.known.address, to.address, to.bytes);
  });
}

function fillByRange(to: Bitset, column: NumberColumn, range: Range): void {
  const { store, address, format, known } = column;
  if (format === 'f64') {
    const [low, high] = inclusiveEnds(range);
    const open = range.high === undefined ? 1 : 0;
    store.kernels.rangeF64(address, low, high, open, known.address, to.address, to.bytes);
    return;
  }
  const [low, high] = integerEnds(range);
  if (format === 'u8') {
    fillByByte(to, column, (value) => value >= low && value <= high);
    return;
  }
  const [lowest, highest] = format === 'i16' ? [-0x8000, 0x7fff] : [-0x8000_0000, 0x7fff_ffff];
  if (low > high || low > highest || high < lowest) return;
  const kernel = format === 'i16' ? store.kernels.rangeI16 : store.kernels.rangeI32;
  kernel(address, Math.max(low, lowest), Math.min(high, highest), known.address, to.address, to.bytes);
}

function fillByValues(to: Bitset, column: NumberColumn, numbers: ReadonlySet<number>): void {
  const { store, address, format, known } = column;
  if (format === 'u8') {
    fillByByte(to, column, (value) => numbers.has(value));
  } else if (format === 'i16') {
    const asCodes = [...numbers].filter((number) => number === (number << 16) >> 16).map((number) => number & 0xffff);
    fillByTable(store, 0x1_0000, asCodes, (table) => {
      store.kernels.member16(address, table, known.address, to.address, to.bytes);
    });
  } else if (format === 'i32') {
    fillByHash(
      store,
      [...numbers].filter((number) => number === (number | 0)),
      4,
      (table, shift, free) => {
        store.kernels.hashedI32(address, table, shift, free, known.address, to.address, to.bytes);
      },
    );
  } else {
    fillByHash(store, [...numbers], 8, (table, shift, free) => {
      store.kernels.hashedF64(address, table, shift, free, known.address, to.address, to.bytes);
    });
  }
}

/** For columns of one byte per row any test is a set of 256 bits, laid out as the kernel wants it. */
function fillByByte(to: Bitset, column: CodeColumn | NumberColumn, isMember: (byte: number) => boolean): void {
  const { store, address, known } = column;
  store.withScratch(32, (table) => {
    const bytes = new Uint8Array(store.buffer, table, 32);
    for (let value = 0; value < 256; value++) {
      const byte = (value >> 7) * 16 + (value & 15);
      if (isMember(value)) bytes[byte] = (bytes[byte] ?? 0) | (1 << ((value >> 4) & 7));
    }
    store.kernels.member8(address, table, known.address, to.address, to.bytes);
  });
}

function fillByTable(store: BitStore, length: number, codes: Iterable<number>, run: (table: number) => void): void {
  store.withScratch(length, (table) => {
    const bytes = new Uint8Array(store.buffer, table, length);
    for (const code of codes) bytes[code] = 255;
    run(table);
  });
}

const HASH_FACTOR = 0x9e3779b1;

/** A hash table of at least four slots per number, so that most searches end at once. */
function fillByHash(
  store: BitStore,
  numbers: readonly number[],
  bytesPerSlot: 4 | 8,
  run: (table: number, shift: number, free: number) => void,
): void {
  const shift = Math.clz32(Math.max(1, numbers.length * 4 - 1));
  const length = 2 ** (32 - shift);
  store.withScratch(length * bytesPerSlot, (table) => {
    const slots =
      bytesPerSlot === 4 ? new Int32Array(store.buffer, table, length) : new Float64Array(store.buffer, table, length);
    const free = firstMissing(new Set(numbers));
    slots.fill(free);
    for (const number of numbers) {
      let slot = Math.imul(bytesPerSlot === 4 ? number : foldedBits(number), HASH_FACTOR) >>> shift;
      while (slots[slot] !== free) slot = (slot + 1) % length;
      slots[slot] = number;
    }
    run(table, shift, free);
  });
}

function firstMissing(numbers: ReadonlySet<number>): number {
  let candidate = 0;
  while (numbers.has(candidate)) candidate++;
  return candidate;
}

const oneNumber = new Float64Array(1);
const bitsOfNumber = new BigInt64Array(oneNumber.buffer);
const halvesOfNumber = new Int32Array(oneNumber.buffer);

function foldedBits(number: number): number {
  oneNumber[0] = number + 0;
  return (halvesOfNumber[0] ?? 0) ^ (halvesOfNumber[1] ?? 0);
}

function integerEnds(range: Range): [number, number] {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = range;
  return [
    range.lowInclusive === false ? Math.floor(low) + 1 : Math.ceil(low),
    range.highInclusive === false ? Math.ceil(high) - 1 : Math.floor(high),
  ];
}

/** An end that is outside becomes its neighbour that is inside. */
function inclusiveEnds(range: Range): [number, number] {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = range;
  return [range.lowInclusive === false ? nextAbove(low) : low, range.highInclusive === false ? -nextAbove(-high) : high];
}

/** The next greater double. */
function nextAbove(number: number): number {
  if (!Number.isFinite(number)) return number;
  if (number === 0) return Number.MIN_VALUE;
  oneNumber[0] = number;
  bitsOfNumber[0] = (bitsOfNumber[0] ?? 0n) + (number > 0 ? 1n : -1n);
  return oneNumber[0] ?? number;
}
