import { expect, test } from 'vitest';
import { categoriesOf, shownTags } from '../../../../../renderer/features/portraits/views/shownTags';

const tags = [
  { name: '年龄', category: '人口 / 基本' },
  { name: '城市', category: '人口' },
  { name: 'Balance', category: '资产' },
  { name: '其他', category: '' },
];
const names = (search: string, category: string | null) => shownTags(tags, { search, category }).map(({ name }) => name);

test('categories are told by what stands before the slash, most tags first', () => {
  expect(categoriesOf(tags)).toEqual([
    { category: '人口', n: 2 },
    { category: '资产', n: 1 },
    { category: '', n: 1 },
  ]);
});

test.each([
  ['', null, ['年龄', '城市', 'Balance', '其他']],
  ['', '人口', ['年龄', '城市']],
  ['', '', ['其他']],
  ['chengshi', null, ['城市']],
  ['nl', '人口', ['年龄']],
  ['nl', '资产', []],
  ['bal', null, ['Balance']],
  ['', 'of another workspace', ['年龄', '城市', 'Balance', '其他']],
])('search %s in category %s', (search, category, found) => {
  expect(names(search, category)).toEqual(found);
});
