import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TrendAnswer, type TrendSpec, trendSpecSchema } from '../../../shared/model/trend';
import { trendRule } from '../../../shared/model/trendRule';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { randomNumbers } from '../../support/bits';
import { describeEngines } from '../../support/engines';
import type { TestKernel } from '../../support/kernel';
import { ACTS, AS_OF, CHANNELS } from '../../support/randomBank';
import { openRandomBank } from '../../support/randomWorkspace';
import { startTagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'trends.compute'>['spec'];

const SPECS = 24;
const RANGE = { from: '2026-01-01', to: AS_OF };

describeEngines('trends of a random bank', (engine) => {
  let test: TestKernel;
  const compute = (spec: Spec) => test.call('trends.compute', { spec });

  beforeAll(async () => {
    test = await openRandomBank(engine);
  });

  afterAll(() => test.kernel.close());

  it('are what the database counts by period: values, totals, daily customers, moving averages and comparisons', async () => {
    const random = randomNumbers(20_260_701);
    let [counted, compared] = [0, 0];
    for (let n = 0; n < SPECS; n++) {
      const asked = randomAsked(random);
      const answer = await compute(asked.spec);
      const { spec } = asked;
      expect(answer.periods.map(({ start }) => start)).toEqual(await column(test, startsSql(spec)));
      for (const [at, one] of answer.series.entries()) {
        const of = `${asked.events[at] ?? asked.events[0]}${one.level ? ` AND ${levelSql(answer, at)}` : ''}`;
        const by = async (range: Days, starts: string, value: string) =>
          await column(test, valuesSql(spec, range, starts, of, value));
        const said = JSON.stringify({ spec, of });
        const value = asked.values[at] ?? asked.values[0] ?? '';
        const values = await by(spec.range, startsSql(spec), value);
        counted += values.filter((cell) => cell !== null && Number(cell) > 0).length;
        close(one.values, values, said);
        close([one.total], await column(test, `SELECT ${value} FROM ${sourceSql(spec.range, of)}`), said);
        if (one.moving) close(one.moving, await column(test, movingSql(spec, of, value)), said);
        if (one.compared) {
          close(one.compared, await column(test, comparedSql(spec, of, value)), said);
          compared += one.compared.filter((cell) => Number(cell) > 0).length;
        }
        if (one.stickiness) close(one.stickiness, await column(test, stickinessSql(spec, of)), said);
      }
    }
    expect(counted).toBeGreaterThan(500);
    expect(compared).toBeGreaterThan(50);
  });

  it('says which periods are not complete: those that the range or the as-of day cuts', async () => {
    const series = [{ event: 'buy' }];
    const complete = async (spec: Omit<Spec, 'series'>) =>
      (await compute({ series, ...spec })).periods.map(({ start, complete: whole }) => `${start} ${whole}`);
    expect(await complete({ unit: 'month', range: { from: '2026-04-02', to: '2026-06-29' } })).toEqual([
      '2026-04-01 false',
      '2026-05-01 true',
      '2026-06-01 false',
    ]);
    // The as-of day is Tuesday 30 June.
    expect(await complete({ unit: 'week', range: { from: '2026-06-22', to: '2026-12-31' } })).toEqual([
      '2026-06-22 true',
      '2026-06-29 false',
    ]);
    expect(await complete({ unit: 'day', range: { from: AS_OF, to: '2027-01-01' } })).toEqual([`${AS_OF} true`]);
    expect(await complete({ unit: 'day', range: { from: '2026-07-01', to: '2026-07-09' } })).toEqual([]);
  });

  it('opens every point into a rule that counts its customers', async () => {
    const random = randomNumbers(77);
    let looked = 0;
    for (let round = 0; round < 16; round++) {
      const { spec: asked } = randomAsked(random);
      const spec = trendSpecSchema.parse({
        ...asked,
        series: asked.series.map(({ prop: _, ...one }) => ({ ...one, measure: 'customers' })),
      });
      const answer = await test.call('trends.compute', { spec });
      for (const [series, { values }] of answer.series.entries()) {
        const period = Math.floor(random() * answer.periods.length);
        const rule = trendRule(spec, answer, { series, period }, AS_OF);
        if (!rule) continue;
        const { count } = await test.call('rules.count', { rule });
        expect({ spec, series, period, count }).toEqual({ spec, series, period, count: values[period] });
        looked += count;
      }
    }
    expect(looked).toBeGreaterThan(100);
  });

  it('takes several events as one, and several series', async () => {
    const spec: Spec = {
      series: [...ACTS.map((event) => ({ event })), { event: 'buy', or: ACTS.map((event) => ({ event })), label: 'any' }],
      unit: 'month',
      range: RANGE,
    };
    const { series } = await compute(spec);
    const [any, ...each] = series.toReversed();
    expect(any?.label).toBe('any');
    expect(any?.values).toEqual(any?.values.map((_, at) => each.reduce((sum, { values }) => sum + Number(values[at]), 0)));
    expect(Number(any?.total)).toBeGreaterThan(100);
  });

  it('says what a spec cannot ask', async () => {
    const asked = async (change: Partial<Spec>) => {
      const spec: Spec = { series: [{ event: 'buy' }], unit: 'month', range: RANGE, ...change };
      return (await test.failure('trends.compute', { spec })).message;
    };
    expect(await asked({ range: { from: '2026-02-02', to: '2026-02-01' } })).toBe(
      'The range starts on 2026-02-02, after its end on 2026-02-01.',
    );
    expect(await asked({ series: [{ event: 'buy' }, { event: 'gone' }] })).toMatch(/^series 2: .*“?gone/);
    expect(await asked({ series: [{ event: 'buy', or: [{ event: 'gone' }] }] })).toMatch(/^series 1: .*gone/);
    expect(await asked({ unit: 'day', range: { from: '1970-01-01', to: '9999-12-31' } })).toBe(
      'The range has 20635 periods; 2000 are the most.',
    );
    expect(await asked({ series: [{ event: 'buy', measure: 'sum' }] })).toMatch(/^series 1: /);
    expect(await asked({ series: [{ event: 'buy', measure: 'sum', prop: 'nope' }] })).toMatch(/^series 1: .*nope/);
    expect(await asked({ series: [{ event: 'buy', measure: 'avg', prop: 'channel' }] })).toMatch(/^series 1: .*channel/);
    expect(await asked({ series: [{ event: 'buy', prop: 'amount' }] })).toMatch(/^series 1: /);
    expect(await asked({ series: [{ event: 'buy' }, { event: 'sell' }], by: 'city' })).toBe(
      'Only one series can be split by a tag; there are 2.',
    );
    expect(await asked({ by: 'balance' })).toMatch(
      /^A series is split by a tag of yes and no or of texts; .*balance.* number tag\.$/,
    );
    expect(
      await test.failure('trends.compute', { spec: { series: [{ event: 'buy' }], unit: 'day', range: RANGE, by: 'nope' } }),
    ).toMatchObject({ code: 'UNKNOWN_TAG' });
    expect(
      await test.failure('trends.compute', { spec: { series: [{ event: 'buy' }], unit: 'day', range: RANGE, who: 'nobody' } }),
    ).toMatchObject({ code: 'UNKNOWN_SEGMENT' });
  });

  it('is stopped when it is cancelled', async () => {
    const spec: Spec = { series: [{ event: 'buy' }], unit: 'month', range: RANGE };
    expect(await test.failure('trends.compute', { spec }, AbortSignal.abort())).toMatchObject({ code: 'CANCELLED' });
  });
});

describeEngines('trends by a tag of many values', (engine) => {
  it('has the ten commonest, the unknown and the rest, whose customers add up', async () => {
    const test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    // Thirteen towns: town n has n customers; two customers are nowhere.
    const towns = Array.from({ length: 13 }, (_, town) => Array.from({ length: town + 1 }, () => `t${town + 1}`)).flat();
    const people = [...towns, '', ''].map((town, id) => `${id},${town}`);
    await test.load('people', `id,town\n${people.join('\n')}\n`);
    await test.load('acts', `who,at,what\n${people.map((_, id) => `${id},2026-05-0${1 + (id % 2)} 10:00:00,buy`).join('\n')}\n`);
    const source = { table: 'acts', customer: 'who', time: 'at', name: { column: 'what' }, props: [] };
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events: [source] } });
    const { series } = await test.call('trends.compute', {
      spec: {
        series: [{ event: 'buy', measure: 'customers' }],
        unit: 'month',
        range: { from: '2026-05-01', to: '2026-05-31' },
        by: 'town',
      },
    });
    expect(series.map(({ label, level, values }) => [label, level, values[0]])).toEqual([
      ...Array.from({ length: 10 }, (_, at) => {
        const [value, customers] = [`t${13 - at}`, 13 - at];
        return [value, { kind: 'value', value, customers }, customers];
      }),
      ['', { kind: 'unknown', customers: 2 }, 2],
      ['', { kind: 'rest', customers: 6, values: 3 }, 6],
    ]);
    await test.kernel.close();
  });
});

