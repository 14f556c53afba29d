import { beforeAll, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import { liftBounds, sequentialTests, tauOf } from '#shared/stats/experiment/alwaysValid';
import { sequentialTest } from '#shared/stats/experiment/sequential';

beforeAll(statsReady);

const FEW = { state: 'insufficient', found: 0, needed: 1 } as const;

/*
 * R 4.2.2: errors by metafor::escalc ("RR" of 120 of 1000 against 100 of 900; "ROM" of mpg in mtcars by am), the mixture likelihood ratio by
 * integrate() and the bounds where it is 20 by uniroot().
 */
const LOG = { estimate: 0.08, interval: [-0.158587025531213, 0.386239617634122], method: 'log' } as const;
const MEAN = { estimate: 0.42251027057657, interval: [0.180295315387, 0.664725225766], method: 'delta' } as const;

function boundsOf(lifts: Parameters<typeof liftBounds>[0], minimum: number): readonly [number, number] {
  const last = liftBounds(lifts, minimum, 0.95).at(-1);
  return last && 'length' in last ? last : expect.fail('no bounds');
}

test('the bounds of a lift are where the mixture of lifts that are looked for is as likely as alpha allows', () => {
  const [low, high] = boundsOf([LOG], 0.1);
  expect(low).toBeCloseTo(-0.37020049988142, 6);
  expect(high).toBeCloseTo(0.85201798315241, 6);
  const [from, to] = boundsOf([FEW, MEAN], 0.1);
  expect(from).toBeCloseTo(-0.078180529369273, 8);
  expect(to).toBeCloseTo(0.92320107052242, 8);
});

test('a look with too little data has no bounds, and takes none from the others', () => {
  const [first, second] = liftBounds([FEW, LOG], 0.1, 0.95);
  expect(first).toMatchObject({ state: 'insufficient' });
  expect(second).toEqual(liftBounds([LOG], 0.1, 0.95)[0]);
  expect(liftBounds([{ ...MEAN, method: 'fieller' }], 0.1, 0.95)[0]).toMatchObject({ state: 'insufficient' });
});

test('each look is tested with those before it, so that p never rises', () => {
  const looks = [0.01, 0.05, 0.02].map((difference) => ({ difference, squaredError: 0.0001 }));
  const tests = sequentialTests(looks, 0.02, 0.95);
  expect(tests.at(-1)).toEqual(sequentialTest(looks, 0.02, 0.95));
  expect(tests[2]?.p).toBe(tests[1]?.p);
  expect(tests[1]?.p).toBeLessThan(tests[0]?.p ?? 0);
});

test('differences that are looked for go by the smallest that matters', () => {
  expect(tauOf(0.2, 0.1)).toBeCloseTo(0.02, 12);
  expect(tauOf(-4, 0.5)).toBe(2);
  expect(tauOf(0, 0.1)).toMatchObject({ state: 'insufficient' });
  expect(tauOf(FEW, 0.1)).toMatchObject({ state: 'insufficient' });
});
