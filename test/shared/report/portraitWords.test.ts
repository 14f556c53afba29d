import { describe, expect, test } from 'vitest';
import type { PortraitNumber, PortraitTag, PortraitValue } from '#shared/model/answers';
import { makeFormat } from '#shared/report/format';
import { portraitWords } from '#shared/report/portraitWords';
import { reportTexts } from '#shared/report/texts';

const few = { state: 'insufficient', found: 3, needed: 30 } as const;

function value(name: string, share: number, baseShare: number, direction: PortraitValue['direction']): PortraitValue {
  const tgi = (100 * share) / baseShare;
  return {
    value: name,
    n: 100,
    share,
    baseN: 1000,
    baseShare,
    shareDifference: { estimate: share - baseShare, interval: [share - baseShare - 0.01, share - baseShare + 0.01] },
    tgi,
    interval: [tgi - 5, tgi + 5],
    z: 9,
    p: 1e-9,
    pAdjusted: 1e-8,
    pHolm: 1e-8,
    direction,
  };
}

function tagOf(values: readonly PortraitValue[], pAdjusted: number, rest: Partial<PortraitTag> = {}): PortraitTag {
  return {
    tag: 'city',
    name: '城市',
    type: 'category',
    category: '',
    coverage: { segment: 1, base: 1 },
    known: { segment: 400, base: 4000 },
    difference: { measure: 'smd', value: 0.5, strength: 0.3, p: pAdjusted, pAdjusted },
    values,
    hiddenValues: 0,
    setByRule: false,
    ...rest,
  };
}

const age: PortraitNumber = {
  segment: { n: 400, mean: 34.12, sd: 4 },
  base: { n: 4000, mean: 40.5, sd: 9 },
  rest: { n: 3600, mean: 41.21, sd: 9 },
  index: 84,
  welch: { t: -20, df: 500, p: 1e-50, interval: [-7.6, -6.6] },
  effect: { d: -0.8, strength: 0.3 },
};

function wordsOf(tags: readonly PortraitTag[], language: 'zh' | 'en' = 'zh') {
  const words = {
    texts: reportTexts[language],
    format: makeFormat(language),
    valueName: ({ value }: PortraitValue) => String(value),
  };
  return portraitWords({ tags }, words);
}

const textOf = (sentences: ReturnType<typeof wordsOf>) => sentences.map((parts) => parts.map(({ text }) => text).join(''));

describe('portraitWords', () => {
  const values = [value('上海', 0.2, 0.3, 'below'), value('杭州', 0.4, 0.2, 'above'), value('温州', 0.41, 0.2, 'neutral')];

  test('says the largest share above the base, with its numbers as fields', () => {
    const words = wordsOf([tagOf(values, 0.001)]);
    expect(textOf(words)).toEqual(['城市更多为“杭州”：40.0%，基准 20.0%（TGI 200，95% 区间 195–205）。']);
    const fields = words.flat().filter(({ tag }) => tag !== undefined);
    expect(fields.map(({ text, tag, value }) => [text, tag, value])).toEqual(
      ['40.0%', '20.0%', '200', '195', '205'].map((text) => [text, 'city', 1]),
    );
  });

  test('says what is below the base where nothing is above', () => {
    expect(textOf(wordsOf([tagOf(values.slice(0, 1), 0.001)], 'en'))).toEqual([
      '城市 is less often 上海: 20.0%, base 30.0% (TGI 67, 95% 62–72).',
    ]);
  });

  test('says how far a mean is from that of the rest', () => {
    const tag = tagOf([], 1e-9, { tag: 'age', name: '年龄', type: 'number', unit: '岁', number: age });
    expect(textOf(wordsOf([tag]))).toEqual(['年龄更低：平均 34.1 岁，其余客户 41.2 岁，低 7.09 岁（95% 区间 6.60–7.60）。']);
  });

  test('leaves out what the segment’s own rule sets, and says so where nothing else differs', () => {
    const young = tagOf(values, 0.001, { tag: 'age', name: '年龄', setByRule: true });
    expect(textOf(wordsOf([tagOf(values, 0.001), young]))).toEqual(textOf(wordsOf([tagOf(values, 0.001)])));
    expect(textOf(wordsOf([young], 'en'))).toEqual([
      'Apart from what its own rule sets, no tag differs from the base beyond chance.',
    ]);
    expect(textOf(wordsOf([{ ...young, difference: few }], 'en'))).toEqual(['No tag differs from the base beyond chance.']);
  });

  test('leaves out what says the same as a tag above it', () => {
    const band = tagOf(values, 0.001, { tag: 'band', name: '年龄段', repeats: 'city' });
    expect(textOf(wordsOf([tagOf(values, 0.001), band]))).toEqual(textOf(wordsOf([tagOf(values, 0.001)])));
  });

  test.each([
    ['a tag that does not survive adjusting', tagOf(values, 0.051)],
    ['a tag of which too little is known', tagOf(values, 0, { difference: few })],
    ['values that tell nothing', tagOf([value('温州', 0.41, 0.2, 'neutral')], 0.001)],
    [
      'a mean that is hardly another',
      tagOf([], 1e-9, { type: 'number', number: { ...age, effect: { d: 0.19, strength: 0.1 } } }),
    ],
  ])('is silent about %s', (_, tag) => {
    expect(textOf(wordsOf([tag], 'en'))).toEqual(['No tag differs from the base beyond chance.']);
  });
});
