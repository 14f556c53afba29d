import { describe, expect, test } from 'vitest';
import { tellsApart } from '#shared/model/findings';
import { pText } from '#shared/report/pText';
import { verdictOf } from '#shared/report/verdict';
import { portraitTsv } from '../../../../renderer/features/portraits/portraitTsv';
import { tableRows } from '../../../../renderer/features/portraits/portraitValues';
import { scarce, tag, value } from './support';

describe('verdictOf', () => {
  test.each([
    ['an interval above 100', value('a', 140, [110, 170], 0.01), 'over'],
    ['an interval below 100', value('a', 60, [40, 90], 0.01), 'under'],
    ['an interval that spans 100', value('a', 140, [99, 190], 0.01), 'same'],
    ['an interval that ends at 100', value('a', 140, [100, 190], 0.01), 'same'],
    ['a test that does not survive adjusting', value('a', 140, [101, 190], 0.07), 'same'],
    ['too little data', scarce, 'insufficient'],
  ])('%s', (_, one, verdict) => {
    expect(verdictOf(one)).toBe(verdict);
  });
});

test('a tag tells apart when it stays significant after adjusting over the tags', () => {
  expect(tellsApart(tag)).toBe(true);
  expect(tellsApart({ difference: { measure: 'smd', value: 0.2, strength: 0.1, p: 0.01, pAdjusted: 0.051 } })).toBe(false);
  expect(tellsApart({ difference: { state: 'insufficient', found: 1, needed: 2 } })).toBe(false);
});

test.each([
  [0, '< 1e-300'],
  [1.234e-20, '1.2e-20'],
  [0.0123, '0.012'],
  [0.51, '0.51'],
  [1, '1.00'],
])('p = %d reads %s', (p, text) => {
  expect(pText(p)).toBe(text);
});

describe('portraitTsv', () => {
  const texts = {
    heading: (column: string) => column.toUpperCase(),
    valueName: ({ value }: { value: string | boolean | null }) => String(value),
    verdict: (verdict: string) => verdict,
    setByRule: (isSet: boolean) => (isSet ? 'set' : ''),
    insufficient: ({ found, needed }: { found: number; needed: number }) => `${found} of ${needed}`,
  };
  const lines = portraitTsv(tableRows({ tags: [tag] }), texts).split('\n');

  test('has a heading and a line for each value, all with as many cells', () => {
    expect(lines).toHaveLength(1 + tag.values.length);
    expect(new Set(lines.map((line) => line.split('\t').length)).size).toBe(1);
    expect(lines[0]?.split('\t').slice(0, 3)).toEqual(['TAG', 'VALUE', 'N']);
  });

  test('writes numbers with all their digits and says what must not be given', () => {
    expect(lines[1]?.split('\t')).toEqual([
      '职业',
      '学生',
      '50',
      '0.25',
      '400',
      String(0.25 / 2.4),
      '240',
      '180',
      '300',
      'over',
      '1',
      '5e-10',
      '1e-9',
      '',
      '',
    ]);
    expect(lines[4]?.split('\t')[6]).toBe('12 of 30');
  });

  test('says of every value of a tag whether the rule sets it', () => {
    const set = portraitTsv(tableRows({ tags: [tag, { ...tag, setByRule: true }] }), texts).split('\n');
    expect(set.map((line) => line.split('\t').at(-1))).toEqual(['SETBYRULE', ...Array(4).fill(''), ...Array(4).fill('set')]);
  });

  test('names the tag that another one repeats', () => {
    const band = portraitTsv(tableRows({ tags: [tag, { ...tag, tag: 'band', repeats: tag.tag }] }), texts).split('\n');
    expect(band.map((line) => line.split('\t').at(-2))).toEqual(['REPEATS', ...Array(4).fill(''), ...Array(4).fill('职业')]);
  });

  test('does not let a value be read as a formula or break its line', () => {
    expect(lines[3]?.split('\t')[1]).toBe("'=cmd");
    const broken = portraitTsv([{ tag: { ...tag, name: 'a\tb\nc' }, value: value('x', 100, [90, 110]) }], texts);
    expect(broken.split('\n')[1]?.startsWith('a b c\tx\t')).toBe(true);
  });
});
