import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RetentionSpec, RetentionTable } from '../../../shared/model/retention';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { randomNumbers } from '../../support/bits';
import { loadCdnow } from '../../support/cdnow';
import { describeEngines } from '../../support/engines';
import type { TestKernel } from '../../support/kernel';
import { ACTS, AS_OF, CHANNELS, CITIES } from '../../support/randomBank';
import { openRandomBank } from '../../support/randomWorkspace';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'retention.compute'>['spec'];

interface Golden {
  readonly cohorts: Readonly<
    Record<string, Record<'active' | 'retention' | 'revenue' | 'ltv_cumulative_per_customer', number[]> & { size: number }>
  >;
}

/** Of pandas; the same from SQL. */
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../shared/data/goldens/cohort_cdnow.json'), 'utf8'),
) as Golden;

const PURCHASE = { event: 'purchase' };
const MONTHLY: Spec = {
  start: PURCHASE,
  return: PURCHASE,
  unit: 'month',
  range: { from: '1997-01-01', to: '1997-12-31' },
  value: 'paid',
};

describeEngines('retention of CDNOW', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = startTagKernel(engine);
    await loadCdnow(test);
  });

  afterAll(() => test.kernel.close());

  it('has every cohort of the reference: sizes, customers, shares, revenue and cumulative value', async () => {
    const { cohorts, customers } = await test.call('retention.compute', { spec: MONTHLY });
    expect(cohorts.map(({ start, size }) => [start.slice(0, 7), size])).toEqual(
      Object.entries(golden.cohorts).map(([month, { size }]) => [month, size]),
    );
    expect(customers).toEqual({ asked: 23_570, started: 23_570, inRange: 23_570 });
    for (const { start, cells } of cohorts) {
      const expected = golden.cohorts[start.slice(0, 7)] ?? expect.fail(start);
      expect(cells.map(({ count }) => count)).toEqual(expected.active);
      expect(cells.map(({ share }) => share)).toEqual(expected.retention);
      expect(cells.map(({ value }) => value)).toEqual(expected.revenue);
      for (const [period, { cumulativePerCustomer }] of cells.entries())
        expect(cumulativePerCustomer).toBeCloseTo(expected.ltv_cumulative_per_customer[period] ?? Number.NaN, 9);
      expect(cells.every(({ complete }) => complete)).toBe(true);
    }
  });

  it('averages over cohorts by their sizes', async () => {
    const { average } = await test.call('retention.compute', { spec: MONTHLY });
    const all = Object.values(golden.cohorts);
    for (const { period, share, cohorts } of average) {
      const there = all.filter(({ active }) => active.length > period);
      const count = there.reduce((sum, { active }) => sum + (active[period] ?? 0), 0);
      expect(cohorts).toBe(there.length);
      expect(share).toBeCloseTo(count / there.reduce((sum, { size }) => sum + size, 0), 12);
    }
  });

  it('leaves on a board as its averages, without what rests on a handful of customers', async () => {
    const items = [
      { kind: 'retention' as const, id: 'shares', spec: { ...MONTHLY, value: undefined } },
      { kind: 'retention' as const, id: 'values', title: 'Worth', spec: MONTHLY, view: 'value' as const },
      {
        kind: 'retention' as const,
        id: 'few',
        spec: { ...MONTHLY, unit: 'day' as const, range: { from: '1997-01-14', to: '1997-01-14' } },
      },
    ];
    await test.call('boards.save', { board: { id: 'b', name: 'Board', items } });
    const path = join(engine.folder, 'board.html');
    await test.call('reports.board', { board: 'b', language: 'en', file: test.grant(path) });
    const html = readFileSync(path, 'utf8');
    const { average } = await test.call('retention.compute', { spec: MONTHLY });
    expect(html).toContain('<h2>Retention: purchase → purchase</h2>');
    expect(html).toContain('<h2>Worth</h2>');
    const cells = (title: string) =>
      html
        .split(`<h2>${title}</h2>`)[1]
        ?.match(/<td>[^<]*<\/td>/g)
        ?.slice(1) ?? [];
    expect(cells('Retention: purchase → purchase')[1]).toBe(`<td>${(Number(average[1]?.share) * 100).toFixed(1)}%</td>`);
    expect(cells('Worth')[17]).toBe(`<td>${Number(average[17]?.cumulativePerCustomer).toFixed(2)}</td>`);
    const few = await test.call('retention.compute', { spec: items[2]?.spec ?? MONTHLY });
    const small = few.average.some(({ count }) => count > 0 && count < 10);
    expect(small).toBe(true);
    expect(html).toContain('too few, not shown');
  });

  it('is SQL where SQL says it simply', async () => {
    const spec: Spec = { ...MONTHLY, unit: 'week', kind: 'onOrAfter', range: { from: '1997-02-03', to: '1997-02-09' } };
    const { cohorts } = await test.call('retention.compute', { spec });
    expect(cohorts.map(({ start }) => start)).toEqual(['1997-02-03']);
    for (const week of [0, 1, 20, 72]) {
      const later = await test.countBySql(
        `SELECT count(*) FROM (SELECT customer FROM data.purchases GROUP BY customer
         HAVING min(bought) BETWEEN DATE '1997-02-03' AND DATE '1997-02-09' AND max(bought) >= DATE '1997-02-03' + ${week * 7})`,
        [],
      );
      expect(cohorts[0]?.cells[week]?.count).toBe(later);
    }
  });
});

