import { describe, expect, it } from 'vitest';
import { campaignSchema } from '#shared/model/campaign';
import type { EventKind } from '#shared/model/event';
import { experimentSpecSchema } from '#shared/model/experiment';
import { proposedControl } from '#shared/model/experimentProposals';
import type { CampaignExposures } from '#shared/model/experimentSource';
import type { Tag } from '#shared/model/tag';
import {
  chosenOf,
  NEW_CHOICE,
  type ResultChoice,
  type ResultFacts,
  specOf,
} from '../../../../renderer/features/campaigns/result/resultChoice';

const event = (name: string, ...props: string[]): EventKind => ({
  ...{ event: name, n: 10, customers: 5, first: '2026-01-01', last: '2026-06-30', props },
});

const tag = (id: string, type: Tag['type'], distinct: number) => ({ id, name: id, type, distinct }) as Tag;

const campaign = (name: string, last: string, timed = true): CampaignExposures => ({
  campaign: name,
  arms: [
    { variant: 'mail', n: 900 },
    { variant: 'Control', n: 100 },
  ],
  ...{ crossovers: 0, first: '2026-01-01', last, timed, cost: 0 },
});

const FACTS: ResultFacts = {
  names: {
    tags: new Map(
      [
        ...[tag('branch_id', 'category', 150), tag('渠道', 'category', 5), tag('name', 'category', 7000)],
        ...[tag('city', 'category', 44), tag('aum', 'number', 9000)],
      ].map((each) => [each.id, each]),
    ),
    events: [event('login'), event('purchase', 'amount', 'product'), event('赎回')],
    props: new Map([['amount', { id: 'amount', type: 'number' } as never]]),
    asOf: '2026-06-30',
  },
  campaigns: [campaign('new', '2026-06-01'), campaign('old', '2026-01-01')],
  released: [],
  segments: [
    { id: 's1', name: 'Young' },
    { id: 's2', name: 'Old' },
  ],
  levels: [],
};

const asked = (change: Partial<ResultChoice> = {}, facts = FACTS) => {
  const spec = specOf(chosenOf({ ...NEW_CHOICE, ...change }, facts), facts);
  if (spec) experimentSpecSchema.parse(spec);
  return spec;
};

