import { BitStore, type Bitset } from '#shared/bits/bitStore';
import { CodeColumnBuilder } from '#shared/bits/codeColumn';
import { countCodes, overlap } from '#shared/bits/counts';
import { evaluateLeaf, type LeafBits } from '#shared/bits/leaf';
import { NumberColumnBuilder } from '#shared/bits/numberColumn';
import { plainKernels } from '#shared/bits/plainKernels';
import { type BitTree, combine } from '#shared/bits/tree';
import { randomNumbers } from '../support/bits';

/** A median of several runs, or an amount of what `work` says. */
export type Figure = { readonly work: string } & ({ readonly milliseconds: number } | { readonly amount: number });

const RUNS = 7;
const BATCH_ROWS = 100_000;
const BUDGET_BYTES = 3 * 1024 ** 3;

/** Times the resident state at so many customers. */
export function benchBits(rowCount: number): Figure[] {
  const store = new BitStore(BUDGET_BYTES);
  return [...leafFigures(store, rowCount), ...treeFigures(store, rowCount), ...countFigures(store, rowCount)];
}

function timed(work: string, run: () => void): Figure {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return { work, milliseconds: times.toSorted((a, b) => a - b)[RUNS >> 1] ?? Number.NaN };
}

function* batches(rowCount: number): Generator<Uint32Array> {
  for (let start = 0; start < rowCount; start += BATCH_ROWS) {
    yield Uint32Array.from({ length: Math.min(BATCH_ROWS, rowCount - start) }, (_, index) => start + index);
  }
}

function codeColumn(store: BitStore, rowCount: number, distinct: number, seed: number) {
  const random = randomNumbers(seed);
  const dictionary = Array.from({ length: distinct }, (_, position) => `v${position}`);
  const builder = new CodeColumnBuilder(store, rowCount, { kind: 'category', dictionary });
  for (const rows of batches(rowCount)) {
    const valid = Uint8Array.from(rows, () => (random() < 0.05 ? 0 : 1));
    builder.add(rows, { kind: 'number', valid, values: Uint32Array.from(rows, () => random() * distinct) });
  }
  return builder.finish();
}

function numberColumn(store: BitStore, rowCount: number, value: (random: () => number) => number) {
  const random = randomNumbers(rowCount);
  const builder = new NumberColumnBuilder(store, rowCount, 'number');
  for (const rows of batches(rowCount)) {
    builder.add(rows, { kind: 'number', valid: null, values: Float64Array.from(rows, () => value(random)) });
  }
  return builder.finish();
}

function leafFigures(store: BitStore, rowCount: number): Figure[] {
  const u8 = codeColumn(store, rowCount, 200, 1);
  const u16 = codeColumn(store, rowCount, 3000, 2);
  const small = numberColumn(store, rowCount, (random) => Math.floor(random() * 20_000) - 1000);
  const middle = numberColumn(store, rowCount, (random) => Math.floor(random() * 2_000_000));
  const money = numberColumn(store, rowCount, (random) => random() * 1e6);
  const list = (length: number, step: number) => Array.from({ length }, (_, index) => 1 + index * step);
  const figures = [
    timed('leaf: u8 codes, run of 40', () => counted(evaluateLeaf(u8, { kind: 'codes', codes: list(40, 1) }))),
    timed('leaf: u8 codes, IN 40', () => counted(evaluateLeaf(u8, { kind: 'codes', codes: list(40, 5) }))),
    timed('leaf: u16 codes, IN 300', () => counted(evaluateLeaf(u16, { kind: 'codes', codes: list(300, 9) }))),
    timed('leaf: i16 range', () => counted(evaluateLeaf(small, { kind: 'range', low: 100, high: 5000 }))),
    timed('leaf: i32 range', () => counted(evaluateLeaf(middle, { kind: 'range', low: 100, high: 500_000 }))),
    timed('leaf: i32 IN 300', () => counted(evaluateLeaf(middle, { kind: 'values', numbers: list(300, 4000) }))),
    timed('leaf: f64 range', () => counted(evaluateLeaf(money, { kind: 'range', low: 1000, high: 250_000 }))),
    timed('leaf: f64 IN 300', () => counted(evaluateLeaf(money, { kind: 'values', numbers: list(300, 4000) }))),
  ];
  for (const column of [u8, u16, small, middle, money]) column.release();
  return figures;
}

function counted(leaf: LeafBits): void {
  leaf.truth.count();
  leaf.release();
}

/** Twenty leaves of ten columns with unknowns, so 20 counts of leaves and 19 of the steps between, in five groups. */
function treeFigures(store: BitStore, rowCount: number): Figure[] {
  const columns = Array.from({ length: 10 }, (_, index) => codeColumn(store, rowCount, 10, index));
  const leaves = columns.flatMap((column, index) => [
    evaluateLeaf(column, { kind: 'codes', codes: [1, 2, 3, 4, 5, 6] }),
    evaluateLeaf(column, { kind: 'codes', codes: [1 + (index % 3), 7, 8, 9] }),
  ]);
  const group = (kind: 'all' | 'any' | 'none', from: number): BitTree => ({
    kind,
    rules: leaves.slice(from, from + 5).map((bits) => ({ kind: 'leaf', bits })),
  });
  const tree: BitTree = { kind: 'all', rules: [group('any', 0), group('all', 5), group('none', 10), group('any', 15)] };
  const run = () => combine(store, tree, rowCount).members.release();
  const figures = [timed('tree: 20 leaves in 5 groups, all counts and unknowns', run)];
  for (const resident of [...leaves, ...columns]) resident.release();
  return figures;
}

function countFigures(store: BitStore, rowCount: number): Figure[] {
  const columns = Array.from({ length: 29 }, (_, index) => codeColumn(store, rowCount, 5 + index * 7, index));
  const segments = Array.from({ length: 30 }, (_, index) => segmentOf(store, rowCount, 0.01 + index / 40));
  const figures = [0.024, 0.35, 0.5, 0.8].map((share) => {
    const members = segmentOf(store, rowCount, share);
    const figure = timed(`portrait: 29 u8 columns of a ${share} share`, () => countCodes(columns, members));
    members.release();
    return figure;
  });
  figures.push(timed('overlap of 30 segments', () => overlap(segments)));
  for (const resident of [...segments, ...columns]) resident.release();
  return figures;
}

function segmentOf(store: BitStore, rowCount: number, share: number): Bitset {
  const random = randomNumbers(Math.round(share * 1000));
  const bits = store.allocate(rowCount);
  for (const rows of batches(rowCount)) bits.add(rows.filter(() => random() < share));
  return bits;
}

/** The tree and leaves without WebAssembly SIMD. */
export function benchPlainBits(rowCount: number): Figure[] {
  const store = new BitStore(BUDGET_BYTES, plainKernels);
  return [...leafFigures(store, rowCount), ...treeFigures(store, rowCount)];
}
