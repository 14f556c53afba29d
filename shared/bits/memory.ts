import { fault } from '#shared/model/result';

const PAGE_BYTES = 65_536;
/** One page under 4 GiB, so that the end of a block is an address too. */
const MOST_PAGES = 65_535;
/** A cache line, and the step of the kernels. */
const ALIGNMENT = 64;
const LEAST_GROWTH_BYTES = 4 * 1024 * 1024;

interface Block {
  readonly address: number;
  readonly bytes: number;
}

/**
 * Blocks inside one WebAssembly memory: 64-byte aligned, zeroed, best fit first, neighbours joined when freed. The memory
 * grows up to `budget` bytes (less than 4 GiB) and never shrinks, so views must be asked for anew after each `allocate`.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  readonly budget: number;
  private readonly taken = new Map<number, number>();
  /** In order of address; no two are neighbours. */
  private readonly free: Block[];
  private used = 0;

  constructor(budget: number) {
    const most = Math.min(MOST_PAGES, Math.max(1, Math.floor(budget / PAGE_BYTES)));
    this.budget = most * PAGE_BYTES;
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: most });
    // Address 0 is never given, so that it can mean "none".
    this.free = [{ address: ALIGNMENT, bytes: PAGE_BYTES - ALIGNMENT }];
  }

  /** Bytes in blocks that are taken. */
  get bytesUsed(): number {
    return this.used;
  }

  /** @throws Fault OUT_OF_MEMORY when the budget or the machine has no room. */
  allocate(bytes: number): number {
    const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
    const index = this.bestFit(size) ?? this.grow(size);
    const block = this.free[index] ?? { address: 0, bytes: 0 };
    if (block.bytes === size) this.free.splice(index, 1);
    else this.free[index] = { address: block.address + size, bytes: block.bytes - size };
    this.taken.set(block.address, size);
    this.used += size;
    new Uint8Array(this.memory.buffer, block.address, size).fill(0);
    return block.address;
  }

  release(address: number): void {
    const bytes = this.taken.get(address);
    if (bytes === undefined) throw new Error(`no block at ${address}`);
    this.taken.delete(address);
    this.used -= bytes;
    this.putBack({ address, bytes });
  }

  private bestFit(size: number): number | undefined {
    let best: number | undefined;
    let bestBytes = Number.POSITIVE_INFINITY;
    for (const [index, block] of this.free.entries()) {
      if (block.bytes < size || block.bytes >= bestBytes) continue;
      best = index;
      bestBytes = block.bytes;
      if (bestBytes === size) break;
    }
    return best;
  }

  private grow(size: number): number {
    const end = this.memory.buffer.byteLength;
    const last = this.free.at(-1);
    const atEnd = last && last.address + last.bytes === end ? last.bytes : 0;
    const wanted = Math.ceil((size - atEnd) / PAGE_BYTES);
    const generous = Math.ceil(Math.max(LEAST_GROWTH_BYTES, end / 8) / PAGE_BYTES);
    const left = (this.budget - end) / PAGE_BYTES;
    const pages = Math.max(wanted, Math.min(generous, left));
    if (wanted > left || !this.growBy(pages)) throw outOfMemory(size);
    this.putBack({ address: end, bytes: pages * PAGE_BYTES });
    return this.free.length - 1;
  }

  private growBy(pages: number): boolean {
    try {
      this.memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }

  private putBack(block: Block): void {
    const index = this.indexAfter(block.address);
    const before = this.free[index - 1];
    const after = this.free[index];
    const joinsBefore = before !== undefined && before.address + before.bytes === block.address;
    const joinsAfter = after !== undefined && block.address + block.bytes === after.address;
    const address = joinsBefore ? before.address : block.address;
    const end = joinsAfter ? after.address + after.bytes : block.address + block.bytes;
    const from = joinsBefore ? index - 1 : index;
    this.free.splice(from, (joinsBefore ? 1 : 0) + (joinsAfter ? 1 : 0), { address, bytes: end - address });
  }

  /** The index of the first free block behind the address. */
  private indexAfter(address: number): number {
    let low = 0;
    let high = this.free.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.free[middle]?.address ?? 0) < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function outOfMemory(bytes: number) {
  return fault('OUT_OF_MEMORY', 'memory.noRoom', { bytes }, { hint: 'hint.moreShare' });
}
