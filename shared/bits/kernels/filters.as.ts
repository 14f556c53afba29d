// Column values to bits: 64 rows become one word, and-ed with the word of known rows. `bytes` is the length of the bitset.

/** `table` holds 256 bits as two halves of 16 bytes: bit h of byte l is code h * 16 + l, the second half for h of 8 and more. */
export function member8(codes: usize, table: usize, known: usize, to: usize, bytes: usize): void {
  const lower = v128.load(table);
  const upper = v128.load(table, 16);
  const bitOfNibble = v128(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  for (const end = to + bytes; to < end; to += 8, known += 8, codes += 64) {
    const word =
      members16(v128.load(codes), lower, upper, bitOfNibble) |
      (members16(v128.load(codes, 16), lower, upper, bitOfNibble) << 16) |
      (members16(v128.load(codes, 32), lower, upper, bitOfNibble) << 32) |
      (members16(v128.load(codes, 48), lower, upper, bitOfNibble) << 48);
    store<u64>(to, word & load<u64>(known));
  }
}

// @ts-ignore: decorator
@inline
function members16(codes: v128, lower: v128, upper: v128, bitOfNibble: v128): u64 {
  const low = v128.and(codes, i8x16.splat(15));
  const row = v128.bitselect(
    i8x16.swizzle(upper, low),
    i8x16.swizzle(lower, low),
    i8x16.shr_s(codes, 7),
  );
  const bit = i8x16.swizzle(bitOfNibble, i8x16.shr_u(codes, 4));
  return <u64>i8x16.bitmask(i8x16.eq(v128.and(row, bit), bit));
}

/** `table` holds one byte per code: 255 for members, 0 for others. */
export function member16(codes: usize, table: usize, known: usize, to: usize, bytes: usize): void {
  memberByTable<u16>(codes, table, known, to, bytes);
}

export function member32(codes: usize, table: usize, known: usize, to: usize, bytes: usize): void {
  memberByTable<u32>(codes, table, known, to, bytes);
}

// @ts-ignore: decorator
@inline
function memberByTable<T>(codes: usize, table: usize, known: usize, to: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 8, known += 8, codes += 64 * sizeof<T>()) {
    const word =
      gathered16<T>(codes, table) |
      (gathered16<T>(codes + 16 * sizeof<T>(), table) << 16) |
      (gathered16<T>(codes + 32 * sizeof<T>(), table) << 32) |
      (gathered16<T>(codes + 48 * sizeof<T>(), table) << 48);
    store<u64>(to, word & load<u64>(known));
  }
}

// @ts-ignore: decorator
@inline
function gathered16<T>(codes: usize, table: usize): u64 {
  let flags = i8x16.splat(0);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes), flags, 0);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 1 * sizeof<T>()), flags, 1);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 2 * sizeof<T>()), flags, 2);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 3 * sizeof<T>()), flags, 3);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 4 * sizeof<T>()), flags, 4);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 5 * sizeof<T>()), flags, 5);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 6 * sizeof<T>()), flags, 6);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 7 * sizeof<T>()), flags, 7);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 8 * sizeof<T>()), flags, 8);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 9 * sizeof<T>()), flags, 9);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 10 * sizeof<T>()), flags, 10);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 11 * sizeof<T>()), flags, 11);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 12 * sizeof<T>()), flags, 12);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 13 * sizeof<T>()), flags, 13);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 14 * sizeof<T>()), flags, 14);
  flags = v128.load_lane<u8>(table + <usize>load<T>(codes + 15 * sizeof<T>()), flags, 15);
  return <u64>i8x16.bitmask(flags);
}

/** Both ends belong to the range. */
export function rangeI16(values: usize, low: i32, high: i32, known: usize, to: usize, bytes: usize): void {
  const lows = i16x8.splat(<i16>low);
  const highs = i16x8.splat(<i16>high);
  for (const end = to + bytes; to < end; to += 8, known += 8, values += 128) {
    const outside =
      outsideI16(values, lows, highs) |
      (outsideI16(values + 32, lows, highs) << 16) |
      (outsideI16(values + 64, lows, highs) << 32) |
      (outsideI16(values + 96, lows, highs) << 48);
    store<u64>(to, ~outside & load<u64>(known));
  }
}

// @ts-ignore: decorator
@inline
function outsideI16(values: usize, lows: v128, highs: v128): u64 {
  const a = v128.load(values);
  const b = v128.load(values, 16);
  const outsideA = v128.or(i16x8.lt_s(a, lows), i16x8.gt_s(a, highs));
  const outsideB = v128.or(i16x8.lt_s(b, lows), i16x8.gt_s(b, highs));
  return <u64>i8x16.bitmask(i8x16.narrow_i16x8_s(outsideA, outsideB));
}

