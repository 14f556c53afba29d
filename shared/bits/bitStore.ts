import { Fault } from '#shared/model/result';
import { checkedRows, type RowNumbers } from './batch';
import type { Kernels } from './kernelInterface';
import { loadKernels } from './loadKernels';
import { Arena } from './memory';

/** Something that keeps memory of a store. It starts with one reference; its memory is free again when the last is released. */
export interface Resident {
  readonly bytes: number;
  retain(): void;
  release(): void;
}

/** The memory of columns and bitsets, and the kernels that work in it. Callers own what they are given and `release` it. */
export class BitStore {
  readonly kernels: Kernels;
  private readonly arena: Arena;
  private readonly relievers: (() => boolean)[] = [];

  /** `budget` in bytes; at most just under 4 GiB is used. */
  constructor(budget: number, load: (memory: WebAssembly.Memory) => Kernels = loadKernels) {
    this.arena = new Arena(budget);
    this.kernels = load(this.arena.memory);
  }

  /** Bytes in use by columns, bitsets and scratch. */
  get bytesUsed(): number {
    return this.arena.bytesUsed;
  }

  get budget(): number {
    return this.arena.budget;
  }

  /** Detached when the store grows: ask again after anything that allocates. */
  get buffer(): ArrayBuffer {
    return this.arena.memory.buffer;
  }

  /** An empty set. @throws Fault OUT_OF_MEMORY */
  allocate(rowCount: number): Bitset {
    return new Bitset(this, rowCount);
  }

  fromRows(rowCount: number, rows: RowNumbers): Bitset {
    const bits = this.allocate(rowCount);
    bits.add(rows);
    return bits;
  }

  everybody(rowCount: number): Bitset {
    const bits = this.allocate(rowCount);
    this.kernels.not(bits.address, bits.address, bits.bytes);
    bits.clearTail();
    return bits;
  }

  /** A zeroed block of its own; returns its address. @throws Fault OUT_OF_MEMORY when relieving does not help either. */
  take(bytes: number): number {
    while (true) {
      try {
        return this.arena.allocate(bytes);
      } catch (error) {
        if (!(error instanceof Fault) || !this.relievers.some((relieve) => relieve())) throw error;
      }
    }
  }

  giveBack(address: number): void {
    this.arena.release(address);
  }

  /** `relieve` frees something and returns true, or has nothing to free and returns false; asked in order of registration. */
  onShortage(relieve: () => boolean): void {
    this.relievers.push(relieve);
  }

  /** Runs with a block that is given back at the end. */
  withScratch<T>(bytes: number, run: (address: number) => T): T {
    const address = this.take(bytes);
    try {
      return run(address);
    } finally {
      this.giveBack(address);
    }
  }
}

const ROWS_PER_STEP = 512;

/** A set of rows, one bit each, padded with zeros to the step of the kernels. */
export class Bitset implements Resident {
  readonly bytes: number;
  private readonly start: number;
  private references = 1;
  private counted: number | undefined;

  constructor(
    readonly store: BitStore,
    readonly rowCount: number,
  ) {
    this.bytes = Math.max(1, Math.ceil(rowCount / ROWS_PER_STEP)) * (ROWS_PER_STEP / 8);
    this.start = store.take(this.bytes);
  }

  /** Where the bits are in the store. */
  get address(): number {
    this.mustBeHeld();
    return this.start;
  }

  /** Someone else holds it too. */
  get isShared(): boolean {
    return this.references > 1;
  }

  retain(): void {
    this.mustBeHeld();
    this.references++;
  }

  release(): void {
    this.mustBeHeld();
    this.references--;
    if (this.references === 0) this.store.giveBack(this.start);
  }

  /** How many rows are in the set; counted once. */
  count(): number {
    this.counted ??= this.store.kernels.count(this.address, this.bytes);
    return this.counted;
  }

  has(row: number): boolean {
    return (((this.words()[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  }

  /** @throws RangeError for a row outside. */
  add(rows: RowNumbers): void {
    const numbers = checkedRows(rows, this.rowCount);
    const words = this.words();
    for (let index = 0; index < numbers.length; index++) {
      const row = numbers[index] ?? 0;
      words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
    }
    this.counted = undefined;
  }

  /** A new set of all the other rows. @throws Fault OUT_OF_MEMORY */
  complement(): Bitset {
    const rest = this.store.allocate(this.rowCount);
    this.store.kernels.not(rest.address, this.address, this.bytes);
    rest.clearTail();
    return rest;
  }

  /** The rows of the set in order, from `first` on. */
  *rows(first = 0): Generator<number> {
    for (const batch of this.rowBatches(4096, first)) yield* batch;
  }

  /** The same in arrays of `size` rows, the last one shorter. */
  *rowBatches(size: number, first = 0): Generator<Uint32Array<ArrayBuffer>> {
    let next = first;
    while (next < this.rowCount) {
      const batch = new Uint32Array(size);
      const length = this.fill(batch, next);
      if (length === 0) return;
      yield batch.subarray(0, length);
      next = (batch[length - 1] ?? 0) + 1;
    }
  }

  /** The bits as they are now, 32 rows a word; detached when the store grows. */
  words(): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.store.buffer, this.address, this.bytes / 4);
  }

  /** Zeros the padding, for writers that fill whole words. */
  clearTail(): void {
    clearBits(this.store.buffer, this.address, this.rowCount, this.bytes * 8);
    this.counted = undefined;
  }

  private mustBeHeld(): void {
    if (this.references === 0) throw new Error('this bitset has been released');
  }

  private fill(batch: Uint32Array, first: number): number {
    const words = this.words();
    let length = 0;
    let left = (words[first >>> 5] ?? 0) & (-1 << (first & 31));
    for (let word = first >>> 5; word < words.length; left = words[++word] ?? 0) {
      for (; left !== 0; left &= left - 1) {
        batch[length++] = word * 32 + 31 - Math.clz32(left & -left);
        if (length === batch.length) return length;
      }
    }
    return length;
  }
}

/** Zeros the bits `from` to `to` (exclusive, a multiple of 32) behind an address. */
export function clearBits(buffer: ArrayBuffer, address: number, from: number, to: number): void {
  const words = new Uint32Array(buffer, address, to / 32);
  const first = from >>> 5;
  if (first >= words.length) return;
  words[first] = (words[first] ?? 0) & ~(-1 << (from & 31));
  words.fill(0, first + 1);
}
