// Numbers to codes of buckets, and numbers of chosen rows. Unknown rows get code 0, a known one the number of its bucket, from 1
// on; `counts` (u32 per code) grows by the rows of each code. `bytes` is the length of the bitset of known rows.

/** Whole numbers by a table that has the code (u16) of each number from `low` to `high`; those beyond an end are as the end. */
export function codesByTable(
  values: usize,
  valueBytes: i32,
  low: i32,
  high: i32,
  table: usize,
  known: usize,
  codes: usize,
  codeBytes: i32,
  counts: usize,
  bytes: usize,
): void {
  if (valueBytes == 1) {
    if (codeBytes == 1) tabled<u8, u8>(values, low, high, table, known, codes, counts, bytes);
    else tabled<u8, u16>(values, low, high, table, known, codes, counts, bytes);
  } else if (valueBytes == 2) {
    if (codeBytes == 1) tabled<i16, u8>(values, low, high, table, known, codes, counts, bytes);
    else tabled<i16, u16>(values, low, high, table, known, codes, counts, bytes);
  } else {
    if (codeBytes == 1) tabled<i32, u8>(values, low, high, table, known, codes, counts, bytes);
    else tabled<i32, u16>(values, low, high, table, known, codes, counts, bytes);
  }
}

// @ts-ignore: decorator
@inline
function tabled<V, C>(
  values: usize,
  low: i32,
  high: i32,
  table: usize,
  known: usize,
  codes: usize,
  counts: usize,
  bytes: usize,
): void {
  for (const end = known + bytes; known < end; known += 8) {
    let word = load<u64>(known);
    for (let row = 0; row < 64; row++, word >>= 1, values += sizeof<V>(), codes += sizeof<C>()) {
      const value = min<i32>(max<i32>(<i32>load<V>(values), low), high);
      const code = <u32>load<u16>(table + (<usize>(value - low) << 1)) & (0 - <u32>(word & 1));
      store<C>(codes, <C>code);
      counted(counts, code);
    }
  }
}

/** Numbers of 4 (i32) or 8 bytes (f64) by looking among `2 ** steps − 1` ascending cuts (f64), of which the first `length` count. */
export function codesByCuts(
  values: usize,
  valueBytes: i32,
  cuts: usize,
  steps: i32,
  length: u32,
  known: usize,
  codes: usize,
  codeBytes: i32,
  counts: usize,
  bytes: usize,
): void {
  if (valueBytes == 4) {
    if (codeBytes == 1) cutAt<i32, u8>(values, cuts, steps, length, known, codes, counts, bytes);
    else cutAt<i32, u16>(values, cuts, steps, length, known, codes, counts, bytes);
  } else {
    if (codeBytes == 1) cutAt<f64, u8>(values, cuts, steps, length, known, codes, counts, bytes);
    else cutAt<f64, u16>(values, cuts, steps, length, known, codes, counts, bytes);
  }
}

// @ts-ignore: decorator
@inline
function cutAt<V, C>(
  values: usize,
  cuts: usize,
  steps: i32,
  length: u32,
  known: usize,
  codes: usize,
  counts: usize,
  bytes: usize,
): void {
  for (const end = known + bytes; known < end; known += 8) {
    let word = load<u64>(known);
    for (let row = 0; row < 64; row++, word >>= 1, values += sizeof<V>(), codes += sizeof<C>()) {
      const value = <f64>load<V>(values);
      let place: u32 = 0;
      for (let step: u32 = (<u32>1 << steps) >> 1; step != 0; step >>= 1) {
        // No branch: which way a number goes cannot be foretold. NaN is below no cut.
        place += step & (0 - <u32>!(value < load<f64>(cuts + (<usize>(place + step - 1) << 3))));
      }
      const code = (min<u32>(place, length) + 1) & (0 - <u32>(word & 1));
      store<C>(codes, <C>code);
      counted(counts, code);
    }
  }
}

// @ts-ignore: decorator
@inline
function counted(counts: usize, code: u32): void {
  const count = counts + (<usize>code << 2);
  store<u32>(count, load<u32>(count) + 1);
}

/**
 * Adds the known values of listed rows, less `shift`, to the first of two f64 at `sums`, and their squares to the second. Writes
 * the values whose code has a byte of 1 in `picks` to `to` (f64); returns how many.
 */
export function readListed(
  values: usize,
  valueBytes: i32,
  codes: usize,
  codeBytes: i32,
  rows: usize,
  length: u32,
  picks: usize,
  shift: f64,
  sums: usize,
  to: usize,
): u32 {
  if (valueBytes == 1) {
    if (codeBytes == 1) return readRows<u8, u8>(values, codes, rows, length, picks, shift, sums, to);
    return readRows<u8, u16>(values, codes, rows, length, picks, shift, sums, to);
  }
  if (valueBytes == 2) {
    if (codeBytes == 1) return readRows<i16, u8>(values, codes, rows, length, picks, shift, sums, to);
    return readRows<i16, u16>(values, codes, rows, length, picks, shift, sums, to);
  }
  if (valueBytes == 4) {
    if (codeBytes == 1) return readRows<i32, u8>(values, codes, rows, length, picks, shift, sums, to);
    return readRows<i32, u16>(values, codes, rows, length, picks, shift, sums, to);
  }
  if (codeBytes == 1) return readRows<f64, u8>(values, codes, rows, length, picks, shift, sums, to);
  return readRows<f64, u16>(values, codes, rows, length, picks, shift, sums, to);
}

// @ts-ignore: decorator
@inline
function readRows<V, C>(
  values: usize,
  codes: usize,
  rows: usize,
  length: u32,
  picks: usize,
  shift: f64,
  sums: usize,
  to: usize,
): u32 {
  const start = to;
  let sum = load<f64>(sums);
  let squares = load<f64>(sums, 8);
  for (const end = rows + (length << 2); rows < end; rows += 4) {
    const row = <usize>load<u32>(rows);
    const code = <usize>load<C>(codes + row * sizeof<C>());
    if (code == 0) continue;
    const value = <f64>load<V>(values + row * sizeof<V>());
    const deviation = value - shift;
    sum += deviation;
    squares += deviation * deviation;
    store<f64>(to, value);
    to += <usize>load<u8>(picks + code) << 3;
  }
  store<f64>(sums, sum);
  store<f64>(sums, squares, 8);
  return <u32>((to - start) >> 3);
}
