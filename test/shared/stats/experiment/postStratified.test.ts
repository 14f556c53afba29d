import { beforeAll, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import { postStratified, type StratumArms } from '#shared/stats/experiment/postStratified';
import { expectNear } from '../reference';

beforeAll(statsReady);

const of = (...values: number[]) => ({ values: Float64Array.from(values) });
const SPENT = [
  [of(3, 5, 4, 9, 7), of(2, 4, 1)],
  [of(12, 10, 14, 11), of(8, 6, 9)],
  [of(20, 25, 22), of(15, 18, 19, 21, 16)],
] as const;
const BOUGHT = SPENT.map(([t, c]): StratumArms => [even(t.values), even(c.values)]);
const ASKED = { tags: ['band'], confidence: 0.95 };

function even(values: Float64Array) {
  return { values: values.map((value) => Number(value % 2 === 0)) };
}

/**
 * R 4.2.2: lm(y ~ arm * m) with m the strata's indicators less their means, and the errors of sandwich's vcovHC: of means type "HC2", of
 * shares "HC0". Estimate, error, p and interval.
 */
test.each([
  ['mean', SPENT, [3.95579710144927, 0.87598625666454, 6.30719363043622e-6, 2.23889558743472, 5.67269861546383]],
  ['conversion', BOUGHT, [-0.0442028985507245, 0.1969905245200454, 0.8224530819483225, -0.4302972319056678, 0.3418914348042188]],
] as const)('of a %s is what R says', (kind, strata, expected) => {
  const [found] = postStratified(kind, strata, ASKED);
  const { estimate = Number.NaN, interval } = found?.difference ?? {};
  const ends = interval && !('state' in interval) ? interval : [];
  const numbers = [estimate, estimate / (found?.statistic ?? 0), found?.p, ...ends];
  for (const [at, number] of expected.entries()) expectNear(numbers[at], number);
  expect(found?.strata).toEqual({ tags: ['band'], n: 3, leftOut: 0 });
});

test('customers of a stratum that lacks an arm are left out and counted; where nothing is left there is no test', () => {
  const lone: StratumArms = [of(1000), of(1, 2, 3)];
  const [whole] = postStratified('mean', SPENT, ASKED);
  const [left] = postStratified('mean', [...SPENT, lone], ASKED);
  expect(left).toEqual({ ...whole, strata: { tags: ['band'], n: 3, leftOut: 4 } });
  expect(postStratified('mean', [lone], ASKED)).toEqual([]);
  expect(postStratified('mean', [[of(1, 1), of(1, 1)]], ASKED)).toEqual([]);
});
