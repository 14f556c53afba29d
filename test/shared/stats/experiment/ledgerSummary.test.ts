import { beforeAll, expect, test } from 'vitest';
import { type ExperimentRow, experimentSpecSchema } from '#shared/model/experiment';
import { statsReady } from '#shared/stats/distributions';
import { compareArms } from '#shared/stats/experiment/compareArms';
import { type Judged, shrunkEffects, totalsOf, winRateOf } from '#shared/stats/experiment/ledgerSummary';
import { expectNear } from '../reference';

beforeAll(statsReady);

const spec = experimentSpecSchema.parse({
  campaign: 'c',
  control: 'old',
  metrics: [{ kind: 'conversion', label: 'bought', of: { event: 'x' } }],
});

function judged(decision: Judged['verdict']['decision'], [t, c]: readonly [number, number], n = 1000): Judged {
  const arm = (share: number) => ({ values: Float64Array.from({ length: n }, (_, at) => Number(at < share * n)) });
  const compared = compareArms(arm(t), arm(c), { kind: 'conversion', confidence: 0.95, relative: 'log' });
  const row = {
    metric: 'bought',
    kind: 'conversion',
    role: 'primary',
    variant: 'new',
    pAdjusted: 1,
    ...compared,
  } as ExperimentRow;
  return { spec, verdict: { decision, variant: 'new', reasons: [] }, row, money: null, revenue: null };
}

const CAMPAIGNS = [
  judged('adopt', [0.15, 0.1]),
  judged('noDifference', [0.1, 0.1]),
  judged('keepGoing', [0.12, 0.1]),
  judged('notTrustworthy', [0.5, 0.1]),
];

test('a split that cannot be trusted and what is undecided are neither won nor lost', () => {
  const rate = winRateOf(CAMPAIGNS);
  expect(rate).toMatchObject({ wins: 1, decided: 2, share: 0.5 });
  // prop.test(1, 2, correct = FALSE) of R 4.2.2: 0.09453120573423074, 0.90546879426576926.
  if ('state' in rate) expect.fail('no rate');
  expectNear(rate.interval[0], 0.09453120573423074, 1e-9);
  expectNear(rate.interval[1], 0.9054687942657693, 1e-9);
  expect(winRateOf([judged('keepGoing', [0.1, 0.1])])).toMatchObject({ state: 'insufficient' });
});

test('the sum is of those that can be trusted; what is shrunk leaves the order and takes from the winner', () => {
  const [all, adopted] = totalsOf(CAMPAIGNS);
  expect(all).toMatchObject({ of: 'conversions', over: 'all', campaigns: 3, raw: { estimate: expect.closeTo(70, 9) } });
  expect(adopted).toMatchObject({ over: 'adopted', campaigns: 1, raw: { estimate: expect.closeTo(50, 9) } });
  const shrunk = adopted && 'estimate' in adopted.shrunk ? adopted.shrunk.estimate : expect.fail('not shrunk');
  expect(shrunk).toBeLessThan(50);
  const effects = shrunkEffects(CAMPAIGNS).map((each) => ('estimate' in each ? each.estimate : null));
  expectNear((effects[0] ?? 0) * 1000, shrunk, 1e-9);
  expect(effects[3]).toBeNull();
});
