/**
 * The inner loops over the store's memory. All positions are byte addresses; `bytes` is the length of a bitset, a multiple
 * of 64 (512 rows). Filters read 8 rows of a column per byte of bitset, and-ed with the bits of known rows.
 */
export interface Kernels {
  /** `to = a & b`; returns the number of set bits. */
  and(to: number, a: number, b: number, bytes: number): number;
  /** `to = a | b`; returns the number of set bits. */
  or(to: number, a: number, b: number, bytes: number): number;
  not(to: number, a: number, bytes: number): void;
  count(a: number, bytes: number): number;
  /** The number of bits set in both. */
  countBoth(a: number, b: number, bytes: number): number;

  /** Codes of one byte in a set of 256 bits: bit `h` of byte `l` is code `16h + l`, in a second half of 16 bytes from `h = 8`. */
  member8(codes: number, table: number, known: number, to: number, bytes: number): void;
  /** Codes of two bytes; `table` has a byte per code: 255 for members, else 0. */
  member16(codes: number, table: number, known: number, to: number, bytes: number): void;
  member32(codes: number, table: number, known: number, to: number, bytes: number): void;
  /** Both ends belong to the range. */
  rangeI16(values: number, low: number, high: number, known: number, to: number, bytes: number): void;
  rangeI32(values: number, low: number, high: number, known: number, to: number, bytes: number): void;
  /** NaN is greater than every number, as in DuckDB: inside only where `open` (no upper end) is 1. */
  rangeF64(values: number, low: number, high: number, open: number, known: number, to: number, bytes: number): void;
  /** Numbers in an open-addressed hash table of `2 ** (32 - shift)` slots, free slots hold `free`. */
  hashedI32(values: number, table: number, shift: number, free: number, known: number, to: number, bytes: number): void;
  hashedF64(values: number, table: number, shift: number, free: number, known: number, to: number, bytes: number): void;

  /** Writes the numbers of the set rows as u32, counted from `base`; returns how many. */
  listRows(bits: number, bytes: number, base: number, to: number): number;
  /** Counts the codes of listed rows into four u32 histograms of 256 that are to be added. */
  tally8(codes: number, rows: number, length: number, counts: number): void;
  /** Counts the codes of listed rows into one u32 histogram. */
  tally16(codes: number, rows: number, length: number, counts: number): void;
  tally32(codes: number, rows: number, length: number, counts: number): void;
}
