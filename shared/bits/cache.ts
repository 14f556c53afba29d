import type { BitStore, Resident } from './bitStore';

interface Entry<T> {
  readonly value: T;
  /** Running evaluations that use it. */
  pins: number;
}

/**
 * Keeps columns or leaves by key up to a number of bytes and drops the one that was not used for longest; also when the store
 * runs out of room. What a lease has handed out stays until the lease ends, even beyond the budget.
 */
export class ResidentCache<T extends Resident> {
  /** Least recently used first. */
  private readonly entries = new Map<string, Entry<T>>();
  private bytes = 0;

  constructor(
    store: BitStore,
    private readonly budget: number,
  ) {
    store.onShortage(() => this.dropOldest());
  }

  get bytesUsed(): number {
    return this.bytes;
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  /** Opens an evaluation; end it with `release` in a `finally`. */
  lease(): CacheLease<T> {
    const pinned = new Set<Entry<T>>();
    return {
      get: (key) => {
        const entry = this.entries.get(key);
        if (!entry) return undefined;
        this.entries.delete(key);
        this.entries.set(key, entry);
        pin(entry, pinned);
        return entry.value;
      },
      add: (key, value) => {
        this.drop(key);
        const entry = { value, pins: 0 };
        this.entries.set(key, entry);
        this.bytes += value.bytes;
        pin(entry, pinned);
        this.shrink();
        return value;
      },
      release: () => {
        for (const entry of pinned) unpin(entry);
        pinned.clear();
        this.shrink();
      },
    };
  }

  /** Drops every entry, e.g. when the data has changed; those in use are freed when their leases end. */
  clear(): void {
    for (const key of [...this.entries.keys()]) this.drop(key);
  }

  private shrink(): void {
    while (this.bytes > this.budget && this.dropOldest()) {
      // each turn drops one
    }
  }

  private dropOldest(): boolean {
    for (const [key, { pins }] of this.entries) {
      if (pins > 0) continue;
      this.drop(key);
      return true;
    }
    return false;
  }

  private drop(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.bytes -= entry.value.bytes;
    entry.value.release();
  }
}

/** The entries of a cache that one evaluation uses. */
export interface CacheLease<T> {
  /** Valid until the lease ends. */
  get(key: string): T | undefined;
  /** Hands a new value over to the cache (which releases it one day) and pins it; replaces one of the same key. */
  add(key: string, value: T): T;
  release(): void;
}

function pin<T extends Resident>(entry: Entry<T>, pinned: Set<Entry<T>>): void {
  if (pinned.has(entry)) return;
  pinned.add(entry);
  entry.pins++;
  entry.value.retain();
}

function unpin<T extends Resident>(entry: Entry<T>): void {
  entry.pins--;
  entry.value.release();
}
