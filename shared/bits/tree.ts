import { type BitStore, type Bitset, clearBits } from './bitStore';
import type { LeafBits } from './leaf';

/** A rule tree over evaluated leaves. An empty `all` or `none` is everybody, an empty `any` nobody. */
export type BitTree =
  | { readonly kind: 'leaf'; readonly bits: LeafBits }
  | { readonly kind: 'all' | 'any' | 'none'; readonly rules: readonly BitTree[] };

export interface NodeCount {
  /** The position in the tree: `''` is the root, `'0.2'` the third rule of the first. */
  readonly path: string;
  /** Members of this node by itself. */
  readonly alone: number;
  /** Members of its group after this rule and those before it; the root's own members. */
  readonly cumulative: number;
  /** Rows for which a leaf at or under this node is unknown. */
  readonly unknown: number;
}

export interface Combined {
  /** Every node, parents before children. */
  readonly nodes: readonly NodeCount[];
  /** The root's members; the caller owns them. */
  readonly members: Bitset;
}

/** What one step works on: a few of these fit into the first cache. */
const BLOCK_BYTES = 4096;

/** Combines a tree in one pass, block by block, so that each leaf is read once. @throws Fault OUT_OF_MEMORY */
export function combine(store: BitStore, tree: BitTree, rowCount: number): Combined {
  const members = store.allocate(rowCount);
  try {
    const nodes = store.withScratch(BLOCK_BYTES * (2 + 2 * groupsIn(tree)), (scratch) => runBlocks(tree, members, scratch));
    return { nodes, members };
  } catch (error) {
    members.release();
    throw error;
  }
}

function groupsIn(tree: BitTree): number {
  return tree.kind === 'leaf' ? 0 : tree.rules.reduce((sum, rule) => sum + groupsIn(rule), 1);
}

function runBlocks(tree: BitTree, members: Bitset, scratch: number): NodeCount[] {
  const { store, rowCount } = members;
  const blocks = new Blocks(store, rowCount, scratch);
  const root = planOf(tree, blocks);
  for (let offset = 0; offset < members.bytes; offset += BLOCK_BYTES) {
    blocks.moveTo(offset, Math.min(BLOCK_BYTES, members.bytes - offset));
    root.run();
    store.kernels.or(members.address + offset, root.bits(), root.bits(), blocks.bytes);
  }
  return [...countsOf(root, '', undefined)];
}

function planOf(tree: BitTree, blocks: Blocks): Plan {
  if (tree.kind === 'leaf') return new LeafPlan(tree.bits, blocks);
  const children = tree.rules.map((rule) => planOf(rule, blocks));
  return new GroupPlan(tree.kind, children, blocks);
}

function* countsOf(plan: Plan, path: string, cumulative: number | undefined): Generator<NodeCount> {
  yield { path, alone: plan.alone(), cumulative: cumulative ?? plan.alone(), unknown: plan.unknown() };
  for (const [index, child] of plan.children.entries()) {
    yield* countsOf(child, path === '' ? `${index}` : `${path}.${index}`, plan.cumulative(index));
  }
}

/** The block that the pass is at, and scratch blocks for the groups. */
class Blocks {
  offset = 0;
  bytes = 0;
  private next: number;

  constructor(
    readonly store: BitStore,
    readonly rowCount: number,
    readonly everybody: number,
  ) {
    store.kernels.not(everybody, everybody, BLOCK_BYTES);
    this.next = everybody + 2 * BLOCK_BYTES;
  }

  get nobody(): number {
    return this.everybody + BLOCK_BYTES;
  }

  take(): number {
    this.next += BLOCK_BYTES;
    return this.next - BLOCK_BYTES;
  }

  /** Blocks come in order, so only the last one has bits past the rows. */
  moveTo(offset: number, bytes: number): void {
    this.offset = offset;
    this.bytes = bytes;
    const rows = this.rowCount - offset * 8;
    if (rows < bytes * 8) clearBits(this.store.buffer, this.everybody, rows, bytes * 8);
  }
}

