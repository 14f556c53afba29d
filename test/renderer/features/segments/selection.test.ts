import { describe, expect, test } from 'vitest';
import { flattenRules } from '../../../../renderer/features/segments/ruleRows';
import {
  extended,
  type Selection,
  selectionOf,
  toggled,
  withLead,
  withSiblings,
} from '../../../../renderer/features/segments/selection';
import { group, tag } from './support';

const tree = group('root', 'all', [tag('a'), group('g', 'any', [tag('b'), tag('c')]), tag('d')]);
const rows = flattenRules(tree, new Set());
const ids = ({ ids: all }: Selection) => [...all].join(' ');

describe('selecting several blocks', () => {
  test('a range runs from the anchor to the row over all that is shown, either way', () => {
    const down = extended(selectionOf('a'), 'b', rows);
    expect([ids(down), down.lead, down.anchor]).toEqual(['a g b', 'b', 'a']);
    expect(ids(extended(down, 'g', rows))).toBe('a g');
    expect(ids(extended(selectionOf('c'), 'g', rows))).toBe('g b c');
    expect(ids(extended(selectionOf('a'), 'd', flattenRules(tree, new Set(['g']))))).toBe('a g d');
  });

  test('a range from the outermost group, which is no row, is the row alone', () => {
    expect(extended(selectionOf('root'), 'b', rows)).toEqual(selectionOf('b'));
  });

  test('rows are taken in and out one by one, the last one stays', () => {
    const two = toggled(toggled(selectionOf('root'), 'a', rows), 'c', rows);
    expect([ids(two), two.lead]).toEqual(['a c', 'c']);
    const one = toggled(two, 'c', rows);
    expect([ids(one), one.lead]).toEqual(['a', 'a']);
    expect(toggled(one, 'a', rows)).toEqual(selectionOf('a'));
  });

  test('all beside the lead are those of its group', () => {
    expect(ids(withSiblings(selectionOf('b'), tree))).toBe('b c');
    expect(ids(withSiblings(selectionOf('d'), tree))).toBe('a g d');
    expect(withSiblings(selectionOf('root'), tree)).toEqual(selectionOf('root'));
  });

  test('the focus keeps the others only where it comes to one of them', () => {
    const two = toggled(selectionOf('a'), 'c', rows);
    expect([ids(withLead(two, 'a')), withLead(two, 'a').lead]).toEqual(['a c', 'a']);
    expect(withLead(two, 'd')).toEqual(selectionOf('d'));
  });
});
