import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BalanceChange } from '../../../shared/model/balanceChange';
import type { EntityMap } from '../../../shared/model/entities';
import { funnelSpecSchema } from '../../../shared/model/funnel';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { randomNumbers } from '../../support/bits';
import { describeEngines } from '../../support/engines';
import { type PlainEvent, plainFunnel } from '../../support/plainFunnel';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

const CUSTOMERS = 90;
const MONTH_ENDS = ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30'].map((day) => `2026-${day}`);
const MAP: EntityMap = {
  customers: { table: 'people', key: 'id' },
  attributes: [],
  events: [{ table: 'log', customer: 'who', time: 'at', name: { column: 'what' }, props: ['amount'] }],
  balances: [{ table: 'holdings', customer: 'who', day: 'day', props: ['assets', 'points', 'tier', 'since'] }],
  exposures: [],
  relations: [],
  asOf: '2026-06-30',
};

const change = (event: string, column: string, rule: BalanceChange['change']): BalanceChange => {
  return { event, table: 'holdings', column, change: rule };
};
const BELOW = change('跌破 50', 'assets', { kind: 'below', amount: 50 });

/** By change what its two observations `a`, `b` must be like, as one would write it by hand. */
const CHANGES: readonly (readonly [BalanceChange, string])[] = [
  [BELOW, 'NOT (a.assets < 50) AND b.assets < 50'],
  [change("it's above", 'assets', { kind: 'above', amount: 50 }), 'NOT (a.assets > 50) AND b.assets > 50'],
  [change('falls 30', 'assets', { kind: 'falls', by: { amount: 30 } }), 'b.assets + 30 <= a.assets'],
  [change('rises 20', 'points', { kind: 'rises', by: { amount: 20 } }), 'b.points - a.points >= 20'],
  [
    change('falls half', 'assets', { kind: 'falls', by: { percent: 50 } }),
    'a.assets <> 0 AND a.assets - b.assets >= CASE WHEN a.assets > 0 THEN a.assets / 2 ELSE -a.assets / 2 END',
  ],
  [
    change('doubles', 'points', { kind: 'rises', by: { percent: 100 } }),
    'a.points <> 0 AND b.points - a.points >= greatest(a.points, -a.points)',
  ],
  [change('tier changes', 'tier', { kind: 'becomes' }), 'a.tier <> b.tier'],
  [change('loses gold', 'tier', { kind: 'becomes', from: 'gold' }), "a.tier = 'gold' AND b.tier <> 'gold'"],
  [change('gold', 'tier', { kind: 'becomes', to: 'gold' }), "a.tier <> 'gold' AND b.tier = 'gold'"],
  [change('up', 'tier', { kind: 'becomes', from: "o'k", to: 'gold' }), "a.tier = 'o''k' AND b.tier = 'gold'"],
  [change('zero points', 'points', { kind: 'becomes', to: '0' }), 'a.points <> 0 AND b.points = 0'],
];

