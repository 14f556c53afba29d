import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExperimentAnswer } from '../../../shared/model/experiment';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'experiments.compute'>['spec'];

const CUSTOMERS = 80;
const COLUMNS = 'id,arm,lone,city,none,all,treated,flat,spent,lost';

/** Half in each arm; two customers in arms of their own. */
function people(): string {
  const rows = Array.from({ length: CUSTOMERS }, (_, at) => {
    const arm = at % 2 === 0 ? 'call' : 'control';
    const lone = at < 2 ? arm : '';
    const flags = [false, true, arm === 'call'].join(',');
    return `K${at},${arm},${lone},${at % 3 === 0 ? 'A' : 'B'},${flags},5,${at},${-at}`;
  });
  return `${COLUMNS}\n${rows.join('\n')}\n`;
}

/** Every method and part of an answer at once. */
const ALL = {
  control: 'control',
  methods: ['bayes', 'rank', 'others'],
  by: 'city',
  splitBy: ['city'],
  looks: 3,
  contacted: { kind: 'tag', tag: 'treated', op: 'is', values: [true] },
} satisfies Partial<Spec>;

function metricsOf(tag: string): Spec['metrics'] {
  const of = { tag };
  return [
    { kind: 'conversion', label: 'did', of, tau: 0.1 },
    { kind: 'mean', label: 'much', of, cap: true, tau: 1 },
    { kind: 'ratio', label: 'each', of, per: of },
    { kind: 'conversion', label: 'guarded', of, role: 'guardrail', margin: 0.1 },
  ];
}