describeEngines('trends at the ends of the calendar', (engine) => {
  it('takes days of 1970 and of 9999', async () => {
    const test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', 'id\nA\nB\n');
    await test.load('acts', 'who,at,what\nA,1970-01-01 00:00:00,buy\nA,9999-12-31 12:00:00,buy\nB,9999-12-30 12:00:00,buy\n');
    const source = { table: 'acts', customer: 'who', time: 'at', name: { column: 'what' }, props: [] };
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events: [source] } });
    const series = [{ event: 'buy', measure: 'customers' as const }];
    const late = await test.call('trends.compute', {
      spec: { series, unit: 'month', range: { from: '9999-12-01', to: '9999-12-31' }, compare: 'previousYear' },
    });
    expect(late).toMatchObject({
      periods: [{ start: '9999-12-01', complete: true, compared: '9998-12-01' }],
      series: [{ values: [2], compared: [0], stickiness: [2 / 31 / 2] }],
    });
    const early = await test.call('trends.compute', {
      spec: { series, unit: 'week', range: { from: '1970-01-01', to: '1970-01-10' } },
    });
    expect(early).toMatchObject({
      periods: [
        { start: '1969-12-29', complete: false },
        { start: '1970-01-05', complete: false },
      ],
      series: [{ values: [1, 0], stickiness: [1 / 4, null] }],
    });
    const wide: Spec = { series, unit: 'month', range: { from: '1970-01-01', to: '9999-12-31' } };
    expect(await test.failure('trends.compute', { spec: wide })).toMatchObject({
      message: 'The range has 96360 periods; 2000 are the most.',
    });
    const first = await test.call('trends.compute', {
      spec: { series, unit: 'day', range: { from: '0001-01-01', to: '0001-01-02' }, compare: 'previousPeriod' },
    });
    expect(first.periods.map(({ compared }) => compared)).toEqual([null, null]);
    const leap = await test.call('trends.compute', {
      spec: { series, unit: 'day', range: { from: '2024-02-28', to: '2024-03-01' }, compare: 'previousYear' },
    });
    expect(leap.periods.map(({ compared }) => compared)).toEqual(['2023-02-28', null, '2023-03-01']);
    expect(leap.series).toMatchObject([{ values: [0, 0, 0], compared: [0, null, 0], total: 0 }]);
    await test.kernel.close();
  });
});

