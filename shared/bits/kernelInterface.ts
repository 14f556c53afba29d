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

  /**
   * Whole numbers of 1 (u8), 2 (i16) or 4 bytes (i32) to codes of 1 or 2 bytes, by a table (u16) of the codes of `low` to `high`:
   * numbers beyond an end have its code, unknown rows 0. `counts` (u32 per code) grows by the rows of each, padding included.
   */
  codesByTable(
    values: number,
    valueBytes: number,
    low: number,
    high: number,
    table: number,
    known: number,
    codes: number,
    codeBytes: number,
    counts: number,
    bytes: number,
  ): void;
  /** The same for numbers of 4 (i32) or 8 bytes (f64), looked for among `2 ** steps - 1` ascending cuts of which `length` count. */
  codesByCuts(
    values: number,
    valueBytes: number,
    cuts: number,
    steps: number,
    length: number,
    known: number,
    codes: number,
    codeBytes: number,
    counts: number,
    bytes: number,
  ): void;
  /**
   * Adds the values of listed rows with a code, less `shift`, to the first of two f64 at `sums`, and their squares to the second;
   * writes those whose code has a 1 in `picks` (a byte per code) to `to`, which has room for one more. Returns how many.
   */
  readListed(
    values: number,
    valueBytes: number,
    codes: number,
    codeBytes: number,
    rows: number,
    length: number,
    picks: number,
    shift: number,
    sums: number,
    to: number,
  ): number;
}
