import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flattenRules, projectDrop, rowsWithout } from '../../../../renderer/features/segments/ruleRows';
import { type DraftGroup, findNode, moveNode, placeOf } from '../../../../renderer/features/segments/ruleTree';
import { allIds, group, outline, tag, treeArbitrary } from './support';

const tree = group('root', 'all', [
  tag('a'),
  group('g', 'any', [tag('b'), group('h', 'all', [tag('c')])]),
  group('e', 'none', []),
  tag('d'),
]);

describe('flattenRules', () => {
  test('lists rows in reading order with depth and path, without the root', () => {
    const rows = flattenRules(tree, new Set());
    expect(rows.map(({ node, depth, path }) => [node.id, depth, path])).toEqual([
      ['a', 0, '0'],
      ['g', 0, '1'],
      ['b', 1, '1.0'],
      ['h', 1, '1.1'],
      ['c', 2, '1.1.0'],
      ['e', 0, '2'],
      ['d', 0, '3'],
    ]);
  });

  test('hides what a collapsed group holds', () => {
    expect(flattenRules(tree, new Set(['g'])).map((row) => row.node.id)).toEqual(['a', 'g', 'e', 'd']);
  });

  test('takes a dragged group out with its rows', () => {
    expect(rowsWithout(flattenRules(tree, new Set()), ['g', 'b', 'h', 'c']).map((row) => row.node.id)).toEqual(['a', 'e', 'd']);
    expect(rowsWithout(flattenRules(tree, new Set()), [])).toHaveLength(7);
  });
});

const blockOf = (root: DraftGroup, id: string) => allIds(findNode(root, id) ?? root);

describe('projectDrop', () => {
  const drop = (id: string, gap: number, depth: number, collapsed: string[] = []) => {
    const rows = rowsWithout(flattenRules(tree, new Set(collapsed)), blockOf(tree, id));
    const { groupId, index } = projectDrop(rows, 'root', gap, depth);
    return outline(moveNode(tree, id, groupId, index));
  };

  test.each<[string, string, number, number, string]>([
    ['first in the root', 'd', 0, 0, 'd a g(b h(c)) e()'],
    ['first in an open group, however shallow the wish', 'd', 2, 0, 'a g(d b h(c)) e()'],
    ['between rows of a group', 'd', 3, 1, 'a g(b d h(c)) e()'],
    ['deepest at the end of nested groups', 'd', 5, 9, 'a g(b h(c d)) e()'],
    ['one out by a shallower wish', 'd', 5, 1, 'a g(b h(c) d) e()'],
    ['out to the root by the shallowest', 'd', 5, 0, 'a g(b h(c)) d e()'],
    ['into an empty group', 'd', 6, 1, 'a g(b h(c)) e(d)'],
    ['after an empty group', 'd', 6, 0, 'a g(b h(c)) e() d'],
    ['a group with its children', 'g', 2, 1, 'a e(g(b h(c))) d'],
    ['down within the root', 'a', 6, 0, 'g(b h(c)) e() d a'],
    ['no deeper than one below a condition', 'd', 1, 9, 'a d g(b h(c)) e()'],
  ])('%s', (_, id, gap, depth, expected) => {
    expect(drop(id, gap, depth)).toBe(expected);
  });

  test('appends to a collapsed group', () => {
    expect(drop('d', 2, 1, ['g'])).toBe('a g(b h(c) d) e()');
  });

  test('lands at the projected depth, right below the row above the gap, for any tree, drag and gap', () => {
    fc.assert(
      fc.property(treeArbitrary, fc.nat(), fc.nat(), fc.nat(6), (root, what, where, wished) => {
        const all = flattenRules(root, new Set());
        fc.pre(all.length > 0);
        const dragged = all[what % all.length];
        if (!dragged) return;
        const rows = rowsWithout(all, allIds(dragged.node));
        const gap = where % (rows.length + 1);
        const { groupId, index, depth } = projectDrop(rows, root.id, gap, wished);
        const moved = moveNode(root, dragged.node.id, groupId, index);
        const after = flattenRules(moved, new Set());
        const at = after.findIndex((row) => row.node.id === dragged.node.id);
        expect(at).toBe(gap);
        expect(after[at]?.depth).toBe(depth);
        expect(placeOf(moved, dragged.node.id)?.index).toBe(index);
        expect(findNode(moved, dragged.node.id)).toBe(dragged.node);
      }),
      { numRuns: 1000 },
    );
  });
});
