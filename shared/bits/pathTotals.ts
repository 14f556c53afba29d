import type { Pause } from './eventIndex';
import type { PathSink } from './paths';

/** Different beginnings of paths that are kept; some 100 MB. */
const MOST_PREFIXES = 4_000_000;
/** Places for what follows the first beginnings, found without a search; nearly all paths go through them. */
const DENSE_PLACES = 2 ** 20;
const ROOT = 0;

/** Of one label at one depth: paths that end with it, and paths that go on beyond the last depth. */
export interface LabelTotals {
  n: number;
  ended: number;
  goesOn: number;
}

/** A whole path and how many there are. */
export interface SequenceTotal {
  readonly labels: readonly number[];
  readonly n: number;
}

/**
 * Counts paths in a tree of their beginnings: a node is a beginning, found by the node before it and a label. Once there are too many,
 * paths with new beginnings count for their steps alone.
 */
export class PathTotals implements PathSink {
  paths = 0;
  /** Paths whose sequence is not counted. */
  uncounted = 0;
  private nodes = 1;
  private parents = new Int32Array(1024);
  private labels = new Int32Array(1024);
  private ended = new Float64Array(1024);
  private goesOn = new Float64Array(1024);
  /** Nodes by hash, 0 = free; at most half of it is taken. */
  private slots = new Int32Array(4096);
  private hashed = 0;
  /** By node and label what follows it, 0 = nothing yet; of the first nodes only. */
  private readonly dense: Int32Array;
  private readonly denseNodes: number;
  private readonly depths: Map<number, LabelTotals>[] = [];
  private readonly pairs: Map<number, number>[] = [];

  constructor(
    private readonly labelCount: number,
    private readonly mostPrefixes = MOST_PREFIXES,
    densePlaces = DENSE_PLACES,
  ) {
    this.denseNodes = Math.floor(densePlaces / labelCount);
    this.dense = new Int32Array(this.denseNodes * labelCount);
  }

  add(_: number, labels: Int32Array, first: number, length: number, goesOn: boolean): void {
    this.paths++;
    let node = ROOT;
    for (let step = first; step < first + length; step++) {
      node = this.child(node, labels[step] ?? 0);
      if (node < 0) {
        this.uncounted++;
        this.addLoose(labels.subarray(first, first + length), goesOn);
        return;
      }
    }
    const counts = goesOn ? this.goesOn : this.ended;
    counts[node] = (counts[node] ?? 0) + 1;
  }

  /** By depth and label. Once it was asked, no path may be added. */
  async steps(pause: Pause): Promise<{
    readonly depths: readonly ReadonlyMap<number, LabelTotals>[];
    /** By the depth of the second label, then both: see `pairKey`. */
    readonly pairs: readonly ReadonlyMap<number, number>[];
  }> {
    const through = new Float64Array(this.nodes);
    const depthOf = new Uint8Array(this.nodes);
    for (let node = 1; node < this.nodes; node++) depthOf[node] = (depthOf[this.parents[node] ?? 0] ?? 0) + 1;
    for (let node = this.nodes - 1; node > ROOT; node--) {
      const parent = this.parents[node] ?? 0;
      const [ended, goesOn] = [this.ended[node] ?? 0, this.goesOn[node] ?? 0];
      const n = (through[node] ?? 0) + ended + goesOn;
      through[parent] = (through[parent] ?? 0) + n;
      if (n > 0) this.count((depthOf[node] ?? 1) - 1, this.labels[node] ?? 0, { n, ended, goesOn });
      if (n > 0 && parent !== ROOT) this.countPair((depthOf[node] ?? 1) - 1, this.labels[parent] ?? 0, this.labels[node] ?? 0, n);
      if (node % PIECE === 0) await pause();
    }
    return { depths: this.depths, pairs: this.pairs };
  }

  pairKey(a: number, b: number): number {
    return a * this.labelCount + b;
  }

