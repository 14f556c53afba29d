import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import type { Limit, Segment } from '../../../shared/model/segment';
import { describeEngines } from '../../support/engines';
import type { TestKernel } from '../../support/kernel';
import { isMember, type PlainCustomer } from '../../support/plainRules';
import { customers, customersCsv, SEGMENTS, WORLD } from '../../support/randomBank';
import { openRandomBank } from '../../support/randomWorkspace';

const everybody: Rule = { kind: 'all', rules: [] };
const segment = (id: string, who: Rule, limit?: Partial<Limit>): Segment => ({
  id,
  name: `Segment ${id}`,
  description: '',
  who,
  ...(limit ? { limit: { n: 10, ties: 'draw', seed: 1, ...limit } } : {}),
});

describeEngines('segments', (engine) => {
  let test: TestKernel;
  beforeAll(async () => {
    test = await openRandomBank(engine);
  }, 60_000);
  afterAll(() => test.kernel.close());

  const save = (saved: Segment) => test.call('segments.save', { segment: saved });
  const count = async (rule: Rule) => (await test.call('rules.count', { rule })).count;
  const keysOf = async (id: string) => (await test.call('segments.members', { id, offset: 0, limit: 1000 })).keys;
  const plain = (rule: Rule) => customers.filter((customer) => isMember(rule, customer, WORLD));

  it('name each other, but never themselves', async () => {
    await save(segment('outer', { kind: 'all', rules: [{ kind: 'segment', segment: 'rich-or-new', member: false }] }));
    const error = await test.failure('segments.save', {
      segment: segment('rich', { kind: 'any', rules: [{ kind: 'segment', segment: 'outer', member: true }] }),
    });
    expect(error.code).toBe('INVALID_RULE');
    expect(error.message).toContain('"Segment rich", "Segment outer", "Rich or new", "Segment rich"');
    expect(await test.failure('rules.count', { rule: { kind: 'segment', segment: 'gone', member: true } })).toMatchObject({
      code: 'UNKNOWN_SEGMENT',
      at: { path: '' },
    });
  });

  describe('with a limit', () => {
    const balances = (keys: readonly string[]) => keys.map((key) => Number(customers[Number(key)]?.tags.balance ?? Number.NaN));

    it('take the first by an expression, unknown values last', async () => {
      await save(segment('top', everybody, { n: 20, by: { expression: 'balance', descending: true } }));
      const known = customers.flatMap(({ tags }) => (tags.balance === null ? [] : [Number(tags.balance)])).sort((a, b) => b - a);
      expect(balances(await keysOf('top')).sort((a, b) => b - a)).toEqual(known.slice(0, 20));
    });

    it('take so many of each value of a tag, unknown being one', async () => {
      await save(segment('each', everybody, { n: 3, per: 'city', by: { expression: 'balance', descending: false } }));
      const perCity = new Map<unknown, number>();
      for (const key of await keysOf('each')) {
        const city = customers[Number(key)]?.tags.city;
        perCity.set(city, (perCity.get(city) ?? 0) + 1);
      }
      expect(perCity.size).toBe(new Set(customers.map(({ tags }) => tags.city)).size);
      expect([...perCity.values()].every((n) => n === 3)).toBe(true);
    });

    it('keep all that tie with the last, or draw among them by the seed', async () => {
      const by = { expression: 'CASE WHEN balance > 60 THEN 2 WHEN balance > 20 THEN 1 END', descending: true };
      const tied = plain({ kind: 'tag', tag: 'balance', op: 'gt', values: [60] }).length;
      await save(segment('tied', everybody, { n: 5, by, ties: 'keep' }));
      expect(await keysOf('tied')).toHaveLength(tied);
      await save(segment('drawn', everybody, { n: 5, by, ties: 'draw', seed: 7 }));
      const drawn = await keysOf('drawn');
      expect(drawn).toHaveLength(5);
      await save(segment('drawn again', everybody, { n: 5, by, ties: 'draw', seed: 7 }));
      expect(await keysOf('drawn again')).toEqual(drawn);
      await save(segment('other draw', everybody, { n: 5, by, ties: 'draw', seed: 8 }));
      expect(await keysOf('other draw')).not.toEqual(drawn);
    });

    it('draw the same customers on every engine', async () => {
      await save(segment('random', everybody, { n: 4, seed: 3 }));
      const byHash = customers
        .map(({ key }) => ({ key, hash: createHash('md5').update(`3:${key}`).digest('hex') }))
        .sort((a, b) => (a.hash < b.hash ? -1 : 1));
      expect([...(await keysOf('random'))].sort()).toEqual(
        byHash
          .slice(0, 4)
          .map(({ key }) => key)
          .sort(),
      );
    });

    it('count as much in a rule, in their members and in their portrait', async () => {
      await save(segment('top', everybody, { n: 20, by: { expression: 'balance', descending: true } }));
      expect(await count({ kind: 'segment', segment: 'top', member: true })).toBe(20);
      expect(await count({ kind: 'segment', segment: 'top', member: false })).toBe(customers.length - 20);
      expect((await test.call('portraits.compute', { spec: { segment: 'top' } })).segments[0]?.n).toBe(20);
    });

    it('are refused where the expression reads what it must not', async () => {
      const by = { expression: '(SELECT 1)', descending: true };
      expect(await test.failure('segments.save', { segment: segment('bad', everybody, { by }) })).toMatchObject({
        code: 'INVALID_SQL',
      });
      expect(await test.failure('segments.save', { segment: segment('bad', everybody, { per: 'nope' }) })).toMatchObject({
        code: 'UNKNOWN_TAG',
      });
    });
  });

  it('overlap as their members do, part by part', async () => {
    const rules: Rule[] = [
      { kind: 'tag', tag: 'balance', op: 'gte', values: [40] },
      { kind: 'tag', tag: 'active', op: 'is', values: [true] },
      { kind: 'event', event: 'buy', where: [], measure: 'count', op: 'gte', values: [2] },
    ];
    for (const [index, rule] of rules.entries()) await save(segment(`set${index}`, rule));
    const answer = await test.call('segments.overlap', { segments: ['set0', 'set1', 'set2'] });
    const members = rules.map((rule) => new Set(plain(rule).map(({ key }) => key)));
    expect(answer.both).toEqual(members.map((a) => members.map((b) => [...a].filter((key) => b.has(key)).length)));
    const parts = new Map<string, number>();
    for (const { key } of customers) {
      const inside = members.flatMap((set, index) => (set.has(key) ? [`set${index}`] : [])).join(' ');
      if (inside !== '') parts.set(inside, (parts.get(inside) ?? 0) + 1);
    }
    expect(new Map(answer.parts.map(({ segments, n }) => [segments.join(' '), n]))).toEqual(parts);
  });

  it('say of one customer which blocks are met and what was read', async () => {
    const rule: Rule = {
      kind: 'all',
      rules: [
        { kind: 'tag', tag: 'balance', op: 'gte', values: [40] },
        { kind: 'any', rules: [{ kind: 'event', event: 'buy', where: [], measure: 'daysSinceLast', op: 'lt', values: [60] }] },
        { kind: 'segment', segment: 'rich', member: true },
      ],
    };
    for (const customer of customers.slice(0, 12)) {
      const answer = await test.call('rules.explain', { rule, customer: customer.key });
      expect(answer.member).toBe(isMember(rule, customer, WORLD));
      const at = (path: string) => answer.blocks.find((block) => block.path === path);
      expect(at('0')).toMatchObject({ passes: isMember(rule.rules[0] as Rule, customer, WORLD), value: customer.tags.balance });
      expect(at('1.0')?.value).toBe(daysSinceLastBuy(customer));
      expect(at('2')).toEqual({ path: '2', passes: isMember(rule.rules[2] as Rule, customer, WORLD) });
    }
    expect(await test.failure('rules.explain', { rule, customer: 'nobody' })).toMatchObject({ code: 'UNKNOWN_CUSTOMER' });
  });

  it('do not count blocks that are switched off, even ones that could not be', async () => {
    const rich: Rule = SEGMENTS[0]?.who ?? everybody;
    const off: Rule[] = [
      { kind: 'list', list: 'gone', member: true, disabled: true },
      { kind: 'any', rules: [], disabled: true },
    ];
    await save(segment('partly', { kind: 'all', rules: [...off, rich] }));
    expect(await count({ kind: 'segment', segment: 'partly', member: true })).toBe(plain(rich).length);
    expect(await count({ kind: 'all', rules: [...off, rich] })).toBe(plain(rich).length);
    const size = (await test.call('segments.sizes', {})).find(({ id }) => id === 'partly');
    expect(size?.n).toBe(plain(rich).length);
    expect((await test.call('segments.overlap', { segments: ['partly'] })).segments[0]?.n).toBe(plain(rich).length);
    const saved = (await test.call('segments.list', {})).find(({ segment: { id } }) => id === 'partly');
    expect(saved?.segment.who).toEqual({ kind: 'all', rules: [...off, rich] });
    await test.call('segments.remove', { id: 'partly' });
  });

  it('take the customers that a query names, and refuse one that is no list of them', async () => {
    const query = (sql: string): Rule => ({ kind: 'query', sql });
    const buyers = "WITH b AS (SELECT row FROM acts WHERE act = 'buy') SELECT DISTINCT row -- the customers\nFROM b;";
    const bought = customers.filter(({ events }) => events.some(({ name }) => name === 'buy')).length;
    expect(await count(query(buyers))).toBe(bought);
    expect(await count({ kind: 'none', rules: [query(buyers)] })).toBe(customers.length - bought);
    expect(await count(query('SELECT key FROM listed'))).toBe(await count({ kind: 'list', list: 'listed', member: true }));
    await save(segment('asked', query('SELECT key FROM listed'), { n: 5 }));
    expect(await count({ kind: 'segment', segment: 'asked', member: true })).toBe(5);
    const refused = (sql: string) => test.failure('rules.count', { rule: { kind: 'all', rules: [everybody, query(sql)] } });
    expect(await refused('SELECT row, act FROM acts')).toMatchObject({ code: 'INVALID_SQL', at: { path: '1' } });
    expect(await refused("SELECT * FROM read_csv('/etc/passwd')")).toMatchObject({ at: { path: '1', line: 1 } });
    expect(await refused('SELECT nope FROM acts')).toMatchObject({ at: { path: '1' } });
    expect(await refused('DROP TABLE acts')).toMatchObject({ code: 'INVALID_SQL' });
    await test.call('segments.remove', { id: 'asked' });
  });

  it('say of a list and of a query how many different keys are no customer’s', async () => {
    // Of the list "nobody" and 5000; of the query twice "x", 331 and 332, beside an unknown key and customers.
    const sql = "SELECT * FROM (VALUES ('x'), ('x'), ('331'), ('332'), (NULL), ('0'), ('330'))";
    const rule: Rule = {
      kind: 'all',
      rules: [
        everybody,
        { kind: 'none', rules: [{ kind: 'list', list: 'listed', member: false }] },
        { kind: 'query', sql },
        { kind: 'query', sql: 'SELECT row FROM acts' },
      ],
    };
    for (let again = 0; again < 2; again++) {
      const { blocks } = await test.call('rules.count', { rule });
      expect(blocks.map(({ path, unknownKeys }) => [path, unknownKeys])).toEqual([
        ['', undefined],
        ['0', undefined],
        ['1', undefined],
        ['1.0', 2],
        ['2', 3],
        ['3', 0],
      ]);
    }
  });

  it('are counted side by side, and one that cannot be counted hides no other', async () => {
    await save(segment('broken', { kind: 'sql', predicate: 'CAST(city AS INTEGER) > 1' }));
    const sizes = await test.call('segments.sizes', {});
    expect(sizes.find(({ id }) => id === 'rich')?.n).toBe(plain(SEGMENTS[0]?.who ?? everybody).length);
    expect(sizes.find(({ id }) => id === 'broken')).toMatchObject({ n: 0, error: { code: 'INVALID_SQL' } });
    await test.call('segments.remove', { id: 'broken' });
  });

  it('and lists that rules name cannot be removed, nor can the table of a list', async () => {
    await save(segment('listed', { kind: 'list', list: 'listed', member: true }));
    for (const [method, id] of [
      ['lists.remove', 'listed'],
      ['segments.remove', 'rich'],
    ] as const) {
      expect((await test.failure(method, { id })).message).toContain('is named by');
    }
    expect((await test.failure('tables.drop', { table: 'listed' })).message).toBe('"listed" is the table of the list "Listed".');
    await test.call('segments.remove', { id: 'listed' });
  });

  it('stay as they were in an audience, which says who joined and left', async () => {
    const rich = SEGMENTS[0]?.who ?? everybody;
    const before = plain(rich).map(({ key }) => key);
    const audience = await test.call('audiences.freeze', { segment: 'rich', name: 'June', reason: 'a test' });
    expect(audience).toMatchObject({ name: 'June', reason: 'a test', n: before.length, base: customers.length });
    const hash = createHash('sha256')
      .update(
        [...before]
          .sort()
          .map((key) => `${key}\n`)
          .join(''),
      )
      .digest('hex');
    expect(audience.memberHash).toBe(hash);
    expect(await test.call('audiences.change', { id: audience.id })).toMatchObject({ joined: 0, left: 0, gone: 0 });

    const [first = '', ...rest] = customersCsv().split('\n');
    const path = join(engine.folder, 'july.csv');
    const lines = rest.map((line) =>
      Number(line.split(',')[0]) % 2 === 0 ? line.replace(/,[^,]*,([^,]*),([^,]*)$/, ',100,$1,$2') : line,
    );
    writeFileSync(path, [first, ...lines.slice(1)].join('\n'));
    const options = (await test.call('imports.list', {})).find(({ table }) => table === 'random')?.options;
    await test.call('imports.run', { file: test.grant(path), table: 'random', options });
    const after = (await test.call('segments.members', { id: 'rich', offset: 0, limit: 1000 })).keys;
    const change = await test.call('audiences.change', { id: audience.id });
    expect(change).toMatchObject({
      before: before.length,
      after: after.length,
      joined: after.filter((key) => !before.includes(key)).length,
      left: before.filter((key) => !after.includes(key)).length,
    });
    expect(change.joined).toBeGreaterThan(10);
    expect((await test.call('audiences.list', {})).map(({ id, n }) => [id, n])).toEqual([[audience.id, before.length]]);
    await test.call('audiences.remove', { id: audience.id });
    expect(await test.call('audiences.list', {})).toEqual([]);
  });
});

function daysSinceLastBuy({ events }: PlainCustomer): number | null {
  const days = events
    .filter(({ name, time }) => name === 'buy' && time.slice(0, 10) <= WORLD.asOf)
    .map(({ time }) => time.slice(0, 10));
  const last = days.sort().at(-1);
  return last === undefined ? null : (Date.parse(WORLD.asOf) - Date.parse(last)) / 86_400_000;
}