/** What a node does for each block, and what it has counted after the last. */
interface Plan {
  readonly children: readonly Plan[];
  /** The bitset of known rows where it is a whole one; nodes with the same one need it only once. */
  readonly knownSet: Bitset | undefined;
  run(): void;
  /** Where the bits of the block are. */
  bits(): number;
  /** Where the known bits of the block are; undefined when every row is known. */
  known(): number | undefined;
  alone(): number;
  unknown(): number;
  cumulative(child: number): number;
}

class LeafPlan implements Plan {
  readonly children = [];
  readonly knownSet: Bitset;
  private readonly isComplete: boolean;

  constructor(
    private readonly leaf: LeafBits,
    private readonly blocks: Blocks,
  ) {
    this.knownSet = leaf.known;
    this.isComplete = leaf.known.count() === blocks.rowCount;
  }

  run(): void {}

  bits(): number {
    return this.leaf.truth.address + this.blocks.offset;
  }

  known(): number | undefined {
    return this.isComplete ? undefined : this.leaf.known.address + this.blocks.offset;
  }

  alone(): number {
    return this.leaf.truth.count();
  }

  unknown(): number {
    return this.blocks.rowCount - this.leaf.known.count();
  }

  cumulative(): number {
    return this.alone();
  }
}

class GroupPlan implements Plan {
  readonly knownSet = undefined;
  private readonly ownBits: number;
  private readonly ownKnown: number;
  private bitsAt = 0;
  private knownAt: number | undefined;
  /** Per child, rows left after it; for `none` rows of the union. The first child's is its own count. */
  private readonly running: number[];
  /** Children whose known rows differ from those of the children before. */
  private readonly knownFrom: readonly Plan[];
  private knownRows = 0;

  constructor(
    private readonly kind: 'all' | 'any' | 'none',
    readonly children: readonly Plan[],
    private readonly blocks: Blocks,
  ) {
    this.ownBits = blocks.take();
    this.ownKnown = blocks.take();
    this.running = children.map(() => 0);
    this.knownFrom = children.filter(
      ({ knownSet }, index) => !knownSet || children.findIndex((child) => child.knownSet === knownSet) === index,
    );
  }

  run(): void {
    for (const child of this.children) child.run();
    this.combineBits();
    this.combineKnown();
  }

  bits(): number {
    return this.bitsAt;
  }

  known(): number | undefined {
    return this.knownAt;
  }

  alone(): number {
    const last = this.children.length - 1;
    if (last >= 0) return this.cumulative(last);
    return this.kind === 'any' ? 0 : this.blocks.rowCount;
  }

  unknown(): number {
    return this.blocks.rowCount - this.knownRows;
  }

  cumulative(child: number): number {
    const rows = child === 0 ? this.children[0]?.alone() : this.running[child];
    return this.kind === 'none' ? this.blocks.rowCount - (rows ?? 0) : (rows ?? 0);
  }

  private combineBits(): void {
    const { store, everybody, nobody, bytes } = this.blocks;
    const combine = this.kind === 'all' ? store.kernels.and : store.kernels.or;
    let bits = this.children[0]?.bits() ?? (this.kind === 'all' ? everybody : nobody);
    for (let index = 1; index < this.children.length; index++) {
      const rows = combine(this.ownBits, bits, this.children[index]?.bits() ?? 0, bytes);
      this.running[index] = (this.running[index] ?? 0) + rows;
      bits = this.ownBits;
    }
    if (this.kind === 'none') {
      store.kernels.not(this.ownBits, bits, bytes);
      store.kernels.and(this.ownBits, this.ownBits, everybody, bytes);
      bits = this.ownBits;
    }
    this.bitsAt = bits;
  }

  private combineKnown(): void {
    const { store, everybody, bytes } = this.blocks;
    let known: number | undefined;
    let rows: number | undefined;
    for (const child of this.knownFrom) {
      const next = child.known();
      if (next === undefined) continue;
      rows = known === undefined ? undefined : store.kernels.and(this.ownKnown, known, next, bytes);
      known = known === undefined ? next : this.ownKnown;
    }
    this.knownAt = known;
    this.knownRows += rows ?? store.kernels.count(known ?? everybody, bytes);
  }
}
