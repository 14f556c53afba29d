// Counting codes of chosen rows.

/** Writes the numbers of the set rows as u32 and returns how many. `base` is the number of the first row. */
export function listRows(bits: usize, bytes: usize, base: u32, to: usize): u32 {
  const start = to;
  for (const end = bits + bytes; bits < end; bits += 8, base += 64) {
    let word = load<u64>(bits);
    while (word != 0) {
      store<u32>(to, base + <u32>ctz(word));
      word &= word - 1;
      to += 4;
    }
  }
  return (to - start) >> 2;
}

/** Adds to four interleaved histograms of 256 u32 each, so that equal codes in a row do not wait for each other. */
export function tally8(codes: usize, rows: usize, length: u32, counts: usize): void {
  const end = rows + (length << 2);
  for (; rows + 16 <= end; rows += 16) {
    increment(counts + (<usize>load<u8>(codes + load<u32>(rows)) << 2));
    increment(counts + 1024 + (<usize>load<u8>(codes + load<u32>(rows, 4)) << 2));
    increment(counts + 2048 + (<usize>load<u8>(codes + load<u32>(rows, 8)) << 2));
    increment(counts + 3072 + (<usize>load<u8>(codes + load<u32>(rows, 12)) << 2));
  }
  for (; rows < end; rows += 4) increment(counts + (<usize>load<u8>(codes + load<u32>(rows)) << 2));
}

export function tally16(codes: usize, rows: usize, length: u32, counts: usize): void {
  for (const end = rows + (length << 2); rows < end; rows += 4) {
    increment(counts + (<usize>load<u16>(codes + (load<u32>(rows) << 1)) << 2));
  }
}

export function tally32(codes: usize, rows: usize, length: u32, counts: usize): void {
  for (const end = rows + (length << 2); rows < end; rows += 4) {
    increment(counts + (load<u32>(codes + (load<u32>(rows) << 2)) << 2));
  }
}

// @ts-ignore: decorator
@inline
function increment(count: usize): void {
  store<u32>(count, load<u32>(count) + 1);
}
