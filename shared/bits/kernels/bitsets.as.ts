// Set algebra on bitsets. Addresses and lengths are in bytes; lengths are multiples of 64 (512 rows).

// @ts-ignore: decorator
@inline
function bitsPerByte(bits: v128): v128 {
  return i8x16.popcnt(bits);
}

// @ts-ignore: decorator
@inline
function countOf4(a: v128, b: v128, c: v128, d: v128): v128 {
  const bytes = i8x16.add(
    i8x16.add(bitsPerByte(a), bitsPerByte(b)),
    i8x16.add(bitsPerByte(c), bitsPerByte(d)),
  );
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
}

// @ts-ignore: decorator
@inline
function sumOfLanes(counts: v128): i32 {
  return (
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3)
  );
}

export function and(to: usize, a: usize, b: usize, bytes: usize): i32 {
  let counts = i32x4.splat(0);
  for (const end = a + bytes; a < end; a += 64, b += 64, to += 64) {
    const w = v128.and(v128.load(a), v128.load(b));
    const x = v128.and(v128.load(a, 16), v128.load(b, 16));
    const y = v128.and(v128.load(a, 32), v128.load(b, 32));
    const z = v128.and(v128.load(a, 48), v128.load(b, 48));
    v128.store(to, w);
    v128.store(to, x, 16);
    v128.store(to, y, 32);
    v128.store(to, z, 48);
    counts = i32x4.add(counts, countOf4(w, x, y, z));
  }
  return sumOfLanes(counts);
}

export function or(to: usize, a: usize, b: usize, bytes: usize): i32 {
  let counts = i32x4.splat(0);
  for (const end = a + bytes; a < end; a += 64, b += 64, to += 64) {
    const w = v128.or(v128.load(a), v128.load(b));
    const x = v128.or(v128.load(a, 16), v128.load(b, 16));
    const y = v128.or(v128.load(a, 32), v128.load(b, 32));
    const z = v128.or(v128.load(a, 48), v128.load(b, 48));
    v128.store(to, w);
    v128.store(to, x, 16);
    v128.store(to, y, 32);
    v128.store(to, z, 48);
    counts = i32x4.add(counts, countOf4(w, x, y, z));
  }
  return sumOfLanes(counts);
}

export function not(to: usize, a: usize, bytes: usize): void {
  for (const end = a + bytes; a < end; a += 16, to += 16) v128.store(to, v128.not(v128.load(a)));
}

export function count(a: usize, bytes: usize): i32 {
  let counts = i32x4.splat(0);
  for (const end = a + bytes; a < end; a += 64) {
    counts = i32x4.add(
      counts,
      countOf4(v128.load(a), v128.load(a, 16), v128.load(a, 32), v128.load(a, 48)),
    );
  }
  return sumOfLanes(counts);
}

export function countBoth(a: usize, b: usize, bytes: usize): i32 {
  let counts = i32x4.splat(0);
  for (const end = a + bytes; a < end; a += 64, b += 64) {
    counts = i32x4.add(
      counts,
      countOf4(
        v128.and(v128.load(a), v128.load(b)),
        v128.and(v128.load(a, 16), v128.load(b, 16)),
        v128.and(v128.load(a, 32), v128.load(b, 32)),
        v128.and(v128.load(a, 48), v128.load(b, 48)),
      ),
    );
  }
  return sumOfLanes(counts);
}
