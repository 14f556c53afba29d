import { expect, test } from 'vitest';
import { findsText, slugOf } from '../../../renderer/ui/searchText';

test.each([
  ['', '年龄', true],
  ['年', '年龄', true],
  ['nl', '年龄', true],
  ['nianling', '年龄', true],
  ['NIAN', '年龄', true],
  ['ling', '年龄', true],
  ['ln', '年龄', false],
  ['khlx', '客户类型', true],
  ['hkje', '还款金额', true],
  ['age', 'Age', true],
  ['lvse', '绿色', true],
  ['z', '年龄', false],
])('%j finds %s: %s', (query, text, found) => {
  expect(findsText(query, text)).toBe(found);
});

test('looks into every text it is given', () => {
  expect(findsText('poutcome', '上次结果', 'poutcome')).toBe(true);
});

test.each([
  ['年轻客户', 'nianqingkehu'],
  ['Young & rich!', 'young-rich'],
  ['年龄 25+', 'nianling-25'],
  ['！！', ''],
])('%s becomes the slug %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
