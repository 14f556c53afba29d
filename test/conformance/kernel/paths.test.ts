import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PathAnswer, PathMark, PathSpec } from '../../../shared/model/path';
import type { Rule } from '../../../shared/model/rule';
import { randomNumbers } from '../../support/bits';
import { describeEngines } from '../../support/engines';
import type { TestKernel } from '../../support/kernel';
import { plainAnswer, plainMembers, plainPaths, toldAnswer } from '../../support/plainPaths';
import { isMember, matches } from '../../support/plainRules';
import { ACTS, customers, WORLD } from '../../support/randomBank';
import { randomPathSpec } from '../../support/randomPaths';
import { openRandomBank } from '../../support/randomWorkspace';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

/** Marks are looked for by the database, which takes longer where it is compiled to WebAssembly. */
const SPECS = { native: 600, wasm: 600 };
const SPECS_WITH_MARKS = { native: 60, wasm: 25 };
const DAYS: readonly [string, string][] = [
  ['2026-01-01', '2026-12-31'],
  ['2026-06-20', '2026-06-30'],
  ['2026-06-30', '2026-06-30'],
];
const WHOS: readonly (Rule | string | undefined)[] = [
  undefined,
  undefined,
  'rich-or-new',
  { kind: 'any', rules: [{ kind: 'tag', tag: 'active', op: 'is', values: [true] }] },
];
const ONLINE = { prop: 'online', op: 'is' as const, values: [true] };

/** A spec with every option, who it looks at and what else a start must meet. */
function specOf(random: () => number): PathSpec {
  const spec = randomPathSpec(random, ACTS, DAYS);
  const where = random() < 0.3 ? [ONLINE] : [];
  const who = WHOS[Math.floor(random() * WHOS.length)];
  return {
    ...spec,
    ...(spec.from ? { from: { ...spec.from, where } } : {}),
    ...(spec.to ? { to: { ...spec.to, where } } : {}),
    ...(who === undefined ? {} : { who }),
  };
}

function plainBankPaths(spec: PathSpec) {
  const { who = { kind: 'all', rules: [] } } = spec;
  const rule: Rule = typeof who === 'string' ? (WORLD.segments[who] as Rule) : who;
  const start = spec.from ?? spec.to;
  const moments = customers.map((customer) =>
    isMember(rule, customer, WORLD)
      ? customer.events
          .map((event) => ({
            name: event.name,
            at: Date.parse(`${event.time.replace(' ', 'T')}Z`),
            isStart: start === undefined || matches(start, event, customer, WORLD),
          }))
          .sort((a, b) => a.at - b.at)
      : [],
  );
  return plainPaths(moments, spec);
}

/** Every node, every link and every end of an answer. */
function marksOf({ nodes, links, direction }: PathAnswer): PathMark[] {
  const placeOf = (index: number) => {
    const { kind, name } = nodes[index] ?? { kind: 'other' as const, name: '' };
    return { kind, name };
  };
  return [
    ...nodes.map(({ depth }, index) => ({ depth, node: placeOf(index) })),
    ...nodes.flatMap(({ depth, ended }, index) => (ended > 0 ? [{ depth, node: placeOf(index), next: 'ended' as const }] : [])),
    ...links.map(({ from, to, depth }) => {
      const [near, far] = direction === 'to' ? [to, from] : [from, to];
      return { depth: depth - 1, node: placeOf(near), next: placeOf(far) };
    }),
  ];
}

