import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DraftGroup, isDraftGroup, placeOf, stepNode } from '../../../../renderer/features/segments/ruleTree';
import {
  eachInTurn,
  moveNodes,
  outermost,
  removeNodes,
  toggleNodes,
  wrapNodes,
} from '../../../../renderer/features/segments/ruleTreeMany';
import { allIds, group, outline, tag, treeArbitrary } from './support';

const tree = group('root', 'all', [tag('a'), group('g', 'any', [tag('b'), tag('c')]), group('e', 'none', []), tag('d')]);
const nodes = (...ids: string[]) => outermost(tree, new Set(ids));
const w = { id: 'w', kind: 'any' } as const;
const up = (root: DraftGroup, id: string) => stepNode(root, id, -1);

describe('several blocks at once', () => {
  test.each<[string, DraftGroup, string]>([
    ['removes them wherever they are', removeNodes(tree, nodes('a', 'c', 'e')), 'g(b) d'],
    ['moves them side by side in reading order', moveNodes(tree, nodes('d', 'a'), 'g', 1), 'g(b a d c) e()'],
    ['moves within a group, the index counted without them', moveNodes(tree, nodes('a', 'e'), 'root', 2), 'g(b c) d a e()'],
    ['takes what a moved group holds along once', moveNodes(tree, nodes('g', 'b'), 'e', 0), 'a e(g(b c)) d'],
    ['refuses to move a group into itself', moveNodes(tree, nodes('a', 'g'), 'g', 0), 'a g(b c) e() d'],
    ['wraps them where the first was', wrapNodes(tree, nodes('b', 'd'), w), 'a g(w(b d) c) e()'],
    ['wraps one', wrapNodes(tree, nodes('b'), w), 'a g(w(b) c) e() d'],
    ['wraps nothing in nothing', wrapNodes(tree, nodes('root'), w), 'a g(b c) e() d'],
    ['moves them up together', eachInTurn(tree, nodes('b', 'c'), up), 'a b c g() e() d'],
    ['holds up those behind one that is at the top', eachInTurn(tree, nodes('a', 'd'), up), 'a g(b c) e() d'],
  ])('%s', (_, result, expected) => {
    expect(outline(result)).toBe(expected);
  });

  test('is no change where they stand already', () => {
    expect(moveNodes(tree, nodes('b', 'c'), 'g', 0)).toBe(tree);
  });

  test('switches all off unless all are off', () => {
    const off = (root: DraftGroup) => root.rules.filter(({ disabled }) => disabled).map(({ id }) => id);
    const one = toggleNodes(tree, nodes('a'));
    expect(off(one)).toEqual(['a']);
    const both = toggleNodes(one, outermost(one, new Set(['a', 'd'])));
    expect(off(both)).toEqual(['a', 'd']);
    expect(toggleNodes(both, outermost(both, new Set(['a', 'd'])))).toEqual(tree);
  });

  test('a move of any of them neither loses nor duplicates a node and keeps their order', () => {
    fc.assert(
      fc.property(treeArbitrary, fc.array(fc.nat(), { maxLength: 6 }), fc.nat(), fc.nat(8), (root, picks, where, index) => {
        const ids = allIds(root);
        const moving = outermost(root, new Set(picks.map((at) => ids[at % ids.length] ?? '')));
        const target = ids[where % ids.length] ?? '';
        const moved = moveNodes(root, moving, target, index);
        expect(allIds(moved).toSorted()).toEqual(ids.toSorted());
        if (moved === root || moving.length === 0) return;
        const places = moving.map(({ id }) => placeOf(moved, id));
        expect(places.every((place) => place?.parent.id === target)).toBe(true);
        const [first] = places;
        expect(places.map((place) => place?.index)).toEqual(places.map((_, at) => (first?.index ?? 0) + at));
      }),
      { numRuns: 500 },
    );
  });

  test('the outermost of all are the children of the root', () => {
    expect(outermost(tree, new Set(allIds(tree)))).toEqual(tree.rules);
    expect(tree.rules.some(isDraftGroup)).toBe(true);
  });
});
