import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BitStore } from '#shared/bits/bitStore';
import { LeafBits } from '#shared/bits/leaf';
import { type BitTree, combine, type NodeCount } from '#shared/bits/tree';
import { bitsWhere, KERNELS, ROW_COUNTS, randomNumbers, rowsWhere, storeOf } from '../../support/bits';

/** What a leaf says of each row: true, false, or null for unknown. */
type Answers = readonly (boolean | null)[];
type NaiveTree = { kind: 'leaf'; answers: Answers } | { kind: 'all' | 'any' | 'none'; rules: NaiveTree[] };

function bitTree(store: BitStore, tree: NaiveTree, rowCount: number): BitTree {
  if (tree.kind !== 'leaf') return { kind: tree.kind, rules: tree.rules.map((rule) => bitTree(store, rule, rowCount)) };
  const truth = bitsWhere(store, rowCount, (row) => tree.answers[row] === true);
  return {
    kind: 'leaf',
    bits: new LeafBits(
      truth,
      bitsWhere(store, rowCount, (row) => tree.answers[row] !== null),
    ),
  };
}

function isMember(tree: NaiveTree, row: number): boolean {
  if (tree.kind === 'leaf') return tree.answers[row] === true;
  if (tree.kind === 'all') return tree.rules.every((rule) => isMember(rule, row));
  const some = tree.rules.some((rule) => isMember(rule, row));
  return tree.kind === 'any' ? some : !some;
}

function isUnknown(tree: NaiveTree, row: number): boolean {
  return tree.kind === 'leaf' ? tree.answers[row] === null : tree.rules.some((rule) => isUnknown(rule, row));
}

function naiveCounts(tree: NaiveTree, rowCount: number): NodeCount[] {
  const size = (made: NaiveTree) => rowsWhere(rowCount, (row) => isMember(made, row)).length;
  const visit = (node: NaiveTree, path: string, cumulative: number): NodeCount[] => {
    const unknown = rowsWhere(rowCount, (row) => isUnknown(node, row)).length;
    const self = { path, alone: size(node), cumulative, unknown };
    if (node.kind === 'leaf') return [self];
    const children = node.rules.flatMap((rule, index) => {
      const upToHere: NaiveTree = { kind: node.kind, rules: node.rules.slice(0, index + 1) };
      return visit(rule, path === '' ? `${index}` : `${path}.${index}`, size(upToHere));
    });
    return [self, ...children];
  };
  return visit(tree, '', size(tree));
}

function expectAgreement(store: BitStore, tree: NaiveTree, rowCount: number): void {
  const { nodes, members } = combine(store, bitTree(store, tree, rowCount), rowCount);
  expect(nodes).toEqual(naiveCounts(tree, rowCount));
  expect([...members.rows()]).toEqual(rowsWhere(rowCount, (row) => isMember(tree, row)));
  expect(members.count()).toBe(nodes[0]?.alone);
}

function leafOf(rowCount: number, seed: number, nulls: number): NaiveTree {
  const random = randomNumbers(seed);
  const answers = Array.from({ length: rowCount }, () => (random() < nulls ? null : random() < 0.4));
  return { kind: 'leaf', answers };
}

function arbitraryTree(rowCount: number): fc.Arbitrary<NaiveTree> {
  const leaf = fc
    .record({ seed: fc.nat(), nulls: fc.constantFrom(0, 0.2, 1) })
    .map(({ seed, nulls }) => leafOf(rowCount, seed, nulls));
  const group = (tie: fc.Arbitrary<unknown>) =>
    fc.record({ kind: fc.constantFrom('all', 'any', 'none'), rules: fc.array(tie, { maxLength: 4 }) });
  const { tree } = fc.letrec((tie) => ({ tree: fc.oneof({ maxDepth: 4 }, leaf, group(tie('tree'))) }));
  return tree as fc.Arbitrary<NaiveTree>;
}

describe.each(KERNELS)('with $kernels kernels', ({ load }) => {
  test('random trees give the members and counts of a loop over rows', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...ROW_COUNTS.filter((rowCount) => rowCount <= 1000))
          .chain((rowCount) => fc.record({ rowCount: fc.constant(rowCount), tree: arbitraryTree(rowCount) })),
        ({ rowCount, tree }) => expectAgreement(storeOf(load), tree, rowCount),
      ),
      { numRuns: 150 },
    );
  });

  test('a deep tree over several blocks agrees too', () => {
    const rowCount = 100_003;
    const leaf = (seed: number) => leafOf(rowCount, seed, seed % 3 === 0 ? 0 : 0.1);
    const tree: NaiveTree = {
      kind: 'all',
      rules: [
        { kind: 'any', rules: [leaf(1), leaf(2), { kind: 'none', rules: [leaf(3), leaf(4)] }] },
        leaf(5),
        { kind: 'none', rules: [{ kind: 'all', rules: [leaf(6), leaf(7)] }] },
        { kind: 'all', rules: [] },
      ],
    };
    expectAgreement(storeOf(load), tree, rowCount);
  });

  test.each(ROW_COUNTS)('empty groups of %i rows are everybody, nobody, everybody', (rowCount) => {
    for (const kind of ['all', 'any', 'none'] as const) {
      expectAgreement(storeOf(load), { kind, rules: [] }, rowCount);
      expectAgreement(storeOf(load), { kind: 'none', rules: [{ kind, rules: [] }] }, rowCount);
    }
  });

  test('none takes in the rows that its leaves do not know', () => {
    const tree: NaiveTree = { kind: 'none', rules: [{ kind: 'leaf', answers: [true, false, null] }] };
    const store = storeOf(load);
    const { nodes, members } = combine(store, bitTree(store, tree, 3), 3);
    expect([...members.rows()]).toEqual([1, 2]);
    expect(nodes).toEqual([
      { path: '', alone: 2, cumulative: 2, unknown: 1 },
      { path: '0', alone: 1, cumulative: 2, unknown: 1 },
    ]);
  });

  test('known bits that several leaves share are counted once and the leaves stay as they are', () => {
    const store = storeOf(load);
    const known = bitsWhere(store, 2000, (row) => row % 5 !== 0);
    const leaves = [2, 3, 7].map((step) => {
      known.retain();
      return new LeafBits(
        bitsWhere(store, 2000, (row) => row % 5 !== 0 && row % step === 0),
        known,
      );
    });
    const before = leaves.map(({ truth }) => [...truth.rows()]);
    const { nodes } = combine(store, { kind: 'any', rules: leaves.map((bits) => ({ kind: 'leaf', bits })) }, 2000);
    expect(nodes.map(({ unknown }) => unknown)).toEqual([400, 400, 400, 400]);
    expect(leaves.map(({ truth }) => [...truth.rows()])).toEqual(before);
  });

  test('only the members are left in memory', () => {
    const store = storeOf(load);
    const tree = bitTree(store, { kind: 'none', rules: [leafOf(1000, 1, 0.1), leafOf(1000, 2, 0)] }, 1000);
    const before = store.bytesUsed;
    const { members } = combine(store, tree, 1000);
    expect(store.bytesUsed).toBe(before + members.bytes);
  });
});