/** Both ends belong to the range. */
export function rangeI32(values: usize, low: i32, high: i32, known: usize, to: usize, bytes: usize): void {
  const lows = i32x4.splat(low);
  const highs = i32x4.splat(high);
  for (const end = to + bytes; to < end; to += 8, known += 8, values += 256) {
    const outside =
      outside16I32(values, lows, highs) |
      (outside16I32(values + 64, lows, highs) << 16) |
      (outside16I32(values + 128, lows, highs) << 32) |
      (outside16I32(values + 192, lows, highs) << 48);
    store<u64>(to, ~outside & load<u64>(known));
  }
}

// @ts-ignore: decorator
@inline
function outside16I32(values: usize, lows: v128, highs: v128): u64 {
  const first = i16x8.narrow_i32x4_s(outsideI32(values, lows, highs), outsideI32(values + 16, lows, highs));
  const second = i16x8.narrow_i32x4_s(outsideI32(values + 32, lows, highs), outsideI32(values + 48, lows, highs));
  return <u64>i8x16.bitmask(i8x16.narrow_i16x8_s(first, second));
}

// @ts-ignore: decorator
@inline
function outsideI32(values: usize, lows: v128, highs: v128): v128 {
  const four = v128.load(values);
  return v128.or(i32x4.lt_s(four, lows), i32x4.gt_s(four, highs));
}

/** Both ends belong to the range. NaN is greater than every number, as in DuckDB: inside only where `open` (no upper end) is 1. */
export function rangeF64(values: usize, low: f64, high: f64, open: i32, known: usize, to: usize, bytes: usize): void {
  const lows = f64x2.splat(low);
  const highs = f64x2.splat(high);
  const opens = i32x4.splat(-open);
  for (const end = to + bytes; to < end; to += 8, known += 8, values += 512) {
    const inside =
      inside16F64(values, lows, highs, opens) |
      (inside16F64(values + 128, lows, highs, opens) << 16) |
      (inside16F64(values + 256, lows, highs, opens) << 32) |
      (inside16F64(values + 384, lows, highs, opens) << 48);
    store<u64>(to, inside & load<u64>(known));
  }
}

// @ts-ignore: decorator
@inline
function inside16F64(values: usize, lows: v128, highs: v128, opens: v128): u64 {
  const first = i16x8.narrow_i32x4_s(
    inside4F64(values, lows, highs, opens),
    inside4F64(values + 32, lows, highs, opens),
  );
  const second = i16x8.narrow_i32x4_s(
    inside4F64(values + 64, lows, highs, opens),
    inside4F64(values + 96, lows, highs, opens),
  );
  return <u64>i8x16.bitmask(i8x16.narrow_i16x8_s(first, second));
}

// @ts-ignore: decorator
@inline
function inside4F64(values: usize, lows: v128, highs: v128, opens: v128): v128 {
  const a = v128.load(values);
  const b = v128.load(values, 16);
  const below = v128.shuffle<i32>(f64x2.lt(a, lows), f64x2.lt(b, lows), 0, 2, 4, 6);
  const upTo = v128.shuffle<i32>(f64x2.le(a, highs), f64x2.le(b, highs), 0, 2, 4, 6);
  return v128.andnot(v128.or(upTo, opens), below);
}

/** `table` is an open-addressed hash table of `2 ** (32 - shift)` numbers; free slots hold `free`. */
export function hashedI32(values: usize, table: usize, shift: i32, free: i32, known: usize, to: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 8, known += 8) {
    let word: u64 = 0;
    for (let bit: u64 = 0; bit < 64; bit++, values += 4) {
      const value = load<i32>(values);
      word |= <u64>found<i32>(value, slotOf(value, shift), table, shift, free) << bit;
    }
    store<u64>(to, word & load<u64>(known));
  }
}

export function hashedF64(values: usize, table: usize, shift: i32, free: f64, known: usize, to: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 8, known += 8) {
    let word: u64 = 0;
    for (let bit: u64 = 0; bit < 64; bit++, values += 8) {
      const value = load<f64>(values) + 0.0; // minus zero becomes zero
      const bits = reinterpret<i64>(value);
      word |= <u64>found<f64>(value, slotOf(<i32>bits ^ <i32>(bits >> 32), shift), table, shift, free) << bit;
    }
    store<u64>(to, word & load<u64>(known));
  }
}

// @ts-ignore: decorator
@inline
function slotOf(bits: i32, shift: i32): u32 {
  return (<u32>bits * 0x9e3779b1) >> <u32>shift;
}

// @ts-ignore: decorator
@inline
function found<T>(value: T, slot: u32, table: usize, shift: i32, free: T): bool {
  const last: u32 = <u32>-1 >> <u32>shift;
  while (true) {
    const entry = load<T>(table + slot * <u32>sizeof<T>());
    if (entry == free) return false;
    if (entry == value) return true;
    slot = (slot + 1) & last;
  }
}