describeEngines('paths of the random bank', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = await openRandomBank(engine);
  }, 60_000);
  afterAll(() => test.kernel.close());

  it('are those of their definition, with every option', async () => {
    const random = randomNumbers(126);
    let found = 0;
    for (let run = 0; run < SPECS[engine.factory.name]; run++) {
      const spec = specOf(random);
      const answer = await test.call('paths.compute', { spec });
      const plain = plainAnswer(plainBankPaths(spec), spec);
      const shown = toldAnswer(answer);
      if (answer.distinctSequences > spec.sequences) delete plain.sequences;
      expect({ run, spec, ...shown }).toMatchObject({ run, spec, ...plain });
      found += answer.paths;
    }
    expect(found).toBeGreaterThan(100_000);
  }, 300_000);

  it('have a rule for every node, link and end that finds exactly the customers it is said to', async () => {
    const random = randomNumbers(77);
    const kinds = new Set<string>();
    for (let run = 0; run < SPECS_WITH_MARKS[engine.factory.name]; run++) {
      const spec = specOf(random);
      const answer = await test.call('paths.compute', { spec });
      const marks = marksOf(answer);
      const mark = marks[Math.floor(random() * marks.length)];
      if (!mark) continue;
      const { n, rule } = await test.call('paths.members', { spec, mark });
      const told = { spec, mark, n };
      expect(told).toEqual({ spec, mark, n: plainMembers(plainBankPaths(spec), spec, mark).size });
      if (!rule) throw new Error('the random bank has keys');
      expect({ ...told, n: (await test.call('rules.count', { rule })).count }).toEqual(told);
      kinds.add(`${mark.node.kind} ${typeof mark.next === 'object' ? mark.next.kind : (mark.next ?? 'any')}`);
    }
    expect(kinds.size).toBeGreaterThan(4);
  }, 300_000);

  it('agree with window functions on which three events follow each other', async () => {
    const spec = { count: 'attempts' as const, depth: 2, range: { from: '2026-01-01', to: '2026-12-31' }, sequences: 200 };
    const { sequences, paths } = await test.call('paths.compute', { spec });
    const grams = await test.textCells(`FROM (
      SELECT name, two, three, count(*) AS n FROM (
        SELECT name, lead(name) OVER w AS two, lead(name, 2) OVER w AS three
        FROM tags.events WINDOW w AS (PARTITION BY row ORDER BY time, source, source_row)
      ) GROUP BY ALL)`);
    const bySql = grams.map(([one, two, three, n]) => [[one, two, three].filter((name) => name !== null).join(' > '), Number(n)]);
    expect(Object.fromEntries(sequences.map(({ steps, count }) => [steps.map(({ name }) => name).join(' > '), count]))).toEqual(
      Object.fromEntries(bySql),
    );
    expect(paths).toBe(await test.countBySql('SELECT count(*) FROM tags.events', []));
    const support = sequences.reduce((total, sequence) => total + sequence.support, 0);
    expect(support).toBeCloseTo(1, 12);
  });

  it('say how many customers did the event that they start at, as a rule does', async () => {
    const range = { from: '2026-03-01', to: '2026-05-31' };
    const from = { event: 'sell', where: [ONLINE] };
    const { paths, restsOn } = await test.call('paths.compute', { spec: { from, range, who: 'rich' } });
    const rule: Rule = { kind: 'event', ...from, measure: 'count', op: 'gte', values: [1], window: range };
    const both: Rule = { kind: 'all', rules: [{ kind: 'segment', segment: 'rich', member: true }, rule] };
    expect(paths).toBe((await test.call('rules.count', { rule: both })).count);
    const rich = await test.call('segments.members', { id: 'rich', offset: 0, limit: 1 });
    expect(restsOn).toMatchObject({ base: { name: 'Rich', n: rich.total }, engine: engine.name });
    expect(restsOn.receipts).toHaveLength(2);
  });

  it('are empty where nobody did the event, and of nobody', async () => {
    const nobody: Rule = { kind: 'any', rules: [] };
    const range = { from: '2026-01-01', to: '2026-12-31' };
    const empty = { paths: 0, customers: 0, nodes: [], links: [], sequences: [], distinctSequences: 0 };
    expect(await test.call('paths.compute', { spec: { range, who: nobody } })).toMatchObject(empty);
    const early = { from: '1990-01-01', to: '1990-12-31' };
    expect(await test.call('paths.compute', { spec: { from: { event: 'buy' }, range: early } })).toMatchObject(empty);
  });

  it('end when they are cancelled', async () => {
    const stopped = new AbortController();
    stopped.abort();
    const spec = { range: { from: '2026-01-01', to: '2026-12-31' } };
    expect((await test.failure('paths.compute', { spec }, stopped.signal)).code).toBe('CANCELLED');
  });

  it('refuse what nobody can follow', async () => {
    const range = { from: '2026-01-01', to: '2026-12-31' };
    const buy = { event: 'buy' };
    const refused = async (spec: object, more: object) =>
      expect(await test.failure('paths.compute', { spec: { range, ...spec } as never })).toMatchObject(more);
    await refused({ from: buy, to: buy }, { code: 'INVALID_REQUEST', at: { path: 'to' } });
    await refused({ range: { from: '2026-02-01', to: '2026-01-01' } }, { code: 'INVALID_REQUEST', at: { path: 'range' } });
    await refused({ from: { event: 'fly' } }, { code: 'UNKNOWN_EVENT', at: { path: 'from', field: 'fly' } });
    await refused({ hide: ['fly'] }, { code: 'UNKNOWN_EVENT', at: { path: 'hide', field: 'fly' } });
    await refused({ groups: [{ name: 'g', events: ['fly'] }] }, { code: 'UNKNOWN_EVENT', at: { path: 'groups', field: 'fly' } });
    await refused({ to: buy, hide: ['buy'] }, { code: 'INVALID_REQUEST', at: { path: 'hide', field: 'buy' } });
    const wrong = { event: 'buy', where: [{ prop: 'amount', op: 'contains', values: ['x'] }] };
    await refused({ from: wrong }, { code: 'INVALID_RULE', at: { path: 'from' } });
    const twice = [
      { name: 'g', events: ['buy'] },
      { name: 'h', events: ['buy'] },
    ];
    await refused({ groups: twice }, { code: 'INVALID_REQUEST', at: { path: 'groups', field: 'h' } });
    const same = twice.map(({ events }) => ({ name: 'g', events }));
    await refused({ groups: same }, { code: 'INVALID_REQUEST', at: { path: 'groups', field: 'g' } });
    await refused({ who: 'nobody' }, { code: 'UNKNOWN_SEGMENT' });
  });
});