describeEngines('changes of balances', (engine) => {
  let test: TagKernel;
  const log = randomLog();

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', `id\n${Array.from({ length: CUSTOMERS }, (_, id) => `c${id}`).join('\n')}\n`);
    await test.load(
      'log',
      `who,what,at,amount\n${log.map(({ customer, name, time }) => `c${customer},${name},${timeText(time)},1.5`).join('\n')}\n`,
    );
    await test.load('holdings', holdings(1));
    await test.call('entities.apply', { map: { ...MAP, balanceChanges: CHANGES.map(([each]) => each) } });
  });

  afterAll(() => test.kernel.close());

  it('are events of the pairs of known values that follow each other, as the database pairs them by itself', async () => {
    const states = new Map((await test.call('balanceChanges.list', {})).map((state) => [state.change.event, state]));
    for (const [{ event, column }, condition] of CHANGES) {
      const name = event.replaceAll("'", "''");
      const events =
        await test.textCells(`FROM (SELECT CAST(c.id AS VARCHAR), e.time, coalesce(CAST(e.before AS VARCHAR), value_before),
        coalesce(CAST(e.after AS VARCHAR), value_after), e.change FROM tags.events AS e JOIN tags.customers AS c ON c.row = e.row
        WHERE e.name = '${name}' ORDER BY c.id, e.time)`);
      const isText = states.get(event)?.change.change.kind === 'becomes';
      const cell = (of: string) => `CAST(${isText ? `${of}.${column}` : `CAST(${of}.${column} AS DOUBLE)`} AS VARCHAR)`;
      const difference = isText ? 'NULL' : `round(CAST(b.${column} AS DOUBLE) - a.${column}, 6)`;
      const pairs = await test.textCells(`FROM (WITH o AS (SELECT *, row_number() OVER (PARTITION BY who ORDER BY day) AS k
        FROM data.holdings WHERE ${column} IS NOT NULL AND who LIKE 'c%')
        SELECT b.who, CAST(b.day AS TIMESTAMP), ${cell('a')}, ${cell('b')}, CAST(${difference} AS DOUBLE) FROM o AS a JOIN o AS b ON b.who = a.who AND b.k = a.k + 1
        WHERE ${condition} ORDER BY b.who, b.day)`);
      expect({ event, events }).toEqual({ event, events: pairs });
      expect(pairs.length).toBeGreaterThan(3);
      const observed = await test.countBySql(
        `SELECT count(*) FROM (SELECT 1 FROM data.holdings WHERE ${column} IS NOT NULL AND who LIKE 'c%' GROUP BY who HAVING count(*) > 1)`,
        [],
      );
      const days = pairs.map(([, day]) => String(day).slice(0, 10)).sort();
      expect(states.get(event)).toMatchObject({
        n: pairs.length,
        customers: new Set(pairs.map(([who]) => who)).size,
        observed,
        first: days[0],
        last: days.at(-1),
      });
    }
  });

  it('are read like every other event: by rules, trends, paths, the list of events and the timeline', async () => {
    const { n, customers } = (await test.call('balanceChanges.list', {}))[0] ?? { n: 0, customers: 0 };
    const { event } = BELOW;
    const kinds = await test.call('events.list', {});
    expect(kinds.find((kind) => kind.event === event)).toMatchObject({ n, customers, props: ['before', 'after', 'change'] });
    const rule = { kind: 'event', event, where: [], measure: 'count', op: 'gte', values: [1] } as const;
    expect((await test.call('rules.count', { rule })).count).toBe(customers);
    const below = { ...rule, where: [{ prop: 'after', op: 'lt' as const, values: [20] }] };
    const under20 = await test.countBySql('SELECT count(DISTINCT row) FROM tags.events WHERE name = $1 AND after < 20', [event]);
    expect((await test.call('rules.count', { rule: below })).count).toBe(under20);
    expect(under20).toBeGreaterThan(0);
    const range = { from: '2026-01-01', to: '2026-06-30' };
    const { series } = await test.call('trends.compute', { spec: { series: [{ event }], unit: 'month', range } });
    expect(series[0]?.total).toBe(n);
    const { nodes } = await test.call('paths.compute', { spec: { from: { event }, range } });
    expect(nodes.find(({ depth }) => depth === 0)).toMatchObject({ name: event, count: customers });
    const [[who = '', day = ''] = []] = await test.textCells(
      `FROM (SELECT c.id, e.time FROM tags.events AS e JOIN tags.customers AS c ON c.row = e.row WHERE e.name = '${event}' ORDER BY e.time, c.id LIMIT 1)`,
    );
    const timeline = await test.call('customers.timeline', { customer: who ?? '' });
    expect(timeline.events.find((each) => each.event === event && each.time === day)?.props.map(({ prop }) => prop)).toEqual([
      'before',
      'after',
      'change',
    ]);
    expect((await test.call('entities.get', {})).props.map(({ id }) => id)).toEqual([
      'amount',
      'before',
      'after',
      'change',
      'value_before',
      'value_after',
    ]);
  });

  it('are steps of a funnel as a plain reading of all events finds them', async () => {
    const spec = funnelSpecSchema.parse({
      steps: [{ event: 'open' }, { event: BELOW.event }, { event: 'leave' }],
      within: { n: 90, unit: 'day' },
      range: { from: '2026-01-01', to: '2026-06-30' },
    });
    const places = await test.textCells(
      `FROM (SELECT CAST(substr(c.id, 2) AS INTEGER), epoch(e.time) FROM tags.events AS e JOIN tags.customers AS c ON c.row = e.row WHERE e.name = '${BELOW.event}')`,
    );
    const changes = places.map(([customer, time], place) => {
      return {
        customer: Number(customer),
        line: log.length + place,
        name: BELOW.event,
        time: Number(time),
        product: null,
        amount: null,
      };
    });
    const plain = plainFunnel(spec, [...log, ...changes], new Set());
    const reached = spec.steps.map((_, step) => plain.attempts.filter(({ times }) => times[step] !== null).length);
    const { steps } = await test.call('funnels.compute', { spec });
    expect(steps.map(({ count }) => count)).toEqual(reached);
    expect(reached.at(-1)).toBeGreaterThan(3);
  });

  it('compare with the last known value, never with a first one, and take equal for no crossing', async () => {
    const own = startTagKernel(engine);
    await own.call('workspace.create', { file: null });
    await own.load('people', 'id\na\nb\nc\nd\n');
    const days = (who: string, values: readonly (number | string)[]) =>
      values.map((value, month) => `${who},${MONTH_ENDS[month]},${value}`).join('\n');
    const rows = [days('a', [60, 50, 49.5, '', 51, 40]), days('b', [10, 0, -5]), days('c', [0.3, 0.1]), days('d', [40])];
    await own.load('holdings', `who,day,assets\n${rows.join('\n')}\n`);
    const balances = [{ table: 'holdings', customer: 'who', day: 'day', props: ['assets'] }];
    const changes = [
      BELOW,
      change('falls 20 %', 'assets', { kind: 'falls', by: { percent: 20 } }),
      change('falls 0.2', 'assets', { kind: 'falls', by: { amount: 0.2 } }),
    ];
    await own.call('entities.apply', {
      map: { customers: { table: 'people', key: 'id' }, balances, balanceChanges: changes, asOf: '2026-06-30' },
    });
    const found = async (event: string) =>
      (
        await own.textCells(
          `FROM (SELECT c.id, CAST(e.time AS DATE) FROM tags.events AS e JOIN tags.customers AS c ON c.row = e.row WHERE e.name = '${event}' ORDER BY c.id, e.time)`,
        )
      ).map((row) => row.join(' '));
    expect(await found(BELOW.event)).toEqual(['a 2026-03-31', 'a 2026-06-30']);
    expect(await found('falls 20 %')).toEqual(['a 2026-06-30', 'b 2026-02-28', 'c 2026-02-28']);
    expect(await found('falls 0.2')).toEqual([
      'a 2026-02-28',
      'a 2026-03-31',
      'a 2026-06-30',
      'b 2026-02-28',
      'b 2026-03-31',
      'c 2026-02-28',
    ]);
    await own.kernel.close();
  });

  it('are previewed without a trace, saved, renamed, followed by new loads, and kept while something asks for them', async () => {
    const count = (event: string) => test.countBySql('SELECT count(*) FROM tags.events WHERE name = $1', [event]);
    const next = change('under 20', 'assets', { kind: 'below', amount: 20 });
    const before = await test.call('workspace.info', {});
    const facts = await test.call('balanceChanges.preview', { change: next });
    expect(await count('under 20')).toBe(0);
    expect((await test.call('workspace.info', {}))?.dataVersion).toBe(before?.dataVersion);
    await test.call('balanceChanges.save', { change: next });
    expect(await count('under 20')).toBe(facts.n);
    expect(facts.n).toBeGreaterThan(3);
    await test.call('balanceChanges.save', { change: { ...next, event: 'poor' }, replaces: 'under 20' });
    expect([await count('under 20'), await count('poor')]).toEqual([0, facts.n]);
    const rule = { kind: 'event', event: 'poor', where: [], measure: 'count', op: 'gte', values: [1] } as const;
    const who = { kind: 'all', rules: [rule] } as const;
    await test.call('segments.save', { segment: { id: 's', name: 'Poor ones', who } });
    const refused = await test.failure('balanceChanges.remove', { event: 'poor' });
    expect(refused.message).toBe('"poor" is named by: "Poor ones".');
    const former = (await test.call('rules.count', { rule })).count;
    await test.load('holdings', holdings(2));
    expect((await test.call('rules.count', { rule })).count).toBe(
      await test.countBySql("SELECT count(DISTINCT row) FROM tags.events WHERE name = 'poor'", []),
    );
    expect((await test.call('rules.count', { rule })).count).not.toBe(former);
    await test.call('segments.remove', { id: 's' });
    const steps = [{ event: 'open' }, { event: 'poor' }];
    const funnel = { steps, within: { n: 30, unit: 'day' as const }, range: { from: '2026-01-01', to: '2026-06-30' } };
    const item = { kind: 'funnel' as const, id: 'f', spec: funnel };
    await test.call('boards.save', { board: { id: 'b', name: 'My board', items: [item] } });
    expect((await test.failure('balanceChanges.remove', { event: 'poor' })).message).toBe('"poor" is named by: "My board".');
    await test.call('boards.remove', { id: 'b' });
    await test.call('balanceChanges.remove', { event: 'poor' });
    expect((await test.failure('rules.count', { rule })).code).toBe('UNKNOWN_EVENT');
  });

  it('make alerts of the segments that ask for them, with the members whom no work list holds', async () => {
    const asks = (event: string) => ({ kind: 'event', event, measure: 'count', op: 'gte', values: [1] }) as const;
    const alert = (rule: Input<KernelMethods, 'segments.save'>['segment']['who']) => ({ id: 'alert', name: 'Alert', who: rule });
    await test.call('segments.save', { segment: alert(asks('gold')) });
    const before = (await test.call('rules.count', { rule: asks('gold') })).count;
    const fresh = { segment: 'alert', name: 'Alert', events: ['gold'], members: before, fresh: before, last: null };
    const alerts = async () => (await test.call('workLists.alerts', {})).filter(({ segment }) => segment === 'alert');
    expect(await alerts()).toEqual([fresh]);
    const metrics = [{ kind: 'mean' as const, label: 'points', of: { tag: 'holdings.points' } }];
    const days = { from: '2026-07-01', to: '2026-07-14' };
    const campaign = {
      id: 'CALL',
      name: 'Call',
      purpose: 'care',
      who: 'alert',
      holdout: 0.5,
      arms: [{ variant: 'a' }],
      metrics,
      ...days,
    };
    await test.call('campaigns.save', { campaign });
    await test.call('campaigns.release', { id: 'CALL' });
    expect(await alerts()).toEqual([fresh]);
    const managers = [{ name: 'Li', capacity: 100 }];
    const { openedAt } = await test.call('workLists.open', { plan: { campaign: 'CALL', managers, due: '2026-07-14' } });
    const last = { campaign: 'CALL', name: 'Call', openedAt };
    expect(await alerts()).toEqual([{ ...fresh, fresh: 0, last }]);
    const wider = { kind: 'any', rules: [asks('gold'), asks('falls half')] } as const;
    await test.call('segments.save', { segment: alert(wider) });
    const members = (await test.call('rules.count', { rule: wider })).count;
    expect(members).toBeGreaterThan(before);
    const events = CHANGES.map(([{ event }]) => event).filter((event) => ['gold', 'falls half'].includes(event));
    expect(await alerts()).toEqual([{ ...fresh, events, members, fresh: members - before, last }]);
  });

  it('can be asked for where they happened to nobody', async () => {
    const never = change('never', 'assets', { kind: 'above', amount: 1e9 });
    await test.call('balanceChanges.save', { change: never });
    const rule = { kind: 'event', event: 'never', where: [], measure: 'count', op: 'gte', values: [1] } as const;
    expect((await test.call('rules.count', { rule })).count).toBe(0);
    await test.call('balanceChanges.remove', { event: 'never' });
  });

  it('say in a sentence what they cannot be', async () => {
    const refused = async (changed: Partial<BalanceChange>) => {
      const error = await test.failure('balanceChanges.preview', { change: { ...BELOW, event: 'new', ...changed } });
      return `${error.code} ${error.message}`;
    };
    expect(await refused({ event: 'open' })).toBe('INVALID_ENTITIES There is an event "open" in the data already.');
    expect(await refused({ event: BELOW.event })).toBe('INVALID_ENTITIES Two changes of balances have the name "跌破 50".');
    expect(await refused({ table: 'people' })).toBe(
      'UNKNOWN_TABLE The change "new": "people" is no table that balances are taken from.',
    );
    expect(await refused({ column: 'gone' })).toBe(
      'UNKNOWN_COLUMN The change "new": the balances of holdings have no column "gone".',
    );
    expect(await refused({ column: 'tier' })).toBe(
      'INVALID_ENTITIES The change "new" compares amounts; the column "tier" is of type text.',
    );
    expect(await refused({ change: { kind: 'becomes' } })).toBe(
      'INVALID_ENTITIES The change "new" compares values of text; the column "assets" is of type number.',
    );
    expect(await refused({ column: 'since', change: { kind: 'becomes' } })).toMatch(/"since" is of type date/);
    for (const amount of [Number.NaN, Number.POSITIVE_INFINITY, '5' as never])
      await expect(refused({ change: { kind: 'below', amount } })).rejects.toThrow('a finite number');
    await expect(refused({ change: { kind: 'falls', by: { percent: 0 } } })).rejects.toThrow('a number above 0');
    expect((await test.failure('balanceChanges.remove', { event: 'gone' })).message).toBe(
      'There is no change of balances "gone".',
    );
  });
});

