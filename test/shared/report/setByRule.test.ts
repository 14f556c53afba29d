import { expect, test } from 'vitest';
import type { PortraitTag } from '#shared/model/answers';
import { portraitHtml } from '#shared/report/portraitHtml';
import { portraitSheets } from '#shared/report/portraitSheets';
import { portraitSlides } from '#shared/report/portraitSlides';
import { type ReportPortrait, reportPortrait } from '#shared/report/reportPortrait';
import { reportTexts } from '#shared/report/texts';

function tagOf(name: string, n: number, setByRule: boolean): PortraitTag {
  const value = (text: string, count: number) => ({
    value: text,
    n: count,
    share: count / 100,
    baseN: 500,
    baseShare: 0.5,
    shareDifference: { estimate: 0.2, interval: [0.1, 0.3] as const },
    tgi: count * 2,
    interval: [count, count * 3] as const,
    z: 5,
    p: 1e-6,
    pAdjusted: 1e-5,
    pHolm: 1e-5,
    direction: 'above' as const,
  });
  return {
    tag: name,
    name,
    type: 'category',
    category: '',
    coverage: { segment: 1, base: 1 },
    known: { segment: 100, base: 1000 },
    difference: { measure: 'smd', value: 0.5, strength: 0.3, p: 1e-6, pAdjusted: 1e-5 },
    setByRule,
    values: [value('a', n), value('b', 100 - n)],
    hiddenValues: 0,
  };
}

const restsOn = { dataVersion: 1, receipts: [1], definition: '', asOf: '2026-01-01', base: { name: 'all', n: 1000 } };
const portraitOf = (tags: readonly PortraitTag[]): ReportPortrait =>
  reportPortrait({ segments: [{ id: 's', name: 's', n: 100 }], ceiling: null, tags, restsOn }, false);
const tags = [tagOf('city', 70, false), tagOf('age', 95, true)];
const portrait = portraitOf(tags);

test('a page shows what the rule sets in a fold of its own, and only where there is some', () => {
  const page = portraitHtml(portrait, 's', 'en');
  const fold = `<details><summary>${reportTexts.en.setByRule} (1)</summary>`;
  expect(page.indexOf('data-name="city"')).toBeLessThan(page.indexOf(fold));
  expect(page.indexOf('data-name="age"')).toBeGreaterThan(page.indexOf(fold));
  expect(page).toContain(`${reportTexts.en.found} (1)`);
  expect(portraitHtml(portraitOf(tags.slice(0, 1)), 's', 'en')).not.toContain(`<summary>${reportTexts.en.setByRule}`);
});

test('slides leave it out', () => {
  const titles = portraitSlides(portrait, 's', 'zh').map(({ title }) => title);
  expect(titles).toContain('city');
  expect(titles).not.toContain('age');
});

test('a workbook says it of every value in its last column, of hidden ones too', () => {
  const [heads = [], ...rows] = portraitSheets(portrait, 'zh')[0]?.rows ?? [];
  expect(heads.at(-1)).toBe('由分群规则决定');
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([heads.length]));
  expect(rows.map((row) => [row[0], row[4] === '人数过少，不显示', row.at(-1)])).toEqual([
    ['city', false, '否'],
    ['city', false, '否'],
    ['age', true, '是'],
    ['age', true, '是'],
  ]);
});

const repeating = portraitOf([
  tagOf('age', 70, false),
  { ...tagOf('band', 60, false), repeats: 'age' },
  tagOf('city', 65, false),
]);

test('a page folds what says the same under the tag that it repeats, with all its numbers', () => {
  const page = portraitHtml(repeating, 's', 'en');
  const fold = page.indexOf(`<details><summary>${reportTexts.en.saysTheSame} (1)</summary>`);
  const [age, band, city] = ['age', 'band', 'city'].map((name) => page.indexOf(`data-name="${name}"`));
  expect([age, fold, band, city]).toEqual([age, fold, band, city].toSorted((a = 0, b = 0) => a - b));
  expect(age).toBeGreaterThan(0);
  expect(page).toContain(`${reportTexts.en.found} (2)`);
});

test('slides and a workbook keep it beside the tag that it repeats, by its name', () => {
  const titles = portraitSlides(repeating, 's', 'en').map(({ title }) => title);
  expect(titles.slice(2, 5)).toEqual(['age', 'band (says the same as age)', 'city']);
  const [heads = [], ...rows] = portraitSheets(repeating, 'zh')[0]?.rows ?? [];
  expect(heads.at(-2)).toBe('与之说的是同一件事');
  expect(rows.map((row) => [row[0], row.at(-2)])).toEqual(
    [
      ['age', null],
      ['band', 'age'],
      ['city', null],
    ].flatMap((row) => [row, row]),
  );
});
