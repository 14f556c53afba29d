import { describe, expect, test } from 'vitest';
import { campaignSchema } from '#shared/model/campaign';
import { type ExperimentAnswer, type ExperimentRow, experimentSpecSchema } from '#shared/model/experiment';
import type { LedgerFinding } from '#shared/model/ledger';
import { gainingLevels, nextPlan, nextSize } from '#shared/model/nextPlan';

const SPEC = experimentSpecSchema.parse({
  campaign: 'C',
  control: 'none',
  metrics: [{ kind: 'conversion', label: 'bought', of: { event: 'purchase' }, within: { n: 14, unit: 'day' } }],
});

function rowOf(estimate: number, more: Partial<ExperimentRow> = {}): ExperimentRow {
  const difference = { estimate, interval: [estimate - 0.01, estimate + 0.01], method: 'newcombe' } as const;
  const test = { method: 'pooledZ', statistic: 2, p: 0.04 } as const;
  return {
    ...{ metric: 'bought', kind: 'conversion', role: 'primary', variant: 'call', n: 3000, value: 0.1 + estimate, controlN: 1000 },
    ...{ controlValue: 0.1, difference, relative: difference, test, pAdjusted: 0.04 },
    ...more,
  } as ExperimentRow;
}

function findingOf(
  decision: LedgerFinding['verdict']['decision'],
  estimate = 0.04,
  more: Partial<LedgerFinding> = {},
): LedgerFinding {
  const shrunk = { estimate: estimate / 2, interval: [0, 0.04], method: 'empiricalBayes', trust: 0.5 } as const;
  return { spec: SPEC, verdict: { decision, reasons: [] }, row: rowOf(estimate), shrunk, money: null, ...more };
}

const RELEASED = campaignSchema.parse({
  ...{ id: 'C', name: 'C', goal: 'more', purpose: 'own customers', who: 'savers', control: 'none', holdout: 0.25 },
  ...{ from: '2026-05-01', to: '2026-05-14', split: { seed: 4, strata: ['city'] } },
  arms: [
    { variant: 'call', offer: 'half the fee', script: 'Dear {{name}}', channel: 'phone', unitCost: 4 },
    { variant: 'text', offer: 'half the fee', channel: 'sms' },
  ],
  metrics: [{ kind: 'conversion', label: 'bought', of: { event: 'purchase' } }],
});
const NAMED = { id: 'N', name: 'C · next' };
const NOTHING = { released: RELEASED, treated: null, gaining: null };

describe('what follows a verdict', () => {
  test('adopted: the arm that won, for the same customers, with what can be expected of it once shrunk', () => {
    const { step, expected, campaign } = nextPlan({ ...NOTHING, finding: findingOf('adopt') }, NAMED);
    expect([step, expected]).toEqual(['rollOut', 0.02]);
    expect(campaign).toMatchObject({ id: 'N', name: 'C · next', who: 'savers', minimumEffect: 0.2, holdout: 0.25 });
    expect(campaign.arms.map(({ variant, offer }) => [variant, offer])).toEqual([['call', 'half the fee']]);
    expect([campaign.from, campaign.to, campaign.split]).toEqual([undefined, undefined, { seed: 5, strata: ['city'] }]);
  });

  test('adopted with levels that gained most: for these of them alone', () => {
    const gaining = {
      tag: 'age',
      levels: [
        { value: 'young', label: 'Young' },
        { value: null, label: '' },
      ],
    };
    const { step, campaign } = nextPlan({ ...NOTHING, finding: findingOf('adopt'), gaining }, NAMED);
    expect(step).toBe('rollOutToLevels');
    expect(campaign.who).toEqual({
      kind: 'all',
      rules: [
        { kind: 'segment', segment: 'savers', member: true },
        {
          kind: 'any',
          rules: [
            { kind: 'tag', tag: 'age', op: 'is', values: ['young'] },
            { kind: 'tag', tag: 'age', op: 'isNull', values: [] },
          ],
        },
      ],
    });
  });

  test('adopted of exposures: everybody who did not have it, with metrics that a plan can have', () => {
    const treated = { kind: 'query', sql: 'SELECT id FROM data.seen' } as const;
    const { campaign } = nextPlan({ ...NOTHING, released: null, treated, finding: findingOf('adopt') }, NAMED);
    expect(campaign.who).toEqual({ kind: 'all', rules: [{ kind: 'none', rules: [treated] }] });
    expect(campaign).toMatchObject({ control: 'none', holdout: 0.25, arms: [{ variant: 'call' }] });
    expect(campaign.metrics).toEqual([expect.not.objectContaining({ within: expect.anything() })]);
  });

  test('stopped: other offers; undecided: the same again; a leak: dealt out within it', () => {
    const next = (finding: LedgerFinding) => nextPlan({ ...NOTHING, finding }, NAMED);
    const stopped = next(findingOf('stop', -0.03));
    expect([stopped.step, stopped.expected, stopped.campaign.minimumEffect]).toEqual(['nextOffer', null, 0.1]);
    expect(stopped.campaign.arms.map(({ variant, offer, script, channel }) => [variant, offer, script, channel])).toEqual([
      ['call', '', '', 'phone'],
      ['text', '', '', 'sms'],
    ]);
    expect(next(findingOf('keepGoing')).campaign.arms).toEqual(RELEASED.arms);
    const reasons = [{ kind: 'splitMismatch', tag: 'branch', p: 0 }] as const;
    const leaked = next(findingOf('adopt', 0.04, { verdict: { decision: 'notTrustworthy', reasons } }));
    expect([leaked.step, leaked.expected, leaked.campaign.split.strata]).toEqual(['drawAgain', null, ['city', 'branch']]);
  });
});

test('levels that gained most are above the whole, large enough, and three at most', () => {
  const at = (value: string, estimate: number, n = 500) => rowOf(estimate, { level: { value, label: value }, n, controlN: n });
  const rows = [at('a', 0.05), at('b', 0.09), at('c', 0.2, 20), at('d', 0.01), at('e', 0.06), at('f', 0.07), rowOf(0.04)];
  const answer = { rows, verdict: { decision: 'adopt', reasons: [] } } as unknown as ExperimentAnswer;
  expect(gainingLevels(findingOf('adopt'), 'age', answer).levels.map(({ value }) => value)).toEqual(['b', 'f', 'e']);
});

test('the size is asked of what can be expected, else of the smallest change that matters', () => {
  const size = (finding: LedgerFinding) => nextSize(finding, nextPlan({ ...NOTHING, finding }, NAMED));
  expect(size(findingOf('adopt'))).toMatchObject({ kind: 'proportion', control: 0.1, effect: 0.02, ratio: 3, power: 0.8 });
  expect(size(findingOf('stop', -0.03))).toMatchObject({ effect: expect.closeTo(0.01, 12) });
  const mean = rowOf(2, { kind: 'mean', controlValue: 50, value: 52, n: 400, controlN: 400 });
  const wide = { ...mean, difference: { estimate: 2, interval: [2 - 1.959964, 2 + 1.959964], method: 'welch' } } as ExperimentRow;
  // An error of 1 with 400 in each arm is a spread of √200.
  expect(size(findingOf('adopt', 2, { row: wide }))).toMatchObject({
    kind: 'mean',
    sd: expect.closeTo(Math.sqrt(200), 6),
    effect: 1,
  });
  expect(size(findingOf('adopt', 0.04, { row: null }))).toBeNull();
});
