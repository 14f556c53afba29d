import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const TWO_POW_32 = 4_294_967_296;

/** A seeded stream of random numbers; streams of the same seed with different names are independent. */
export class Dice {
  readonly #source: { next(): number };
  #spare = Number.NaN;

  constructor(seed: number, stream: string) {
    this.#source = xoroshiro128plus(mix(seed % TWO_POW_32, Math.floor(seed / TWO_POW_32), hashText(stream)));
    // Seeds that differ in few bits give like numbers at first.
    for (let i = 0; i < 32; i++) this.#source.next();
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return (this.#source.next() >>> 0) / TWO_POW_32;
  }

  /** A whole number 0 … n-1. */
  below(n: number): number {
    return Math.floor(this.unit() * n);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Standard normal. */
  normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare;
      this.#spare = Number.NaN;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit()));
    const angle = 2 * Math.PI * this.unit();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Exponential with mean 1. */
  wait(): number {
    return -Math.log(1 - this.unit());
  }

  /** An index by the running totals that `runningTotals` makes. */
  pick(totals: Float64Array): number {
    const target = this.unit() * (totals[totals.length - 1] ?? 0);
    let low = 0;
    let high = totals.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((totals[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

export function runningTotals(weights: readonly number[]): Float64Array {
  let total = 0;
  return Float64Array.from(weights, (weight) => {
    total += weight;
    return total;
  });
}

/** A 32-bit hash of three numbers: a random number that needs no stream, for values made on the way out. */
export function mix(a: number, b: number, c: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ b, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16) ^ c, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** As `mix`, uniform in [0, 1). */
export function mixUnit(a: number, b: number, c: number): number {
  return mix(a, b, c) / TWO_POW_32;
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function hashText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i), i);
  return hash;
}
