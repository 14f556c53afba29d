import { expect, test } from 'vitest';
import type { Rule } from '#shared/model/rule';
import { ruleChanges } from '../../../../renderer/features/segments/ruleChanges';

const age = (from: number): Rule => ({ kind: 'tag', tag: 'age', op: 'gte', values: [from] });
const city = (...values: string[]): Rule => ({ kind: 'tag', tag: 'city', op: 'in', values });
const rows = (from: Rule, to: Rule) => ruleChanges(from, to).map(({ mark, place }) => `${place} ${mark}`);

test('blocks are paired by what they ask of, wherever they stand in their group', () => {
  const from: Rule = { kind: 'all', rules: [age(30), city('A'), { kind: 'sql', predicate: 'vip' }] };
  const to: Rule = { kind: 'all', rules: [city('A'), age(40), { kind: 'list', list: 'l', member: true }] };
  expect(ruleChanges(from, to)).toEqual([
    { mark: 'same', place: '0', from, to },
    { mark: 'changed', place: '0.0', from: age(30), to: age(40) },
    { mark: 'same', place: '0.1', from: city('A'), to: city('A') },
    { mark: 'removed', place: '0.2', from: { kind: 'sql', predicate: 'vip' } },
    { mark: 'added', place: '0.3', to: { kind: 'list', list: 'l', member: true } },
  ]);
});

test('a group that combines otherwise is changed, and its blocks are compared all the same', () => {
  const group = (kind: 'any' | 'none', ...rules: Rule[]): Rule => ({ kind: 'all', rules: [{ kind, rules }] });
  expect(rows(group('any', age(30)), group('none', age(30), city('A')))).toEqual([
    '0 same',
    '0.0 changed',
    '0.0.0 same',
    '0.0.1 added',
  ]);
  expect(rows({ kind: 'all', rules: [] }, group('any', age(1)))).toEqual(['0 same', '0.0 added', '0.0.0 added']);
});

test('of equal blocks each has one partner, and switching one off is a change', () => {
  const twice: Rule = { kind: 'any', rules: [age(30), age(30)] };
  expect(rows(twice, { kind: 'any', rules: [age(30)] })).toEqual(['0 same', '0.0 same', '0.1 removed']);
  expect(rows(twice, { kind: 'any', rules: [age(30), { ...age(30), disabled: true }] })).toEqual([
    '0 same',
    '0.0 same',
    '0.1 changed',
  ]);
});