const RANGE = { from: '2026-01-05', to: '2026-05-20' };

describeEngines('retention of a random bank', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = await openRandomBank(engine);
  });

  afterAll(() => test.kernel.close());

  const count = async (cell: Input<KernelMethods, 'retention.rule'>['cell']) => {
    const { rule } = await test.call('retention.rule', { cell });
    return (await test.call('rules.count', { rule })).count;
  };

  it('opens every kind of calendar cell into a rule that counts the same customers', async () => {
    const random = randomNumbers(11);
    let looked = 0;
    for (let round = 0; round < (engine.name === 'native' ? 60 : 12); round++) {
      const spec = randomSpec(random);
      const answer = await test.call('retention.compute', { spec });
      for (const [level, table] of [
        [undefined, answer] as const,
        ...(answer.levels ?? []).map((each, at) => [at, each] as const),
      ]) {
        const found = someCell(table, random);
        if (!found) continue;
        const { cohort, cell } = found;
        const asked = { spec, cohort: cohort.start, ...(level === undefined ? {} : { level }) };
        const said = JSON.stringify({ ...asked, period: cell.period });
        expect(await count({ ...asked, period: cell.period }), said).toBe(cell.count);
        expect(await count({ ...asked, period: cell.period, returned: false }), said).toBe(cohort.size - cell.count);
        expect(await count(asked), said).toBe(cohort.size);
        looked += cell.count > 0 ? 1 : 0;
      }
    }
    expect(looked).toBeGreaterThan(engine.name === 'native' ? 100 : 15);
  });

  it('tells the levels of a tag and segments apart, and they add up', async () => {
    const spec: Spec = { start: 'first', return: 'any', unit: 'month', range: RANGE, by: { tag: 'city' } };
    const { cohorts, levels = [], hiddenLevels } = await test.call('retention.compute', { spec });
    expect(hiddenLevels).toBe(0);
    expect(levels.at(-1)).toMatchObject({ value: null, label: '' });
    const sizes = (table: RetentionTable) => table.cohorts.reduce((sum, { size }) => sum + size, 0);
    expect(levels.reduce((sum, level) => sum + sizes(level), 0)).toBe(sizes({ cohorts, average: [] }));
    const by = { segments: ['rich', 'rich-or-new'] };
    const segments = await test.call('retention.compute', { spec: { ...spec, by } });
    expect(segments.levels?.map(({ label }) => label)).toEqual(['Rich', 'Rich or new']);
  });

  it('is a sentence where the question cannot be answered', async () => {
    const spec: Spec = { start: { event: 'buy' }, return: 'any', unit: 'day', range: RANGE };
    const failure = (more: Partial<Spec>) => test.failure('retention.compute', { spec: { ...spec, ...more } });
    expect(await failure({ range: { from: '2026-02-02', to: '2026-02-01' } })).toMatchObject({
      message: 'The range starts on 2026-02-02, after its end on 2026-02-01.',
    });
    expect(await failure({ range: { from: '1970-01-01', to: '9999-12-31' } })).toMatchObject({
      message: 'The range makes 20635 cohorts; at most 400 can be shown.',
    });
    expect(await failure({ start: { event: 'gone' } })).toMatchObject({
      code: 'UNKNOWN_EVENT',
      message: 'start event: there is no event "gone" in the data.',
    });
    expect(await failure({ return: { event: 'sell', where: [{ prop: 'nothing', op: 'isNull' }] } })).toMatchObject({
      message: 'return event: events have no property "nothing".',
    });
    expect(await failure({ value: 'channel' })).toMatchObject({ code: 'INVALID_RULE' });
    expect(await failure({ brackets: [3, 1] })).toMatchObject({ at: { path: 'brackets' } });
    expect(await failure({ by: { tag: 'balance' } })).toMatchObject({ at: { path: 'by.tag' } });
    expect(await failure({ who: 'nobody' })).toMatchObject({ code: 'UNKNOWN_SEGMENT' });
    const cell = { spec: { ...spec, periods: 'rolling' as const }, cohort: '2026-02-02', period: 1 };
    expect(await test.failure('retention.rule', { cell })).toMatchObject({ hint: 'Count calendar periods instead.' });
    for (const gone of [{ cohort: '2020-01-01' }, { period: 400 }]) {
      const asked = { spec, cohort: '2026-02-02', period: 1, ...gone };
      expect(await test.failure('retention.rule', { cell: asked })).toMatchObject({ hint: 'Ask for the table again.' });
    }
  });

  it('has no cohort where nobody started, and is stopped when it is cancelled', async () => {
    const late: Spec = { start: { event: 'buy' }, return: 'any', unit: 'day', range: { from: '2026-07-01', to: '2026-07-20' } };
    expect(await test.call('retention.compute', { spec: late })).toMatchObject({ cohorts: [], average: [], periods: [] });
    const stopped = AbortSignal.abort();
    expect(await test.failure('retention.compute', { spec: { ...late, range: RANGE } }, stopped)).toMatchObject({
      code: 'CANCELLED',
    });
  });
});

