import { beforeAll, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import { compareMatched, matchedDifference, matchedN, matchedWeights } from '#shared/stats/experiment/matched';
import { balanceOfWeightedLevels, balanceOfWeightedNumbers } from '#shared/stats/experiment/matchedBalance';
import { expectNear } from '../reference';

beforeAll(statsReady);

const INSUFFICIENT = { state: 'insufficient', found: expect.any(Number), needed: expect.any(Number) };
const STRATA = 24;

/** Treated first, then the control: group, number, amount spent, whether bought. */
const ARMS = [
  [...['a 12 8 1', 'a 31 11 1', 'b 45 14 0', 'b 52 17 1', 'a 77 15 1', 'c 60 20 1', 'b 18 6 0', 'a 95 25 1', 'b 3 2 0']],
  [
    ...['a 10 5 0', 'a 35 9 1', 'a 33 12 0', 'b 41 10 0', 'b 48 13 1', 'b 55 11 0', 'a 80 14 1', 'b 22 8 0', 'a 5 3 0'],
    ...['b 90 19 1', 'a 14 7 0', 'b 1 4 0', 'd 50 9 1', 'a 99 21 1'],
  ],
].map((rows) => rows.map((row) => row.split(' ')));

/** quantile(x, c(.2, .4, .6, .8)) of both arms. */
const CUTS = [12.8, 32.6, 48.4, 70.2];
const groups = ARMS.map((rows) => Uint32Array.from(rows, ([group = '']) => 'abcd'.indexOf(group)));
const numbers = ARMS.map((rows) => Float64Array.from(rows, ([, x]) => Number(x)));
const strata = ARMS.map((rows) =>
  Uint32Array.from(rows, ([group = '', x]) => 'abcd'.indexOf(group) * 6 + 1 + CUTS.filter((cut) => cut <= Number(x)).length),
);
const arms = (column: 2 | 3) =>
  ARMS.map((rows, at) => ({
    values: Float64Array.from(rows, (row) => Number(row[column])),
    strata: strata[at] ?? new Uint32Array(),
  })) as [never, never];
const weights = matchedWeights(strata[0] ?? new Uint32Array(), strata[1] ?? new Uint32Array(), STRATA);

/**
 * MatchIt 4.5.1 of R 4.2.2: matchit(t ~ g + x, method = "cem", estimand = "ATT", cutpoints = list(x = "q5")), whose weights of the control
 * add up to its 10 matched customers instead of the 8 of the arm.
 */
test('weights and who is matched are those of MatchIt', () => {
  expect([...weights.treatment]).toEqual([1, 1, 1, 1, 1, 0, 1, 1, 1]);
  const expected = [0.625, 0, 0, 0.625, 0.625, 1.25, 1.25, 1.25, 0.625, 0, 1.25, 1.25, 0, 1.25];
  for (const [at, weight] of expected.entries()) expectNear((10 / 8) * (weights.control[at] ?? 0), weight);
  expect([matchedN(weights.treatment), matchedN(weights.control)]).toEqual([8, 10]);
});

/** lm(y ~ t, weights = weights) of match.data() and vcovHC(type = "HC1") of sandwich: control, difference, error, p. */
test.each([
  ['mean', 2, [10.0625, 2.1875, 3.156838541585032, 0.4883471460558351]],
  ['conversion', 3, [0.3125, 0.3125, 0.2445543369692485, 0.201307742175552]],
] as const)('the matched difference of a %s is that of R', (kind, column, [control, estimate, error, p]) => {
  const found = compareMatched(...arms(column), { strata: STRATA, kind, confidence: 0.95 });
  expect(found).toMatchObject({ n: 8, controlN: 10 });
  if ('state' in found.difference || 'state' in found.test) return expect.fail('no difference');
  expectNear(found.controlValue, control);
  expectNear(found.difference.estimate, estimate);
  expectNear(found.difference.estimate / found.test.statistic, error);
  expectNear(found.test.p, p);
  expectNear(matchedDifference(...arms(column), STRATA, kind)?.squaredError, error ** 2);
});

/** weighted.mean() with MatchIt's weights by the spread of both arms before. */
test('differences before and after are those of R', () => {
  const [t = new Float64Array(), c = new Float64Array()] = numbers;
  const balance = balanceOfWeightedNumbers(t, c, weights);
  expectNear(balance.before, 0.06534669585686569);
  expectNear(balance.after, 0.04036119449982892);
  const levels = balanceOfWeightedLevels(groups[0] ?? new Uint32Array(), groups[1] ?? new Uint32Array(), weights, 4);
  expectNear(levels.before, 0.5);
  expect(levels.after).toBeCloseTo(0, 12);
});

test('where nobody is comparable, or nothing varies, there is no number', () => {
  const [t, c] = arms(2) as unknown as [
    { values: Float64Array; strata: Uint32Array },
    { values: Float64Array; strata: Uint32Array },
  ];
  const apart = { ...c, strata: c.strata.map(() => STRATA - 1) };
  const asked = { strata: STRATA, kind: 'mean', confidence: 0.95 } as const;
  const none = compareMatched(t, apart, asked);
  expect(none).toMatchObject({ n: 0, controlN: 0, value: INSUFFICIENT, difference: INSUFFICIENT, test: INSUFFICIENT });
  const flat = [t, c].map((arm) => ({ ...arm, values: arm.values.map(() => 1) })) as [typeof t, typeof c];
  expect(compareMatched(...flat, asked)).toMatchObject({ value: 1, controlValue: 1, relative: INSUFFICIENT });
  const unmatched = matchedWeights(t.strata, apart.strata, STRATA);
  expect(balanceOfWeightedNumbers(numbers[0] ?? t.values, numbers[1] ?? c.values, unmatched).after).toEqual(INSUFFICIENT);
});