/** Numbers that are none, by where they stand. */
function unfit(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} = ${value}`];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => unfit(part, `${path}.${key}`));
}

describeEngines('an experiment with next to nothing in it', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', people());
    await test.load('shown', `who,campaign,arm,cost\nK0,C,call,0\nK1,C,control,0\nK2,C,call,0\n`);
    const exposures = [{ table: 'shown', campaign: 'campaign', customer: 'who', variant: 'arm', cost: 'cost' }];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, exposures, asOf: '2026-06-30' } });
  });

  afterAll(() => test.kernel.close());

  const answerOf = async (spec: Spec): Promise<ExperimentAnswer> => {
    const answer = await test.call('experiments.compute', { spec });
    expect(unfit(answer)).toEqual([]);
    const path = join(engine.folder, 'degenerate.html');
    await test.call('reports.experiment', { spec, file: test.grant(path) });
    expect(readFileSync(path, 'utf8')).not.toMatch(/NaN|Infinity|undefined|∞/);
    return answer;
  };

  it.each([
    ['nobody converts', 'none'],
    ['everybody converts', 'all'],
    ['all of one arm convert and none of the other', 'treated'],
    ['all values are equal', 'flat'],
    ['revenue is negative', 'lost'],
  ])('has no number that is none where %s', async (_, tag) => {
    const money = { revenue: 'much', conversion: 'did' };
    for (const cost of [0, 3]) {
      const spec: Spec = { ...ALL, tag: 'arm', metrics: metricsOf(tag), covariate: 'flat', money: { ...money, cost } };
      const { verdict, money: found } = await answerOf({ ...spec, minimumEffect: 0.1 });
      expect(verdict.reasons.length).toBeGreaterThan(0);
      expect(found?.[0]?.cost).toBe((cost * CUSTOMERS) / 2);
      if (cost === 0)
        expect(found?.[0]).toMatchObject({ grossRoi: { state: 'insufficient' }, incrementalRoi: { state: 'insufficient' } });
    }
  });

  it('says that there is too little where an arm is one customer, and where nobody is in one arm alone', async () => {
    const lone = await answerOf({ ...ALL, tag: 'lone', metrics: metricsOf('spent'), covariate: 'spent' });
    expect(lone.verdict).toMatchObject({
      decision: 'insufficient',
      reasons: [{ kind: 'fewCustomers', found: 1, needed: 30 }, {}, {}],
    });
    expect(lone.rows[1]).toMatchObject({ n: 1, controlN: 1, difference: { state: 'insufficient' } });
    const everybody = { kind: 'all' as const, rules: [] };
    const segments = ['control', 'call'].map((variant) => ({ variant, who: everybody }));
    const overlapping = await answerOf({ ...ALL, segments, metrics: metricsOf('spent') });
    expect(overlapping).toMatchObject({ crossovers: CUSTOMERS, verdict: { decision: 'insufficient' } });
    expect(overlapping.rows[0]).toMatchObject({
      n: 0,
      controlN: 0,
      value: { state: 'insufficient' },
      test: { state: 'insufficient' },
    });
    const free = await answerOf({ ...ALL, campaign: 'C', metrics: metricsOf('spent'), money: { revenue: 'much' } });
    expect(free.money).toMatchObject([{ cost: 0, grossRoi: { state: 'insufficient' } }]);
  });

  it('is refused in a sentence where an arm is missing or its days end before they begin', async () => {
    const refusal = async (spec: Spec) => await test.failure('experiments.compute', { spec });
    const missing = await refusal({ tag: 'arm', control: 'nobody', metrics: metricsOf('spent') });
    expect([missing.message, missing.hint]).toEqual([
      'Nobody is in the variant "nobody".',
      expect.stringContaining('call, control'),
    ]);
    expect((await refusal({ tag: 'arm', control: 'control', variants: ['x'], metrics: metricsOf('spent') })).at?.path).toBe(
      'variants',
    );
    const range = { from: '2026-06-30', to: '2026-06-01' };
    const reversed = await refusal({ tag: 'arm', control: 'control', range, metrics: metricsOf('spent') });
    expect(reversed).toMatchObject({ at: { path: expect.stringContaining('range') } });
  });

  it('of a campaign without a hold-out says in a sentence that there is nothing to compare with, wherever it is asked', async () => {
    const arms = [{ variant: 'call', unitCost: 1 }];
    const days = { from: '2026-06-01', to: '2026-06-30' };
    const campaign = { id: 'all', name: 'All', purpose: 'p', holdout: 0, arms, ...days, metrics: metricsOf('spent').slice(0, 2) };
    await test.call('campaigns.save', { campaign });
    expect(await test.failure('campaigns.release', { id: 'all' })).toMatchObject({
      message: expect.stringContaining('why there is no control is not said'),
    });
    await test.call('campaigns.save', { campaign: { ...campaign, noControlReason: 'A notice that the law asks for.' } });
    const split = await test.call('campaigns.split', { id: 'all', tags: ['city', 'spent'] });
    expect(unfit(split)).toEqual([]);
    expect(split.arms).toMatchObject([
      { variant: 'control', n: 0, share: 0 },
      { variant: 'call', n: CUSTOMERS },
    ]);
    expect(split.balance.map(({ difference, test: found }) => [difference, found])).toEqual(
      split.balance.map(() => [
        expect.objectContaining({ state: 'insufficient' }),
        expect.objectContaining({ state: 'insufficient' }),
      ]),
    );
    expect(unfit(await test.call('campaigns.release', { id: 'all' }))).toEqual([]);
    const [entry] = (await test.call('audit.list', { offset: 0, limit: 1 })).entries;
    expect(JSON.parse(entry?.detail ?? '')).toMatchObject({
      campaign: 'all',
      noControlReason: 'A notice that the law asks for.',
    });
    const sentence =
      'The campaign "All" was released without a control, so nothing says what would have come of its customers anyway. The reason given: A notice that the law asks for.';
    const spec = { release: 'all', control: 'control', metrics: metricsOf('spent') };
    expect(await test.failure('experiments.compute', { spec })).toMatchObject({
      message: sentence,
      hint: expect.stringContaining('hold-out'),
    });
    const ledger = await test.call('campaigns.ledger', { spec: {} });
    expect(unfit(ledger)).toEqual([]);
    expect(ledger.rows.find(({ id }) => id === 'all')).toMatchObject({ fault: { message: sentence }, withoutControl: true });
    expect(ledger.failed).toBeGreaterThan(0);
    const ofNobody = { kind: 'proportion' as const, control: 0.1, effect: 0, power: 0.8 };
    expect(await test.call('experiments.power', { spec: ofNobody })).toMatchObject({ n: { state: 'insufficient' } });
  });
});
