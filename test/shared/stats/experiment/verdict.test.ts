import { beforeAll, expect, test } from 'vitest';
import { type ExperimentRow, type ExperimentSpec, experimentSpecSchema } from '#shared/model/experiment';
import { statsReady } from '#shared/stats/distributions';
import { compareArms } from '#shared/stats/experiment/compareArms';
import { nonInferiorityOf } from '#shared/stats/experiment/nonInferiority';
import { sampleRatio } from '#shared/stats/experiment/sampleRatio';
import { sensitivityOf } from '#shared/stats/experiment/sensitivity';
import { verdictOf } from '#shared/stats/experiment/verdict';

beforeAll(statsReady);

const N = 2000;

function specOf(more: object = {}, metric: object = {}): ExperimentSpec {
  const of = { event: 'x' };
  const metrics = [
    { kind: 'conversion', label: 'bought', of, ...metric },
    { kind: 'conversion', label: 'left', of, role: 'guardrail', better: 'lower' },
  ];
  return experimentSpecSchema.parse({ campaign: 'c', control: 'old', metrics, minimumEffect: 0.2, ...more });
}

/** Two arms by the shares that bought and that left, of each the variant's first. */
function judge(spec: ExperimentSpec, shares: { bought: [number, number]; left?: [number, number] }, n = N, unfinished = 0) {
  const rows = spec.metrics.flatMap(({ kind, label, role }): ExperimentRow[] => {
    const of = shares[label as 'bought' | 'left'];
    if (!of || kind === 'quantile') return [];
    const [t, c] = of.map((share) => ({ values: Float64Array.from({ length: n }, (_, row) => Number(row < share * n)) })) as [
      never,
      never,
    ];
    const compared = compareArms(t, c, { kind, confidence: 0.95, relative: 'log' });
    const pAdjusted = 'p' in compared.test ? compared.test.p : compared.test;
    return [{ metric: label, kind, role, variant: 'new', ...compared, pAdjusted, ...sensitivityOf(kind, t, c, spec) }];
  });
  const arms = ['old', 'new'].map((variant) => ({ variant, n, weight: 0.5 }));
  const { decision, reasons } = verdictOf(spec, {
    arms,
    rows,
    unfinished,
    srm: sampleRatio([n, n], [1, 1]),
    splits: [],
    breakdowns: [],
  });
  return [decision, ...reasons.map(({ kind }) => kind)];
}

test('a better variant is adopted, unless a guardrail got worse', () => {
  expect(judge(specOf(), { bought: [0.3, 0.2] })).toEqual(['adopt', 'better']);
  expect(judge(specOf(), { bought: [0.3, 0.2], left: [0.05, 0.06] })).toEqual(['adopt', 'better']);
  expect(judge(specOf(), { bought: [0.3, 0.2], left: [0.2, 0.1] })).toEqual(['stop', 'guardrailWorse']);
});

test('lower is better where the metric says so', () => {
  expect(judge(specOf(), { bought: [0.1, 0.2] })).toEqual(['stop', 'worse']);
  expect(judge(specOf({}, { better: 'lower' }), { bought: [0.1, 0.2] })).toEqual(['adopt', 'better']);
});

test('what was not found is no difference only where it would have been', () => {
  expect(judge(specOf(), { bought: [0.2, 0.2] })).toEqual(['noDifference', 'withinSmallest']);
  expect(judge(specOf({ minimumEffect: 0.05 }), { bought: [0.2, 0.2] })).toEqual(['keepGoing', 'lowPower']);
  expect(judge(specOf(), { bought: [0.2, 0.2] }, N, 7)).toEqual(['keepGoing', 'unfinished']);
});

test('too few decide nothing', () => {
  expect(judge(specOf(), { bought: [0.9, 0.1] }, 29)).toEqual(['insufficient', 'fewCustomers', 'fewCustomers']);
  expect(judge(specOf(), { bought: [0.02, 0.01] }, 100)).toEqual(['insufficient', 'fewConversions']);
});

test('early looks and arms that nobody drew are told', () => {
  expect(judge(specOf({ looks: 3 }), { bought: [0.3, 0.2] })).toEqual(['adopt', 'better', 'earlyLook']);
  expect(judge(specOf({ randomised: false }), { bought: [0.3, 0.2] })).toEqual(['adopt', 'better', 'notRandomised']);
});

test('a guardrail with a margin has to be shown to be worse by no more', () => {
  const left = (margin: number, better: 'lower' | 'higher' = 'lower') =>
    specOf({
      metrics: [
        { kind: 'conversion', label: 'bought', of: { event: 'x' } },
        { kind: 'conversion', label: 'left', of: { event: 'x' }, role: 'guardrail', better, margin },
      ],
    });
  const shares = { bought: [0.3, 0.2], left: [0.1, 0.1] } as const satisfies Parameters<typeof judge>[1];
  // R: exp(qnorm(.975) * sqrt(1/200 - 1/2000 + 1/200 - 1/2000)) = 1.204348, of either direction.
  expect(judge(left(0.21), { ...shares })).toEqual(['adopt', 'better']);
  expect(judge(left(0.2), { ...shares })).toEqual(['keepGoing', 'better', 'guardrailNotShown']);
  // 1 / 1.204348 = 0.8303.
  expect(judge(left(0.17, 'higher'), { ...shares })).toEqual(['adopt', 'better']);
  expect(judge(left(0.16, 'higher'), { ...shares })).toEqual(['keepGoing', 'better', 'guardrailNotShown']);
  expect(judge(left(0.5), { ...shares, left: [0.2, 0.1] })).toEqual(['stop', 'guardrailWorse']);
  // Worse beyond chance, but by less than what it may be.
  expect(judge(left(0.05, 'higher'), { bought: [0.12, 0.1], left: [0.893, 0.9] }, 100_000)).toEqual(['adopt', 'better']);
  expect(judge(left(0.005, 'higher'), { bought: [0.12, 0.1], left: [0.893, 0.9] }, 100_000)).toEqual(['stop', 'guardrailWorse']);
  // Nobody left: there is no lift, so nothing is shown.
  expect(judge(left(0.5), { ...shares, left: [0, 0] })).toEqual(['keepGoing', 'better', 'guardrailNotShown']);
});

test('what a margin comes to is said with the worst that the interval allows', () => {
  const relative = { estimate: -0.05, interval: [-0.12, 0.02], method: 'log' } as const;
  const about = (better: 'higher' | 'lower', margin: number) => nonInferiorityOf({ relative }, { better, margin });
  expect(about('higher', 0.1)).toEqual({ margin: 0.1, worst: -0.12, shown: false });
  expect(about('higher', 0.15)).toEqual({ margin: 0.15, worst: -0.12, shown: true });
  expect(about('lower', 0.05)).toEqual({ margin: 0.05, worst: -0.02, shown: true });
  const none = { state: 'insufficient', found: 0, needed: 1 } as const;
  expect(nonInferiorityOf({ relative: none }, { better: 'lower', margin: 0.1 })).toEqual(none);
});
