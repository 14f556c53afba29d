import { expect, test } from 'vitest';
import { changeDifference, compareChanges } from '#shared/stats/experiment/compareChanges';
import { expectNear } from '../reference';

const arm = (before: readonly number[], after: readonly number[]) => ({
  values: Float64Array.from(after),
  before: Float64Array.from(before),
});

/**
 * sleep of R 4.2.2 (Student 1908, hours of sleep gained by ten patients under two drugs): the first five patients are the treatment, the drugs
 * the periods; `t.test(change[1:5], change[6:10])`.
 */
const FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
const SLEEP = { estimate: -0.68, t: -0.86151905857183686, df: 6.2156401751139008, p: 0.42094025398588286 };
const treatment = arm(FIRST.slice(0, 5), SECOND.slice(0, 5));
const control = arm(FIRST.slice(5), SECOND.slice(5));

test('the difference of the changes is that of R', () => {
  const found = compareChanges(treatment, control, 0.95);
  if ('state' in found.difference || !('df' in found.test)) return expect.fail('no difference');
  expectNear(found.difference.estimate, SLEEP.estimate);
  expectNear(found.test.statistic, SLEEP.t);
  expectNear(found.test.df, SLEEP.df);
  expectNear(found.test.p, SLEEP.p);
  const error = SLEEP.estimate / SLEEP.t;
  expectNear(changeDifference(treatment, control)?.squaredError, error ** 2);
  // What the treatment was before and the change of the control: the difference is the value less it.
  expectNear(Number(found.value) - Number(found.controlValue), SLEEP.estimate);
});

test('what is always so of a customer takes no part', () => {
  const shifted = arm(
    FIRST.slice(0, 5).map((value) => value + 1000),
    SECOND.slice(0, 5).map((value) => value + 1000),
  );
  const [plain, moved] = [compareChanges(treatment, control, 0.95), compareChanges(shifted, control, 0.95)];
  if ('state' in plain.test || 'state' in moved.test) return expect.fail('no test');
  expectNear(moved.test.p, plain.test.p, 1e-9);
});

test('too few customers, or changes that are all alike, are no comparison; a lift needs something to rise from', () => {
  const few = compareChanges(arm([1], [2]), control, 0.95);
  expect(few).toMatchObject({ n: 1, value: 2, difference: { state: 'insufficient', found: 1, needed: 2 } });
  const alike = compareChanges(arm([1, 2], [2, 3]), arm([5, 6], [5, 6]), 0.95);
  expect(alike).toMatchObject({ difference: { state: 'insufficient' }, relative: { state: 'insufficient' } });
  expect(changeDifference(arm([1, 2], [2, 3]), arm([5, 6], [5, 6]))).toBeNull();
  const fallen = compareChanges(arm([1, 2, 1], [2, 2, 3]), arm([9, 8, 9], [1, 2, 0]), 0.95);
  expect(fallen).toMatchObject({ difference: { method: 'welch' }, relative: { state: 'insufficient' } });
});
