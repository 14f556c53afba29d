import { beforeAll, expect, test } from 'vitest';
import { statsReady } from '#shared/stats/distributions';
import { shareDifference } from '#shared/stats/shareDifference';
import { seeded } from './reference';

beforeAll(statsReady);

const NOBODY = { n: 0, known: 0 };

/** Newcombe, Statist. Med. 17 (1998), table II, method 10. */
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('%i of %i against %i of %i is the published interval', (n, known, baseN, baseKnown, low, high) => {
  const found = shareDifference({ segment: { n, known }, base: { n: baseN, known: baseKnown }, both: NOBODY });
  if ('state' in found) throw new Error('no difference');
  expect(found.estimate).toBeCloseTo(n / known - baseN / baseKnown, 12);
  expect(found.interval[0]).toBeCloseTo(low, 4);
  expect(found.interval[1]).toBeCloseTo(high, 4);
});

test('against a base that holds the segment it is the part of the rest times the difference to the rest', () => {
  const rest = { n: 48, known: 80 };
  const segment = { n: 56, known: 70 };
  const base = { n: 104, known: 150 };
  const apart = shareDifference({ segment, base: rest, both: NOBODY });
  const nested = shareDifference({ segment, base, both: segment });
  if ('state' in apart || 'state' in nested) throw new Error('no difference');
  expect(nested.estimate).toBeCloseTo(56 / 70 - 104 / 150, 12);
  expect(nested.interval.map((end) => (end * 150) / 80)).toEqual(apart.interval.map((end) => expect.closeTo(end, 12)));
});

test('of groups that overlap in part the interval covers the truth 95 times in a hundred', () => {
  const random = seeded(11);
  const draws = 20_000;
  let covered = 0;
  for (let draw = 0; draw < draws; draw++) {
    const [both, only, baseOnly] = [random.count(400, 0.3), random.count(300, 0.4), random.count(900, 0.2)];
    const found = shareDifference({
      segment: { n: both + only, known: 700 },
      base: { n: both + baseOnly, known: 1300 },
      both: { n: both, known: 400 },
    });
    if ('state' in found) throw new Error('no difference');
    const truth = (400 * 0.3 + 300 * 0.4) / 700 - (400 * 0.3 + 900 * 0.2) / 1300;
    if (found.interval[0] <= truth && truth <= found.interval[1]) covered++;
  }
  expect(Math.abs(covered / draws - 0.95)).toBeLessThan(0.006);
});

test('with nobody on one side there is nothing to say', () => {
  const nobody = { segment: NOBODY, base: { n: 3, known: 9 }, both: NOBODY };
  expect(shareDifference(nobody)).toMatchObject({ state: 'insufficient' });
  const whole = { n: 3, known: 9 };
  expect(shareDifference({ segment: whole, base: whole, both: whole })).toMatchObject({ state: 'insufficient' });
});
