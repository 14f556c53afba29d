const MOST_ORDERS = 16;

/** The row ids of the views that were looked at last: at most sixteen, and no more bytes than `budget` unless one alone has more. */
export class RowOrders {
  /** Least recently used first. */
  private readonly orders = new Map<string, Uint32Array>();

  constructor(private readonly budget: number) {}

  get(key: string): Uint32Array | undefined {
    const order = this.orders.get(key);
    if (order) this.put(key, order);
    return order;
  }

  add(key: string, order: Uint32Array): Uint32Array {
    this.put(key, order);
    for (const oldest of this.orders.keys()) {
      if (this.orders.size === 1 || (this.orders.size <= MOST_ORDERS && this.bytes <= this.budget)) break;
      this.orders.delete(oldest);
    }
    return order;
  }

  get bytes(): number {
    return [...this.orders.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  private put(key: string, order: Uint32Array): void {
    this.orders.delete(key);
    this.orders.set(key, order);
  }
}