describe('what is asked of a campaign', () => {
  it('is the latest one against what is called a control, by what customers buy, what it comes to and whether they leave', () => {
    expect(asked()).toMatchObject({
      campaign: 'new',
      control: 'Control',
      randomised: true,
      metrics: [
        { kind: 'conversion', label: 'purchase', role: 'primary', within: { n: 14, unit: 'day' } },
        { kind: 'mean', label: 'purchase · amount', of: { event: 'purchase', prop: 'amount' }, role: 'secondary' },
        { kind: 'conversion', label: '赎回', role: 'guardrail', better: 'lower' },
      ],
      splitBy: ['branch_id', '渠道', 'city'],
    });
    expect(asked()).not.toHaveProperty('range');
  });

  it('counts events on days of the calendar where no contact has a time', () => {
    const spec = asked({}, { ...FACTS, campaigns: [campaign('untimed', '', false)] });
    expect(spec?.range).toEqual({ from: '2026-06-01', to: '2026-06-30' });
    for (const metric of spec?.metrics ?? []) expect(metric).not.toHaveProperty('within');
  });

  it('takes nobody to have drawn the values of a tag, or segments, unless it is said', () => {
    const levels = [
      { variant: 'b', n: 5 },
      { variant: 'c', n: 4 },
    ];
    expect(asked({ source: 'tag', tag: 'city' }, { ...FACTS, levels })).toMatchObject({
      tag: 'city',
      control: 'c',
      randomised: false,
    });
    const segments = asked({ source: 'segments', segments: ['s1', 's2'], randomised: true });
    expect(segments).toMatchObject({
      segments: [
        { variant: 'Young', who: 's1' },
        { variant: 'Old', who: 's2' },
      ],
      randomised: true,
    });
  });

  it('is not asked while an arm or a metric is missing', () => {
    expect(asked({ source: 'segments', segments: ['s1'] })).toBeNull();
    expect(asked({ metrics: [] })).toBeNull();
    expect(
      asked({ metrics: [{ id: 'x', kind: 'mean', of: { tag: '' }, cap: false, label: '', role: 'primary', better: 'higher' }] }),
    ).toBeNull();
  });

  it('is not asked of matched arms where every metric is a quantile, which they cannot tell', () => {
    const arms = { source: 'tag', tag: 'city', design: 'matched', matchedBy: ['渠道'] } as const;
    const levels = ['b', 'c'].map((variant) => ({ variant, n: 5 }));
    const base = { of: { tag: 'aum' }, label: '', role: 'primary', better: 'higher' } as const;
    const quantile = { ...base, id: 'q', kind: 'quantile', q: 0.5, resamples: 2000, seed: 1 } as const;
    const mean = { ...base, id: 'm', kind: 'mean', cap: false } as const;
    expect(asked({ ...arms, metrics: [quantile] }, { ...FACTS, levels })).toBeNull();
    const both = asked({ ...arms, metrics: [quantile, mean], covariate: 'aum' }, { ...FACTS, levels });
    expect(both).toMatchObject({ metrics: [{ kind: 'mean' }], design: { kind: 'matched', by: ['渠道'] }, methods: [] });
    expect(both).not.toHaveProperty('covariate');
    expect(asked({ ...arms, matchedBy: [], metrics: [quantile] }, { ...FACTS, levels })).not.toHaveProperty('design');
    expect(asked({ ...arms, randomised: true, metrics: [quantile] }, { ...FACTS, levels })?.metrics).toHaveLength(1);
  });

  it('asks a difference in differences of the conversions and means of events alone', () => {
    const found = asked({ randomised: false, design: 'differenceInDifferences', covariate: 'aum' });
    expect(found).toMatchObject({ randomised: false, design: { kind: 'differenceInDifferences' }, methods: [] });
    expect(found?.metrics.map(({ kind }) => kind)).toEqual(['conversion', 'mean', 'conversion']);
    expect(found).not.toHaveProperty('covariate');
    const ofTag = {
      id: 'm',
      kind: 'mean',
      of: { tag: 'aum' },
      cap: false,
      label: '',
      role: 'primary',
      better: 'higher',
    } as const;
    expect(asked({ randomised: false, design: 'differenceInDifferences', metrics: [ofTag] })).toBeNull();
    expect(asked({ design: 'differenceInDifferences' })).not.toHaveProperty('design');
  });

  it('tells metrics of one name apart, and lets the money follow the metrics that are left', () => {
    const metric = { kind: 'mean', of: { tag: 'aum' }, cap: false, role: 'primary', better: 'higher' } as const;
    const spec = asked({
      metrics: [
        { ...metric, id: 'a', label: '' },
        { ...metric, id: 'b', label: '' },
      ],
      money: { revenue: 'gone', margin: 0.5 },
    });
    expect(spec?.metrics.map(({ label }) => label)).toEqual(['aum', 'aum 2']);
    expect(spec?.money).toEqual({ revenue: 'aum', margin: 0.5 });
  });

  it('takes the smallest arm for the control where none is called so', () => {
    expect(
      proposedControl([
        { variant: 'x', n: 3 },
        { variant: 'y', n: 2 },
      ]),
    ).toBe('y');
    expect(
      proposedControl([
        { variant: '实验组', n: 3 },
        { variant: '对照组', n: 9 },
      ]),
    ).toBe('对照组');
    expect(proposedControl([])).toBeUndefined();
  });
});

it('a campaign that was released here is judged by its plan, and by whom its managers reached', () => {
  const plan = campaignSchema.parse({
    id: 'C1',
    name: 'Spring',
    control: 'none',
    holdout: 0.2,
    arms: [{ variant: 'call' }],
    from: '2026-06-01',
    to: '2026-06-20',
    metrics: [{ kind: 'conversion', label: 'bought', of: { event: 'purchase' } }],
    minimumEffect: 0.25,
  });
  const arms = ['none', 'call'].map((variant) => ({ variant, n: 50, audience: variant, memberHash: '' }));
  const released = [{ campaign: plan, version: 1, author: 'a', savedAt: '', phase: 'ended' as const, arms }];
  const events = [...FACTS.names.events, event('work.reached', 'campaign')];
  const facts = { ...FACTS, released, names: { ...FACTS.names, events } };
  expect(asked({ source: 'release' }, facts)).toMatchObject({
    release: 'C1',
    control: 'none',
    randomised: true,
    allocation: { none: 20, call: 80 },
    range: { from: '2026-06-01', to: '2026-06-20' },
    metrics: [{ label: 'bought' }],
    minimumEffect: 0.25,
    contacted: { kind: 'any', rules: [{ event: 'work.reached', where: [{ values: ['C1'] }] }] },
  });
  const byManager = { by: { work: 'manager' as const } };
  expect(asked({ source: 'release', ...byManager }, facts)).toMatchObject(byManager);
  expect(asked({ source: 'campaign', ...byManager }, facts)).not.toHaveProperty('by');
  expect(asked({ source: 'release' }, { ...facts, names: FACTS.names })).not.toHaveProperty('contacted');
});