describeEngines('retention of few events', (engine) => {
  const load = async (events: readonly string[]) => {
    const test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', 'id\nA\nB\n');
    await test.load('acts', `who,at,what,paid\n${events.join('\n')}\n`);
    const source = { table: 'acts', customer: 'who', time: 'at', name: { column: 'what' }, props: ['paid'] };
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events: [source] } });
    return test;
  };
  const spec: Spec = { start: 'first', return: 'any', unit: 'month', range: { from: '2024-01-01', to: '2024-12-31' } };

  it('is an empty table without events, and one cell of one event', async () => {
    const none = startTagKernel(engine);
    await none.call('workspace.create', { file: null });
    await none.load('people', 'id\nA\n');
    await none.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events: [], asOf: '2024-01-31' } });
    expect(await none.call('retention.compute', { spec })).toMatchObject({
      cohorts: [],
      customers: { asked: 1, started: 0, inRange: 0 },
    });
    await none.kernel.close();
    const one = await load(['A,2024-05-10 10:00:00,buy,3']);
    expect(await one.call('retention.compute', { spec: { ...spec, value: 'paid' } })).toMatchObject({
      cohorts: [{ start: '2024-05-01', size: 1, cells: [{ count: 1, share: 1, complete: false, value: 3 }] }],
      customers: { asked: 2, started: 1, inRange: 1 },
    });
    await one.kernel.close();
  });

  it('leaves events without a time and unknown customers out, and a customer who began before the range', async () => {
    const test = await load([
      'A,,buy,1',
      'A,2024-03-01 00:00:00,buy,1',
      'C,2024-02-01 00:00:00,buy,1',
      'B,2023-12-31 23:59:59,look,1',
      'B,2024-02-01 00:00:00,buy,1',
    ]);
    const { cohorts, customers } = await test.call('retention.compute', { spec });
    expect(customers).toEqual({ asked: 2, started: 2, inRange: 1 });
    expect(cohorts.map(({ start, size }) => [start, size])).toEqual([['2024-03-01', 1]]);
    await test.kernel.close();
  });

  it('takes days of 1970 and of 9999', async () => {
    const test = await load(['A,1970-01-01 00:00:00,buy,1', 'A,9999-12-31 12:00:00,buy,2']);
    const wide: Spec = { ...spec, range: { from: '1970-01-01', to: '1970-12-31' }, kind: 'onOrAfter' };
    const { cohorts, beyond } = await test.call('retention.compute', { spec: wide });
    expect(cohorts).toMatchObject([{ start: '1970-01-01', size: 1 }]);
    expect(cohorts[0]?.cells.at(-1)).toMatchObject({ period: 399, count: 1 });
    expect(beyond).toBe((9999 - 1970 + 1) * 12 - 400);
    await test.kernel.close();
  });
});

function someCell({ cohorts }: RetentionTable, random: () => number) {
  const cohort = cohorts[Math.floor(random() * cohorts.length)];
  const cell = cohort?.cells[Math.floor(random() ** 2 * cohort.cells.length)];
  return cohort && cell ? { cohort, cell } : null;
}

function randomSpec(random: () => number): Spec {
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const filter = () => {
    const where = pick<NonNullable<Exclude<RetentionSpec['start'], 'first'>['where']>>(
      [],
      [],
      [{ prop: 'channel', op: 'in', values: [pick(...CHANNELS), 'app'] }],
      [{ prop: 'amount', op: 'gte', values: [2] }],
    );
    return { event: pick(...ACTS), where };
  };
  const by = pick<Spec['by']>(undefined, undefined, { tag: 'city' }, { tag: 'active' }, { segments: ['rich', 'rich-or-new'] });
  const who = pick<Spec['who']>(undefined, 'rich', { kind: 'tag', tag: 'city', op: 'isNot', values: [CITIES[0] ?? ''] });
  const brackets = pick<Spec['brackets']>(undefined, undefined, [1, 3, 7, 14]);
  return {
    start: pick<Spec['start']>('first', filter(), filter()),
    return: pick<Spec['return']>('any', filter(), filter()),
    unit: pick('day', 'week', 'month'),
    kind: pick('on', 'onOrAfter'),
    range: { from: pick('2026-01-05', '2026-05-01'), to: pick('2026-05-20', AS_OF, '2026-08-01') },
    ...(by ? { by } : {}),
    ...(who ? { who } : {}),
    ...(brackets ? { brackets } : {}),
  };
}
