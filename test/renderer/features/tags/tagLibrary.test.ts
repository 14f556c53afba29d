import { expect, test } from 'vitest';
import type { TagState } from '#shared/model/tag';
import { categoryTree, isInCategory, pathsOf, tidyPath } from '../../../../renderer/features/tags/tagCategories';
import { definitionOf, newTagId, withLabel } from '../../../../renderer/features/tags/tagDraft';
import { filteredTags } from '../../../../renderer/features/tags/tagFilter';

const tag = (changed: Partial<TagState>): TagState => ({
  id: 'age',
  name: '年龄',
  category: '',
  description: '',
  owner: '',
  sensitivity: 'C2',
  status: 'published',
  type: 'number',
  labels: [],
  refresh: 'onImport',
  source: { kind: 'column', table: 'customers', column: 'age' },
  coverage: 1,
  distinct: 60,
  tables: ['customers'],
  version: null,
  refreshedAt: null,
  state: 'fresh',
  dataClass: 'C2',
  ...changed,
});

test('the first categories come first, those of tags behind them, counted with all below', () => {
  const tags = [{ category: 'Assets/Deposits' }, { category: 'Assets' }, { category: ' Value / Tiers ' }, { category: '' }];
  const tree = categoryTree(tags, ['Population', 'Assets']);
  expect(tree.map(({ path, count }) => [path, count])).toEqual([
    ['Population', 0],
    ['Assets', 2],
    ['Value', 1],
  ]);
  expect(pathsOf(tree)).toEqual(['Population', 'Assets', 'Assets/Deposits', 'Value', 'Value/Tiers']);
});

test('a category holds what is below it, but none whose name only begins the same', () => {
  expect(isInCategory('Assets/Deposits', 'Assets')).toBe(true);
  expect(isInCategory('AssetsOld', 'Assets')).toBe(false);
  expect(isInCategory(' / ', '')).toBe(true);
  expect(tidyPath(' Value // Tiers/')).toBe('Value/Tiers');
});

test('tags are found by name, pinyin, id, description and column, within what is filtered', () => {
  const stage = tag({
    id: 'lifeCycle',
    name: '生命周期',
    description: 'new to lost',
    category: 'Life-cycle',
    status: 'draft',
    state: 'stale',
    source: { kind: 'segment', segment: 'x' },
    tables: ['logins'],
  });
  const tags = [tag({}), stage];
  const found = (filter: Parameters<typeof filteredTags>[1]) => filteredTags(tags, filter).map(({ id }) => id);
  for (const query of ['年', 'nianling', 'nl', 'AGE', 'customers.']) expect(found({ query })).toEqual(['age']);
  for (const query of ['lost', 'smzq', 'logins']) expect(found({ query })).toEqual(['lifeCycle']);
  expect(found({ query: '', category: '' })).toEqual(['age']);
  expect(found({ query: '', category: 'Life-cycle' })).toEqual(['lifeCycle']);
  expect(found({ query: '', status: 'draft' })).toEqual(['lifeCycle']);
  expect(found({ query: '', kind: 'column' })).toEqual(['age']);
  expect(found({ query: '', onlyOutdated: true })).toEqual(['lifeCycle']);
  expect(found({ query: 'nl', status: 'draft' })).toEqual([]);
});

test('a definition is what a person wrote, without what is computed', () => {
  expect(definitionOf(tag({ unit: '岁' }))).toEqual({
    id: 'age',
    name: '年龄',
    category: '',
    description: '',
    owner: '',
    sensitivity: 'C2',
    status: 'published',
    unit: '岁',
    labels: [],
    refresh: 'onImport',
    source: { kind: 'column', table: 'customers', column: 'age' },
  });
  expect(definitionOf(tag({}))).not.toHaveProperty('unit');
});

test('an id is spelt after the name and taken once, whatever the case', () => {
  expect(newTagId('年龄', [])).toBe('nianling');
  expect(newTagId('Value tier', ['VALUE-TIER', 'value-tier-2'])).toBe('value-tier-3');
  expect(newTagId('★', ['age'])).toBe('tag');
});

test('a label that says no more than the value is none', () => {
  const labels = withLabel([], 'new', ' New ');
  expect(labels).toEqual([{ value: 'new', label: 'New' }]);
  expect(withLabel(labels, 'new', 'Fresh')).toEqual([{ value: 'new', label: 'Fresh' }]);
  expect(withLabel(labels, 'new', 'new')).toEqual([]);
  expect(withLabel(labels, 'new', '  ')).toEqual([]);
  expect(withLabel(labels, 'old', '')).toEqual(labels);
});
