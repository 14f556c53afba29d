import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RetentionTable } from '../../../shared/model/retention';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { randomNumbers } from '../../support/bits';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'retention.compute'>['spec'];

const CUSTOMERS = 300;
const AS_OF = '2026-06-17';
/** Ends of months, but none of March; the last one is after the as-of day. */
const DAYS = ['2025-12-31', '2026-01-31', '2026-02-15', '2026-02-28', '2026-04-30', '2026-05-31', '2026-06-15', '2026-06-30'];
const MONTHLY: Spec = {
  start: { event: 'open' },
  return: 'any',
  unit: 'month',
  range: { from: '2026-01-01', to: '2026-06-30' },
  balance: { table: 'held', column: 'assets' },
};

describeEngines('retained balances', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    const random = randomNumbers(5);
    const day = () => new Date(Date.UTC(2026, 0, 1 + Math.floor(random() * 165))).toISOString().slice(0, 10);
    const people = Array.from({ length: CUSTOMERS }, (_, id) => `c${id},${random() < 0.4 ? 'north' : 'south'}`);
    const acts = Array.from({ length: CUSTOMERS * 3 }, () => `c${Math.floor(random() * CUSTOMERS)},open,${day()}`);
    // A quarter of the rows are missing, some values are unknown, and one customer is nobody's.
    const held = Array.from({ length: CUSTOMERS + 1 }, (_, id) =>
      DAYS.filter(() => random() < 0.75).map((at) => {
        const assets = random() < 0.1 ? '' : (random() * 1000 - 100).toFixed(2);
        return `c${id},${at},${assets},gold`;
      }),
    );
    await test.load('people', `id,side\n${people.join('\n')}\n`);
    await test.load('log', `who,what,moment\n${acts.join('\n')}\n`);
    await test.load('held', `who,day,assets,tier\n${held.flat().join('\n')}\n`);
    const events = [{ table: 'log', customer: 'who', time: 'moment', name: { column: 'what' } }];
    const balances = [{ table: 'held', customer: 'who', day: 'day', props: ['assets', 'tier'] }];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events, balances, asOf: AS_OF } });
  });

  afterAll(() => test.kernel.close());

  /** Cohort, months since, last day of balances in that month, customers who hold something, sum: by joins alone. */
  const bySql = (where = 'TRUE') =>
    test.textCells(`FROM (
      WITH cohort AS (SELECT who, date_trunc('month', min(moment)) AS month FROM data.log WHERE moment <= DATE '${AS_OF}' GROUP BY who),
        last AS (SELECT date_trunc('month', day) AS month, max(day) AS day FROM data.held WHERE day <= DATE '${AS_OF}' GROUP BY ALL),
        month AS (SELECT unnest(generate_series(DATE '2026-01-01', DATE '2026-06-01', INTERVAL 1 MONTH)) AS month)
      SELECT CAST(CAST(c.month AS DATE) AS VARCHAR), date_diff('month', c.month, m.month) AS k, l.day, count(h.assets) FILTER (WHERE l.day IS NOT NULL),
        CASE WHEN l.day IS NOT NULL THEN round(coalesce(fsum(h.assets), 0), 6) END
      FROM cohort AS c JOIN data.people AS p ON p.id = c.who AND (${where}) JOIN month AS m ON m.month >= c.month
        LEFT JOIN last AS l ON l.month = m.month LEFT JOIN data.held AS h ON h.who = c.who AND h.day = l.day
      GROUP BY c.month, m.month, l.day ORDER BY c.month, k)`);
  const told = ({ cohorts }: RetentionTable) =>
    cohorts.flatMap(({ start, cells }) =>
      cells.map(({ period, balance }) => [
        start,
        String(period),
        balance?.day ?? null,
        String(balance?.customers),
        balance?.sum ?? null,
      ]),
    );
  const numbered = (rows: readonly (readonly (string | null)[])[]) =>
    rows.map((row) => row.map((cell, at) => (at === 4 && cell !== null ? Number(cell) : cell)));

  it('are what all customers of a cohort hold on the last day of balances in each period, as joins find it', async () => {
    const answer = await test.call('retention.compute', { spec: MONTHLY });
    const found = told(answer);
    expect(found).toEqual(numbered(await bySql()));
    expect(found.length).toBe(21);
    expect(found.filter(([, , day]) => day === null).map(([start, period]) => `${start} ${period}`)).toEqual([
      '2026-01-01 2',
      '2026-02-01 1',
      '2026-03-01 0',
    ]);
    for (const { start, cells } of answer.cohorts) {
      const first = cells[0]?.balance?.sum ?? null;
      for (const { balance } of cells) {
        const isKnown = start !== '2026-03-01' && balance?.sum !== null && Number(first) > 0;
        if (isKnown) expect(balance?.share).toBeCloseTo(Number(balance?.sum) / Number(first), 9);
        else expect(balance?.share).toBeNull();
      }
    }
    // What is not over by the as-of day has the last day before it.
    expect(answer.cohorts.map(({ cells }) => [cells.at(-1)?.balance?.day, cells.at(-1)?.complete])).toEqual(
      Array.from({ length: 6 }, () => ['2026-06-15', false]),
    );
  });

  it('stand beside customers whose numbers they leave as they are, and are averaged by what was held at first', async () => {
    const { balance: _, ...plain } = MONTHLY;
    const [beside, alone] = [
      await test.call('retention.compute', { spec: MONTHLY }),
      await test.call('retention.compute', { spec: plain }),
    ];
    const counts = ({ cohorts }: RetentionTable) => cohorts.map(({ size, cells }) => [size, cells.map(({ count }) => count)]);
    expect(counts(beside)).toEqual(counts(alone));
    expect(alone.cohorts[0]?.cells[0]).not.toHaveProperty('balance');
    // Of months after each other that are over, both with a day of balances, there are January with February, and April with May.
    const complete = beside.cohorts.filter(({ start }) => ['2026-01-01', '2026-04-01'].includes(start));
    const sum = (period: number) => complete.reduce((all, { cells }) => all + Number(cells[period]?.balance?.sum), 0);
    expect(beside.average[1]?.balance).toMatchObject({ cohorts: 2, share: expect.closeTo(sum(1) / sum(0), 9) });
    expect(beside.average[5]?.balance).toEqual({
      cohorts: 0,
      sum: 0,
      first: 0,
      share: { state: 'insufficient', found: 0, needed: 1 },
    });
  });

  it('leave on a board as their averages, without those of a handful of holders', async () => {
    const few = { kind: 'tag', tag: 'id', op: 'in', values: Array.from({ length: 45 }, (_, id) => `c${id}`) } as const;
    const items = [MONTHLY, { ...MONTHLY, who: few }].map((spec, id) => ({
      kind: 'retention' as const,
      id: String(id),
      title: `Part ${id}`,
      spec,
      view: 'balance' as const,
    }));
    await test.call('boards.save', { board: { id: 'b', name: 'Board', items } });
    const file = join(engine.folder, 'balances.html');
    await test.call('reports.board', { board: 'b', language: 'en', file: test.grant(file) });
    const html = readFileSync(file, 'utf8');
    const cells = (title: string) =>
      html
        .split(`<h2>${title}</h2>`)[1]
        ?.match(/<td>[^<]*<\/td>/g)
        ?.slice(1, 6) ?? [];
    const { average } = await test.call('retention.compute', { spec: MONTHLY });
    const share = average[1]?.balance?.share;
    expect(cells('Part 0').slice(0, 2)).toEqual(['<td>100.0%</td>', `<td>${(Number(share) * 100).toFixed(1)}%</td>`]);
    const part = await test.call('retention.compute', { spec: { ...MONTHLY, who: few } });
    const hidden = part.average.slice(0, 5).map(({ period, size }) => {
      const told = part.cohorts.filter(({ cells: all }) => all[period]?.complete && all[period]?.balance?.share !== null);
      const holders = told.map(({ cells: all }) =>
        Math.min(all[0]?.balance?.customers ?? 0, all[period]?.balance?.customers ?? 0),
      );
      const n = holders.reduce((sum, each) => sum + each, 0);
      return size >= 30 && n > 0 && n < 10;
    });
    expect(hidden).toContain(true);
    expect(cells('Part 1').map((cell) => cell.includes('too few, not shown'))).toEqual(hidden);
  });

  it('are told of levels apart, and of some customers alone', async () => {
    const { levels = [] } = await test.call('retention.compute', { spec: { ...MONTHLY, by: { tag: 'side' } } });
    expect(levels.map(({ value }) => value)).toEqual(['south', 'north']);
    for (const level of levels) expect(told(level)).toEqual(numbered(await bySql(`side = '${level.value}'`)));
    const who = { kind: 'tag', tag: 'side', op: 'is', values: ['north'] } as const;
    const north = await test.call('retention.compute', { spec: { ...MONTHLY, who } });
    expect(told(north)).toEqual(numbered(await bySql(`side = 'north'`)));
  });

  it('have brackets, and periods without a day where the unit is shorter than the days are apart', async () => {
    const brackets = await test.call('retention.compute', { spec: { ...MONTHLY, brackets: [1, 4] } });
    expect(brackets.cohorts[0]?.cells.map(({ balance }) => balance?.day)).toEqual(['2026-01-31', '2026-04-30']);
    const weekly = await test.call('retention.compute', { spec: { ...MONTHLY, unit: 'week' } });
    const [first] = weekly.cohorts;
    expect(first?.start).toBe('2025-12-29');
    expect(first?.cells.slice(0, 8).map(({ balance }) => balance?.day)).toEqual([
      '2025-12-31',
      null,
      null,
      null,
      '2026-01-31',
      null,
      '2026-02-15',
      null,
    ]);
  });

  it('say in a sentence what they cannot be of', async () => {
    const refused = async (change: Partial<Spec>) =>
      (await test.failure('retention.compute', { spec: { ...MONTHLY, ...change } })).message;
    expect(await refused({ balance: { table: 'people', column: 'side' } })).toBe(
      'balance: "people" is no table that balances are taken from.',
    );
    expect(await refused({ balance: { table: 'held', column: 'gone' } })).toBe(
      'balance: the balances of held have no column "gone".',
    );
    expect(await refused({ balance: { table: 'held', column: 'tier' } })).toBe(
      'A retained balance is a number; the column "tier" is of type text.',
    );
    expect(await refused({ periods: 'rolling' })).toMatch(/^Retained balances are told of calendar periods/);
  });
});
