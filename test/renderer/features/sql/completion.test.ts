import { describe, expect, it } from 'vitest';
import { completionsAt } from '../../../../renderer/features/sql/completion';
import type { QuerySchema } from '../../../../shared/model/query';

const column = (name: string, sqlType = 'VARCHAR') => ({ name, sqlType });
const SCHEMA: QuerySchema = {
  tables: [
    { schema: 'data', name: 'clients', rows: 4, columns: [column('id'), column('city'), column('开户 日期', 'DATE')] },
    { schema: 'data', name: 'trades', rows: 3, columns: [column('client'), column('amount', 'DOUBLE')] },
    { schema: 'data', name: '2024 流水', rows: 1, columns: [column('x')] },
    { schema: 'tags', name: 'customers', rows: 4, columns: [{ ...column('age', 'BIGINT'), note: '年龄 ← clients.age' }] },
  ],
  functions: [
    { name: 'count', kind: 'aggregate', parameters: [], description: null },
    { name: 'range', kind: 'table', parameters: ['col0'], description: null },
  ],
};

/** `|` is the cursor. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const { from, items } = completionsAt(marked.replace('|', ''), offset, SCHEMA);
  const ofKind = (...kinds: string[]) => items.filter(({ kind }) => kinds.includes(kind)).map(({ label }) => label);
  return { from, items, ofKind, typed: marked.slice(from, offset) };
}

describe('completion', () => {
  it.each([
    'SELECT * FROM |',
    'SELECT * FROM cl|',
    'SELECT * FROM data.clients a JOIN |',
    'SELECT * FROM data.clients a, tr|',
    'SELECT id FROM data.clients WHERE id IN (SELECT client FROM |)',
    'SELECT 1; SELECT * FROM |',
  ])('offers tables where one stands: %s', (text) => {
    expect(at(text).ofKind('table')).toEqual(['data.clients', 'data.trades', 'data."2024 流水"', 'tags.customers']);
    expect(at(text).ofKind('column', 'keyword')).toEqual([]);
    expect(at(text).ofKind('function')).toEqual(['range']);
  });

  it('offers the tables of a schema behind its name', () => {
    expect(at('SELECT * FROM data.|').items.map(({ insert }) => insert)).toEqual(['clients', 'trades', '"2024 流水"']);
    expect(at('SELECT * FROM tags.cu|')).toMatchObject({ typed: 'cu' });
  });

  it.each([
    ['SELECT c.| FROM data.clients c', ['id', 'city', '开户 日期']],
    ['SELECT c.ci| FROM data.clients AS c', ['id', 'city', '开户 日期']],
    ['SELECT t.amount FROM data.clients c JOIN data.trades t ON t.client = c.|', ['id', 'city', '开户 日期']],
    ['SELECT clients.| FROM data.clients', ['id', 'city', '开户 日期']],
    ['SELECT data.clients.| FROM data.clients', ['id', 'city', '开户 日期']],
    ['SELECT C.| FROM clients c', ['id', 'city', '开户 日期']],
    ['WITH big(who, total) AS (SELECT client, sum(amount) FROM data.trades GROUP BY 1) SELECT b.| FROM big b', ['who', 'total']],
    [
      'WITH big AS (SELECT t.client, sum(amount) AS total, count(*) n FROM data.trades t) SELECT big.| FROM big',
      ['client', 'total', 'n'],
    ],
    ['WITH a AS (SELECT * FROM data.trades), b AS (SELECT *, 1 AS one FROM a) SELECT x.| FROM b x', ['client', 'amount', 'one']],
    ['SELECT q.| FROM (SELECT id AS who, c.city FROM data.clients c) AS q', ['who', 'city']],
    ['SELECT r.| FROM range(3) AS r(n)', ['n']],
    ['SELECT 1 FROM data.clients c WHERE EXISTS (SELECT 1 FROM data.trades WHERE client = c.|)', ['id', 'city', '开户 日期']],
    ['SELECT z.| FROM data.clients c', []],
  ])('offers the columns behind a dot: %s', (text, columns) => {
    expect(at(text).ofKind('column')).toEqual(columns);
  });

  it.each([
    ['SELECT | FROM data.trades', ['client', 'amount']],
    ['SELECT client, am| FROM data.trades', ['client', 'amount']],
    ['SELECT client FROM data.trades WHERE |', ['client', 'amount']],
    ['SELECT client FROM data.trades WHERE amount > 1 AND cl|', ['client', 'amount']],
    ['SELECT id FROM data.clients WHERE id IN (SELECT | FROM data.trades)', ['client', 'amount', 'id', 'city', '开户 日期']],
    ['SELECT id FROM data.clients UNION SELECT | FROM data.trades', ['client', 'amount']],
    ['SELECT | FROM data.clients UNION SELECT client FROM data.trades', ['id', 'city', '开户 日期']],
    ['FROM data.trades SELECT |', ['client', 'amount']],
  ])('offers the columns in sight: %s', (text, columns) => {
    expect(at(text).ofKind('column')).toEqual(columns);
    expect(at(text).ofKind('function')).toEqual(['count', 'range']);
  });

  it('offers common table expressions and aliases', () => {
    expect(at('WITH big AS (SELECT 1 AS one) SELECT * FROM |').ofKind('common')).toEqual(['big']);
    expect(at('SELECT | FROM data.clients c JOIN data.trades t ON true').ofKind('alias')).toEqual(['c', 't']);
  });

  it('offers no name where an alias is made up', () => {
    expect(at('SELECT * FROM data.clients c|').ofKind('table', 'column', 'function')).toEqual([]);
    expect(at('SELECT * FROM data.clients wh|').ofKind('keyword')).toContain('WHERE');
  });

  it('says what a tag stands for, and writes odd names in quotes', () => {
    const [age] = at('SELECT | FROM tags.customers').items;
    expect(age).toMatchObject({ label: 'age', detail: 'BIGINT', note: '年龄 ← clients.age' });
    expect(at('SELECT c.| FROM data.clients c').items.at(-1)).toMatchObject({ label: '开户 日期', insert: '"开户 日期"' });
  });

  it.each(["SELECT 'fro|", "SELECT 'a|b'", '-- SELECT |x', '/* a | b */ SELECT 1', 'SELECT 12|3'])(
    'says nothing inside %s',
    (text) => {
      expect(at(text).items).toEqual([]);
    },
  );

  it('replaces what is typed so far', () => {
    expect(at('SELECT ci|ty FROM data.clients')).toMatchObject({ from: 7, typed: 'ci' });
    expect(at('SELECT | FROM data.clients').from).toBe(7);
  });
});