type Days = TrendSpec['range'];

interface Asked {
  readonly spec: Spec;
  /** By series, in SQL: which events, and what is taken of them. */
  readonly events: readonly string[];
  readonly values: readonly string[];
}

function randomAsked(random: () => number): Asked {
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const who = pick<[Spec['who'], string]>(
    [undefined, 'true'],
    ['rich', 'balance >= 60'],
    [{ kind: 'tag', tag: 'active', op: 'is', values: [true] }, 'active'],
  );
  const by = pick(undefined, undefined, 'city', 'active');
  const asked = Array.from({ length: by ? 1 : pick(1, 2) }, () => {
    const event = pick(...ACTS);
    const channel = pick(...CHANNELS);
    const where = pick<[NonNullable<Spec['series'][number]['where']>, string]>(
      [[], 'true'],
      [[{ prop: 'channel', op: 'in', values: [channel, 'app'] }], `channel IN ('${channel.replaceAll("'", "''")}', 'app')`],
      [[{ prop: 'amount', op: 'gte', values: [2] }], 'amount >= 2'],
    );
    const measure = pick<[Pick<Spec['series'][number], 'measure' | 'prop'>, string]>(
      [{ measure: 'count' }, 'count(time)'],
      [{ measure: 'customers' }, 'count(DISTINCT row)'],
      [{ measure: 'customers' }, 'count(DISTINCT row)'],
      [{ measure: 'sum', prop: 'amount' }, 'coalesce(sum(amount), 0)'],
      [{ measure: 'avg', prop: 'amount' }, 'avg(amount)'],
    );
    return {
      series: { event, where: where[0], ...measure[0] },
      event: `name = '${event}' AND ${where[1]} AND row IN (FROM (SELECT row FROM members WHERE ${who[1]}))`,
      value: measure[1],
    };
  });
  const movingAverage = pick(undefined, 2, 3);
  const compare = pick<Spec['compare']>(undefined, 'previousPeriod', 'previousYear');
  return {
    spec: {
      series: asked.map(({ series }) => series),
      unit: pick('day', 'week', 'week', 'month', 'month'),
      range: { from: pick('2025-06-01', '2026-01-05', '2026-03-11'), to: pick('2026-04-05', '2026-05-20', AS_OF) },
      ...(who[0] ? { who: who[0] } : {}),
      ...(by ? { by } : {}),
      ...(movingAverage ? { movingAverage } : {}),
      ...(compare ? { compare } : {}),
    },
    events: asked.map(({ event }) => event),
    values: asked.map(({ value }) => value),
  };
}