  /** The most frequent whole paths, those of one frequency in the order of their labels; and how many different ones there are. */
  async sequences(most: number, pause: Pause): Promise<{ readonly top: readonly SequenceTotal[]; readonly distinct: number }> {
    const top: SequenceTotal[] = [];
    let distinct = 0;
    for (let node = 1; node < this.nodes; node++) {
      if (node % PIECE === 0) await pause();
      const n = (this.ended[node] ?? 0) + (this.goesOn[node] ?? 0);
      if (n === 0) continue;
      distinct++;
      const last = top[most - 1];
      if (last !== undefined && n < last.n) continue;
      const found = { labels: this.labelsOf(node), n };
      const place = top.findIndex((each) => comesBefore(found, each));
      if (place < 0) top.push(found);
      else top.splice(place, 0, found);
      if (top.length > most) top.pop();
    }
    return { top, distinct };
  }

  private labelsOf(node: number): number[] {
    const labels: number[] = [];
    for (let at = node; at !== ROOT; at = this.parents[at] ?? 0) labels.push(this.labels[at] ?? 0);
    return labels.reverse();
  }

  /** Made where it is missing; −1 where there is no room for it. */
  private child(parent: number, label: number): number {
    if (parent >= this.denseNodes) return this.hashedChild(parent, label);
    const place = parent * this.labelCount + label;
    const node = this.dense[place] ?? 0;
    if (node !== 0) return node;
    const made = this.make(parent, label);
    if (made > 0) this.dense[place] = made;
    return made;
  }

  private hashedChild(parent: number, label: number): number {
    let slot = this.slotOf(parent, label);
    for (let node = this.slots[slot] ?? 0; node !== 0; node = this.slots[slot] ?? 0) {
      if (this.parents[node] === parent && this.labels[node] === label) return node;
      slot = (slot + 1) & (this.slots.length - 1);
    }
    const made = this.make(parent, label);
    if (made < 0) return made;
    this.slots[slot] = made;
    if (2 * ++this.hashed > this.slots.length) this.rehash();
    return made;
  }

  private make(parent: number, label: number): number {
    if (this.nodes > this.mostPrefixes) return -1;
    const node = this.nodes++;
    if (node === this.parents.length) this.grow();
    this.parents[node] = parent;
    this.labels[node] = label;
    return node;
  }

  private slotOf(parent: number, label: number): number {
    const mixed = Math.imul(parent, 0x9e3779b1) ^ Math.imul(label, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (this.slots.length - 1);
  }

  private grow(): void {
    const twice = 2 * this.parents.length;
    this.parents = widened(new Int32Array(twice), this.parents);
    this.labels = widened(new Int32Array(twice), this.labels);
    this.ended = widened(new Float64Array(twice), this.ended);
    this.goesOn = widened(new Float64Array(twice), this.goesOn);
  }

  private rehash(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    for (let node = 1; node < this.nodes; node++) {
      if ((this.parents[node] ?? 0) < this.denseNodes) continue;
      let slot = this.slotOf(this.parents[node] ?? 0, this.labels[node] ?? 0);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = node;
    }
  }

  private addLoose(labels: Int32Array, goesOn: boolean): void {
    const last = labels.length - 1;
    for (const [depth, label] of labels.entries()) {
      const ends = { ended: depth === last && !goesOn ? 1 : 0, goesOn: depth === last && goesOn ? 1 : 0 };
      this.count(depth, label, { n: 1, ...ends });
      if (depth > 0) this.countPair(depth, labels[depth - 1] ?? 0, label, 1);
    }
  }

  private count(depth: number, label: number, { n, ended, goesOn }: LabelTotals): void {
    this.depths[depth] ??= new Map();
    const totals = this.depths[depth].get(label);
    if (!totals) {
      this.depths[depth].set(label, { n, ended, goesOn });
      return;
    }
    totals.n += n;
    totals.ended += ended;
    totals.goesOn += goesOn;
  }

  private countPair(depth: number, a: number, b: number, n: number): void {
    this.pairs[depth] ??= new Map();
    const key = this.pairKey(a, b);
    this.pairs[depth].set(key, (this.pairs[depth].get(key) ?? 0) + n);
  }
}

const PIECE = 2 ** 19;

function comesBefore(a: SequenceTotal, b: SequenceTotal): boolean {
  if (a.n !== b.n) return a.n > b.n;
  for (const [place, label] of a.labels.entries()) {
    const other = b.labels[place] ?? 0;
    if (label !== other) return label < other;
  }
  return a.labels.length < b.labels.length;
}

function widened<T extends Int32Array | Float64Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