/** Balances at six month ends, with unknown cells, missing months and a customer whom nobody knows. */
function holdings(seed: number): string {
  const random = randomNumbers(seed);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)];
  const rows = Array.from({ length: CUSTOMERS + 2 }, (_, customer) => {
    const who = customer < CUSTOMERS ? `c${customer}` : `x${customer}`;
    return MONTH_ENDS.filter(() => random() < 0.85).map((day) => {
      const assets = random() < 0.15 ? '' : Math.floor(random() * 13) * 10 - 20 + (random() < 0.5 ? 0.25 : 0);
      const points = random() < 0.1 ? '' : Math.floor(random() * 9) * 5 - 10;
      return [who, day, assets, points, pick(['gold', "o'k", 'basic', '']), day].join(',');
    });
  });
  // Out of order, as files are.
  return `who,day,assets,points,tier,since\n${rows.reverse().flat().join('\n')}\n`;
}

function randomLog(): PlainEvent[] {
  const random = randomNumbers(7);
  const first = Date.parse('2026-01-01T00:00:00Z') / 1000;
  return Array.from({ length: CUSTOMERS * 8 }, (_, line) => ({
    customer: Math.floor(random() * CUSTOMERS),
    line,
    name: random() < 0.5 ? 'open' : 'leave',
    time: first + Math.floor(random() * 180) * 86_400 + Math.floor(random() * 3) * 36_000,
    product: null,
    amount: null,
  }));
}

function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