/** The customers of a level among those who are asked about; those of the rest are at none of the others. */
function levelSql({ series }: TrendAnswer, at: number): string {
  const tag = typeof series.find(({ level }) => level?.kind === 'value')?.level?.value === 'boolean' ? 'active' : 'city';
  const level = series[at]?.level;
  if (level?.kind === 'value')
    return `row IN (SELECT row FROM members WHERE ${tag}::VARCHAR = '${String(level.value).replaceAll("'", "''")}')`;
  return `row IN (SELECT row FROM members WHERE ${tag} IS NULL)`;
}

function startsSql({ unit, range }: Spec): string {
  return `SELECT s FROM (SELECT DISTINCT date_trunc('${unit}', d)::DATE s FROM days WHERE d BETWEEN '${range.from}' AND '${range.to}') ORDER BY s`;
}

function sourceSql({ from, to }: Days, of: string): string {
  return `tags.events WHERE time::DATE BETWEEN '${from}' AND '${to}' AND ${of}`;
}

function valuesSql({ unit }: Spec, range: Days, starts: string, of: string, value: string): string {
  return `SELECT (SELECT ${value} FROM ${sourceSql(range, of)} AND date_trunc('${unit}', time)::DATE = p.s) FROM (${starts}) p ORDER BY p.s`;
}

function movingSql(spec: Spec, of: string, value: string): string {
  const { unit, range, movingAverage = 2 } = spec;
  const whole = `s >= DATE '${range.from}' AND s + INTERVAL 1 ${unit} <= DATE '${range.to}' + INTERVAL 1 DAY`;
  const cells = `SELECT s, CASE WHEN ${whole} THEN (SELECT ${value} FROM ${sourceSql(range, of)} AND date_trunc('${unit}', time)::DATE = p.s) END v FROM (${startsSql(spec)}) p`;
  return `SELECT CASE WHEN count(v) OVER w = ${movingAverage} THEN avg(v) OVER w END FROM (${cells}) WINDOW w AS (ORDER BY s ROWS ${movingAverage - 1} PRECEDING) ORDER BY s`;
}

/** Day by day: each day of the range in its place, moved back as a whole. */
function comparedSql(spec: Spec, of: string, value: string): string {
  const { unit, range, compare } = spec;
  const periods = `(SELECT count(*) FROM (${startsSql(spec)}))`;
  const back =
    compare === 'previousPeriod'
      ? `${periods}::INTEGER * INTERVAL 1 ${unit}`
      : unit === 'week'
        ? 'INTERVAL 364 DAY'
        : 'INTERVAL 1 YEAR';
  const start = `(p.s - ${back})`;
  const low = `${start} + (greatest(p.s, DATE '${range.from}') - p.s) * INTERVAL 1 DAY`;
  const end = `CASE WHEN p.s + INTERVAL 1 ${unit} <= DATE '${range.to}' + INTERVAL 1 DAY THEN ${start} + INTERVAL 1 ${unit}
    ELSE least(${start} + INTERVAL 1 ${unit}, ${start} + (DATE '${range.to}' + 1 - p.s) * INTERVAL 1 DAY) END`;
  const early = `${start} + INTERVAL 1 ${unit} <= (SELECT min(time)::DATE FROM tags.events)`;
  return `SELECT CASE WHEN NOT ${early} THEN (SELECT ${value} FROM tags.events WHERE time >= ${low} AND time < ${end} AND ${of}) END FROM (${startsSql(spec)}) p ORDER BY p.s`;
}

function stickinessSql(spec: Spec, of: string): string {
  const { unit, range } = spec;
  const days = `(SELECT count(*) FROM days WHERE d BETWEEN '${range.from}' AND '${range.to}' AND date_trunc('${unit}', d)::DATE = p.s)`;
  return `SELECT (SELECT count(DISTINCT (row, time::DATE)) / nullif(count(DISTINCT row), 0) FROM ${sourceSql(range, of)} AND date_trunc('${unit}', time)::DATE = p.s) / ${days} FROM (${startsSql(spec)}) p ORDER BY p.s`;
}

async function column(test: TestKernel, sql: string): Promise<(string | null)[]> {
  const text = `FROM (WITH days AS (SELECT unnest(generate_series(DATE '2025-01-01', DATE '2026-12-31', INTERVAL 1 DAY))::DATE d),
    members AS (SELECT * FROM tags.customers) ${sql})`;
  return (await test.textCells(text)).map(([cell]) => cell ?? null);
}

function close(found: readonly (number | null)[], expected: readonly (string | null)[], said: string): void {
  expect(found.length, said).toBe(expected.length);
  for (const [at, value] of expected.entries()) {
    if (value === null) expect(found[at], `${said} at ${at}`).toBeNull();
    else expect(found[at], `${said} at ${at}`).toBeCloseTo(Number(value), 8);
  }
}
