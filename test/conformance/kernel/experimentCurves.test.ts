import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { EXPOSED_MAP, openExposedFew } from '../../support/exposedFew';
import type { TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'experiments.compute'>['spec'];

const BUY = { event: 'buy' };
const within = { n: 3, unit: 'day' as const };

describeEngines('an experiment over time', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openExposedFew(engine);
  });

  afterAll(() => test.kernel.close());

  it('stands at the end of every day as it was known then, and in the end as in the result', async () => {
    const spec: Spec = {
      campaign: 'C',
      control: 'old',
      metrics: [
        { kind: 'conversion', label: 'bought', of: BUY, within },
        { kind: 'mean', label: 'spent', of: { ...BUY, prop: 'amount' } },
        { kind: 'ratio', label: 'each', of: { ...BUY, prop: 'amount' }, per: BUY, within },
        { kind: 'mean', label: 'most', of: { ...BUY, prop: 'amount' }, cap: true, tau: 3 },
        { kind: 'conversion', label: 'lives', of: { tag: 'lives' } },
      ],
      looks: 2,
    };
    const { rows } = await test.call('experiments.compute', { spec });
    const found = await test.call('experiments.curves', { spec });
    expect(found).toMatchObject({ absent: null, unit: 'day', start: '2026-01-05', since: 'exposure', timeless: ['lives'] });
    expect(found.curves.map(({ metric }) => metric)).toEqual(['bought', 'spent', 'each', 'most']);
    for (const { metric, points } of found.curves) {
      const {
        n,
        value,
        controlN,
        controlValue,
        difference,
        relative,
        test: tested,
        sequential,
      } = rows.find((row) => row.metric === metric) ?? expect.fail(metric);
      expect(points.at(-1)).toMatchObject({ n, value, controlN, controlValue, difference, relative, test: tested });
      if (sequential) expect(points.at(-1)?.sequential.difference).toEqual(sequential.interval);
    }
    const [bought, spent] = found.curves.map(({ points }) => points);
    expect(bought?.map(({ day, n, value, controlN, controlValue }) => [day, n, value, controlN, controlValue])).toEqual([
      ['2026-01-05', 1, 1, 1, 0],
      ['2026-01-06', 2, 0.5, 2, 0.5],
      ['2026-01-07', 2, 1, 2, 0.5],
      ['2026-01-08', 2, 1, 2, 0.5],
    ]);
    expect(spent?.map(({ value, controlValue }) => [value, controlValue])).toEqual([
      [10, 0],
      [5, 4],
      [3, 4],
      [505.5, 4],
    ]);
    expect(bought?.map(({ look }) => look)).toEqual([1, 2, undefined, undefined]);
    expect(found.persistence.filter(({ metric }) => metric === 'spent')).toMatchObject(
      [30, 60, 90].map((days) => ({ days, n: 0, controlN: 0, left: 2, controlLeft: 2, difference: { state: 'insufficient' } })),
    );
    expect(JSON.stringify(found.curves)).not.toMatch(/[:,[]null/);
  });

  it('has no curves where nobody knows when the arms were exposed, or of tags', async () => {
    const metrics: Spec['metrics'] = [{ kind: 'conversion', label: 'bought', of: BUY }];
    const range = { from: '2026-01-06', to: '2026-01-07' };
    const spec: Spec = { tag: 'city', control: 'A', metrics, range };
    expect(await test.call('experiments.curves', { spec })).toMatchObject({
      absent: 'noTimes',
      start: null,
      curves: [],
      persistence: [],
    });
    const before = { from: '2026-02-01', to: '2026-02-07' };
    const later = await test.call('experiments.curves', { spec: { campaign: 'C', control: 'old', metrics, range: before } });
    expect(later.absent).toBe('notStarted');
    const ofTag: Spec = {
      campaign: 'C',
      control: 'old',
      metrics: [{ kind: 'conversion', label: 'lives', of: { tag: 'lives' } }],
    };
    expect(await test.call('experiments.curves', { spec: ofTag })).toMatchObject({ absent: 'timeless', timeless: ['lives'] });
    const quantile = { kind: 'quantile', label: 'median', q: 0.5, of: { ...BUY, prop: 'amount' } } as const;
    const ofQuantile = { campaign: 'C', control: 'old', metrics: [quantile] };
    expect(await test.call('experiments.curves', { spec: ofQuantile })).toMatchObject({
      absent: 'timeless',
      timeless: ['median'],
    });
    const design = { kind: 'matched' as const, by: ['lives'] };
    const matched = { campaign: 'C', control: 'old', metrics, randomised: false, design };
    expect(await test.call('experiments.curves', { spec: matched })).toMatchObject({ absent: 'matched', curves: [] });
  });

  it('runs from the first day of a campaign that was released here, for all of its customers', async () => {
    const metrics: Spec['metrics'] = [{ kind: 'conversion', label: 'bought', of: BUY }];
    await test.call('campaigns.save', {
      campaign: {
        ...{
          id: 'R',
          name: 'Released',
          purpose: 'cross-selling',
          who: { kind: 'tag', tag: 'lives', op: 'isNotNull', values: [] },
        },
        ...{ holdout: 0.5, arms: [{ variant: 'call' }], from: '2026-01-05', to: '2026-01-07', metrics },
      },
    });
    await test.call('campaigns.release', { id: 'R' });
    const spec: Spec = { release: 'R', control: 'control', metrics };
    const { rows } = await test.call('experiments.compute', { spec });
    const { since, start, curves, persistence } = await test.call('experiments.curves', { spec });
    expect([since, start]).toEqual(['release', '2026-01-05']);
    const points = curves[0]?.points ?? [];
    expect(points.map(({ day, n, controlN }) => [day, n, controlN])).toEqual(
      ['05', '06', '07'].map((day) => [`2026-01-${day}`, 3, 3]),
    );
    expect(points.at(-1)).toMatchObject({ value: rows[0]?.value, controlValue: rows[0]?.controlValue, test: rows[0]?.test });
    const bought = ({ n, value, controlN, controlValue }: NonNullable<typeof points>[number]) =>
      n * Number(value) + controlN * Number(controlValue);
    expect(points.map(bought)).toEqual([1, 3, 4]);
    expect(persistence.map(({ n, left }) => [n, left])).toEqual([
      [0, 3],
      [0, 3],
      [0, 3],
    ]);
  });

  it('counts days of a metric from the first day of a release, also beyond its last, and tells whose are not over', async () => {
    const buys = async (days: number, after?: number) => {
      const more = after === undefined ? {} : { after: { n: after, unit: 'day' as const } };
      const own = { kind: 'conversion' as const, label: 'bought', of: BUY, within: { n: days, unit: 'day' as const }, ...more };
      const spent = { kind: 'mean' as const, label: 'spent', of: { ...BUY, prop: 'amount' }, within: own.within, ...more };
      const spec: Spec = { release: 'R', control: 'control', metrics: [own, spent] };
      const { rows, unfinished } = await test.call('experiments.compute', { spec });
      const total = (row: (typeof rows)[number] | undefined) =>
        Number(row?.n) * Number(row?.value) + Number(row?.controlN) * Number(row?.controlValue);
      const { curves } = await test.call('experiments.curves', { spec });
      const last = curves[1]?.points.at(-1);
      expect([last?.value, last?.controlValue]).toEqual([rows[1]?.value, rows[1]?.controlValue]);
      return { counts: rows.map((row) => Number(total(row).toFixed(6))), unfinished, end: last?.day };
    };
    // Of the 5th: 100 and 10; of the 6th: 8 and 8; of the 7th: -4; of the 8th, after the campaign: 5 and 1000.
    expect(await buys(1)).toEqual({ counts: [1, 110], unfinished: 0, end: '2026-01-06' });
    expect(await buys(2)).toEqual({ counts: [3, 126], unfinished: 0, end: '2026-01-07' });
    expect(await buys(4)).toEqual({ counts: [4, 1127], unfinished: 0, end: '2026-01-08' });
    expect(await buys(4, 1)).toMatchObject({ counts: [4, 1017] });
    expect(await buys(5)).toEqual({ counts: [4, 1127], unfinished: 6, end: '2026-01-08' });
  });

  it('looks at how long an effect lasts among those who were observed so long', async () => {
    // 90 days are over for those of 5 January alone.
    await test.call('entities.apply', { map: { ...EXPOSED_MAP, asOf: '2026-04-05' } });
    const metrics: Spec['metrics'] = [{ kind: 'mean', label: 'spent', of: { ...BUY, prop: 'amount' }, within }];
    const { persistence } = await test.call('experiments.curves', { spec: { campaign: 'C', control: 'old', metrics } });
    expect(
      persistence.map(({ days, n, left, value, controlN, controlLeft, controlValue }) => [
        days,
        n,
        left,
        value,
        controlN,
        controlLeft,
        controlValue,
      ]),
    ).toEqual([
      [30, 2, 0, (1015 - 4) / 2, 2, 0, (7 + 8) / 2],
      [60, 2, 0, (1015 - 4) / 2, 2, 0, (7 + 8) / 2],
      [90, 1, 1, 1015, 1, 1, 7],
    ]);
    expect(persistence.map(({ difference }) => 'state' in difference)).toEqual([false, false, true]);
  });
});
