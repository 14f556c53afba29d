import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DraftGroup,
  type DraftNode,
  duplicateNode,
  findNode,
  indentNode,
  insertNode,
  isDraftGroup,
  moveNode,
  outdentNode,
  placeOf,
  removeNode,
  replaceNode,
  stepNode,
  unwrapNode,
} from '../../../../renderer/features/segments/ruleTree';
import { record, redo, startHistory, undo } from '../../../../renderer/ui/history';
import { allIds, group, outline, tag, treeArbitrary } from './support';

const tree = group('root', 'all', [tag('a'), group('g', 'any', [tag('b'), tag('c')]), group('e', 'none', []), tag('d')]);

describe('editing by hand', () => {
  test.each<[string, DraftGroup, string]>([
    ['inserts into a nested group', insertNode(tree, 'g', 1, tag('x')), 'a g(b x c) e() d'],
    ['appends past the end', insertNode(tree, 'g', 99, tag('x')), 'a g(b c x) e() d'],
    ['leaves a tree without that group alone', insertNode(tree, 'a', 0, tag('x')), 'a g(b c) e() d'],
    ['removes a group with what it holds', removeNode(tree, 'g'), 'a e() d'],
    ['does not remove the root', removeNode(tree, 'root'), 'a g(b c) e() d'],
    ['moves between groups', moveNode(tree, 'a', 'g', 1), 'g(b a c) e() d'],
    ['moves within a group, the index counted without the node', moveNode(tree, 'a', 'root', 2), 'g(b c) e() a d'],
    ['refuses to move a group into itself', moveNode(tree, 'g', 'g', 0), 'a g(b c) e() d'],
    ['lets children take their group’s place', unwrapNode(tree, 'g'), 'a b c e() d'],
    ['indents into the group before', indentNode(tree, 'd'), 'a g(b c) e(d)'],
    ['does not indent after a condition', indentNode(tree, 'c'), 'a g(b c) e() d'],
    ['outdents to right after its group', outdentNode(tree, 'b'), 'a g(c) b e() d'],
    ['does not outdent out of the root', outdentNode(tree, 'a'), 'a g(b c) e() d'],
    ['steps down into a group', stepNode(tree, 'a', 1), 'g(a b c) e() d'],
    ['steps up out of a group', stepNode(tree, 'b', -1), 'a b g(c) e() d'],
    ['steps up into the end of a group', stepNode(tree, 'd', -1), 'a g(b c) e(d)'],
    ['steps past a sibling', stepNode(tree, 'b', 1), 'a g(c b) e() d'],
    ['stays at the end of the root', stepNode(tree, 'd', 1), 'a g(b c) e() d'],
  ])('%s', (_, result, expected) => {
    expect(outline(result)).toBe(expected);
  });

  test('duplicates a group with new ids throughout', () => {
    let n = 0;
    const copied = duplicateNode(tree, 'g', () => `n${++n}`);
    expect(outline(copied)).toBe('a g(b c) n1(n2 n3) e() d');
  });

  test('keeps the untouched branches identical', () => {
    const changed = replaceNode(tree, 'b', (node) => ({ ...node, id: 'b2' }));
    expect(changed.rules[0]).toBe(tree.rules[0]);
    expect(changed.rules[2]).toBe(tree.rules[2]);
    expect(replaceNode(tree, 'stranger', () => tag('x'))).toBe(tree);
    expect(moveNode(tree, 'a', 'root', 0)).toBe(tree);
  });
});

describe('any tree', () => {
  const pick = (root: DraftGroup, at: number): DraftNode =>
    findNode(root, allIds(root)[at % allIds(root).length] ?? 'root') ?? root;

  test('a move neither loses nor duplicates a node, and lands where it says', () => {
    fc.assert(
      fc.property(treeArbitrary, fc.nat(), fc.nat(), fc.nat(8), (root, what, where, index) => {
        const node = pick(root, what);
        const target = pick(root, where);
        const moved = moveNode(root, node.id, target.id, index);
        expect(allIds(moved).toSorted()).toEqual(allIds(root).toSorted());
        const possible = node !== root && isDraftGroup(target) && !findNode(node, target.id);
        if (!possible) expect(moved).toBe(root);
        else {
          const place = placeOf(moved, node.id);
          expect(place?.parent.id).toBe(target.id);
          expect(place?.index).toBe(Math.min(index, (place?.parent.rules.length ?? 0) - 1));
          expect(findNode(moved, node.id)).toBe(node);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('moving back restores the tree', () => {
    fc.assert(
      fc.property(treeArbitrary, fc.nat(), fc.nat(), fc.nat(8), (root, what, where, index) => {
        const node = pick(root, what);
        const home = placeOf(root, node.id);
        const moved = moveNode(root, node.id, pick(root, where).id, index);
        expect(home ? moveNode(moved, node.id, home.parent.id, home.index) : moved).toEqual(root);
      }),
      { numRuns: 500 },
    );
  });

  test('every edit keeps ids unique, and only remove and unwrap lose nodes', () => {
    let n = 0;
    const edits: ((root: DraftGroup, id: string) => DraftGroup)[] = [
      (root, id) => duplicateNode(root, id, () => `c${++n}`),
      indentNode,
      outdentNode,
      (root, id) => stepNode(root, id, 1),
      (root, id) => stepNode(root, id, -1),
    ];
    fc.assert(
      fc.property(treeArbitrary, fc.array(fc.tuple(fc.nat(edits.length - 1), fc.nat()), { maxLength: 12 }), (start, steps) => {
        let root = start;
        for (const [edit, at] of steps) {
          const next = edits[edit]?.(root, pick(root, at).id) ?? root;
          const ids = allIds(next);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids).toEqual(expect.arrayContaining(allIds(root)));
          root = next;
        }
      }),
    );
  });

  test('undo after any run of edits gives back the very first tree, and redo the last', () => {
    fc.assert(
      fc.property(treeArbitrary, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(5)), { maxLength: 20 }), (start, moves) => {
        let history = startHistory(start);
        for (const [what, where, index] of moves) {
          const root = history.present;
          history = record(history, moveNode(root, pick(root, what).id, pick(root, where).id, index));
        }
        const last = history.present;
        let back = history;
        while (back.past.length > 0) back = undo(back);
        expect(back.present).toBe(start);
        while (back.future.length > 0) back = redo(back);
        expect(back.present).toBe(last);
      }),
    );
  });
});

describe('history', () => {
  test('merges changes of one name into one step, and a step back ends the merging', () => {
    let history = record(record(startHistory('a'), 'ab', 'name'), 'abc', 'name');
    expect(undo(history).present).toBe('a');
    history = record(undo(redo(undo(history))), 'x', 'name');
    expect(history.past).toEqual(['a']);
    expect(undo(history).present).toBe('a');
  });

  test('has nothing to undo or redo at its ends', () => {
    const history = startHistory('a');
    expect(undo(history)).toBe(history);
    expect(redo(history)).toBe(history);
    expect(record(history, 'a')).toBe(history);
  });

  test('keeps the last 200 steps', () => {
    let history = startHistory(0);
    for (let n = 1; n <= 250; n += 1) history = record(history, n);
    expect(history.past.length).toBe(200);
    expect(history.past[0]).toBe(50);
  });
});