describeEngines('paths of a few customers', (engine) => {
  let test: TagKernel;
  const range = { from: '2024-01-01', to: '2024-12-31' };

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('people', 'id\nA\nB\nC\nD\n');
  });
  afterAll(() => test.kernel.close());

  async function events(...rows: string[]): Promise<void> {
    await test.load('events', `who,at,what\n${rows.join('\n')}\n`);
    const map = { customers: { table: 'people', key: 'id' } };
    const stream = { table: 'events', customer: 'who', time: 'at', name: { column: 'what' }, props: [] };
    await test.call('entities.apply', { map: { ...map, events: [stream] } });
  }

  it('need events', async () => {
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' } } });
    expect(await test.failure('paths.compute', { spec: { range } })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: 'The customers of this workspace have no events.',
    });
  });

  it('of one event end at their start', async () => {
    await events('A,2024-02-01 10:00:00,open');
    const { nodes, links, sequences, paths } = await test.call('paths.compute', { spec: { range, from: { event: 'open' } } });
    expect({ paths, nodes, links }).toEqual({
      paths: 1,
      nodes: [{ depth: 0, kind: 'event', name: 'open', count: 1, ended: 1, goesOn: 0 }],
      links: [],
    });
    expect(sequences).toEqual([{ steps: [{ kind: 'event', name: 'open' }], count: 1, support: 1 }]);
  });

  it('of nothing but repeats are one step where repeats are one', async () => {
    await events(...['01', '02', '03'].map((day) => `A,2024-02-${day} 10:00:00,open`), 'B,2024-02-01 00:00:00,open');
    const spec = { range, from: { event: 'open' }, count: 'attempts' as const };
    const many = await test.call('paths.compute', { spec });
    expect(many.nodes.map(({ depth, count, ended }) => [depth, count, ended])).toEqual([
      [0, 4, 2],
      [1, 2, 1],
      [2, 1, 1],
    ]);
    const one = await test.call('paths.compute', { spec: { ...spec, collapseRepeats: true } });
    expect(one.nodes.map(({ depth, count, ended }) => [depth, count, ended])).toEqual([[0, 2, 2]]);
    expect(one.paths).toBe(2);
  });

  it('lose an event that has vanished from the data, and say so', async () => {
    await events('A,2024-02-01 10:00:00,open', 'A,2024-02-02 10:00:00,pay');
    const spec = { range, from: { event: 'open' }, hide: ['pay'] };
    expect((await test.call('paths.compute', { spec })).links).toEqual([]);
    await events('A,2024-02-01 10:00:00,open');
    expect(await test.failure('paths.compute', { spec })).toMatchObject({ code: 'UNKNOWN_EVENT', at: { path: 'hide' } });
    expect((await test.failure('paths.compute', { spec: { range, to: { event: 'pay' } } })).message).toBe(
      'There is no event "pay" in the data.',
    );
  });

  it('take the first start of a customer, or with an end the last, and the limits from there', async () => {
    await events(
      'A,2024-02-01 10:00:00,look',
      'A,2024-02-01 10:05:00,pay',
      'A,2024-02-01 11:00:00,look',
      'A,2024-02-03 11:30:00,pay',
      'A,2024-02-03 12:00:00,leave',
    );
    const told = async (spec: object) => {
      const { sequences } = await test.call('paths.compute', { spec: { range, ...spec } });
      return sequences.map(({ steps }) => steps.map(({ name }) => name).join(' > '));
    };
    expect(await told({ from: { event: 'look' } })).toEqual(['look > pay > look > pay > leave']);
    expect(await told({ to: { event: 'pay' } })).toEqual(['look > pay > look > pay']);
    expect(await told({ from: { event: 'look' }, gap: { n: 30, unit: 'minute' } })).toEqual(['look > pay']);
    expect(await told({ from: { event: 'look' }, within: { n: 1, unit: 'hour' } })).toEqual(['look > pay > look']);
    expect(await told({ to: { event: 'leave' }, within: { n: 2, unit: 'day' } })).toEqual(['pay > leave']);
    expect(await told({ to: { event: 'leave' }, hide: ['pay'], depth: 1 })).toEqual(['look > leave']);
    expect(await told({ from: { event: 'look' }, groups: [{ name: '付', events: ['pay', 'leave'] }] })).toEqual([
      'look > 付 > look > 付 > 付',
    ]);
  });
});
