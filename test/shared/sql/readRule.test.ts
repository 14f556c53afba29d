import { describe, expect, it } from 'vitest';
import { Fault } from '../../../shared/model/result';
import type { Rule } from '../../../shared/model/rule';
import { readRule } from '../../../shared/sql/readRule';
import { readScope, writtenRule } from '../../support/readableRules';

const rich: Rule = { kind: 'tag', tag: 'balance', op: 'between', values: [25, 45] };
const city: Rule = { kind: 'tag', tag: 'city', op: 'in', values: ['杭州', '上海'] };
const recent: Rule = { kind: 'tag', tag: 'opened', op: 'inLast', values: [{ n: 3, unit: 'month' }] };
const bought: Rule = {
  kind: 'event',
  event: 'buy',
  where: [{ prop: 'amount', op: 'gt', values: [5] }],
  measure: 'count',
  op: 'gte',
  values: [3],
  window: { last: { n: 30, unit: 'day' } },
};
const rule: Rule = { kind: 'all', rules: [rich, { kind: 'any', rules: [city, recent] }, { kind: 'none', rules: [bought] }] };
const sql = writtenRule(rule);

/** The text with one change; what is changed must be there once. */
function edited(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text.split(from)).toHaveLength(2);
    return text.replace(from, () => to);
  }, sql);
}

const any = (...rules: Rule[]): Rule => ({ kind: 'any', rules });
const none = (...rules: Rule[]): Rule => ({ kind: 'none', rules });
const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules });

describe('a rule that is changed by hand as SQL comes back changed', () => {
  const changes: readonly (readonly [string, string, Rule])[] = [
    ['numbers', edited(['25 AND 45', '-1.5 AND 45.0']), all({ ...rich, values: [-1.5, 45] }, any(city, recent), none(bought))],
    [
      'a longer list',
      edited(["'上海')", "'上海',\n 'O''Brien')"]),
      all(rich, any({ ...city, values: ['杭州', '上海', "O'Brien"] }, recent), none(bought)),
    ],
    ['another operator', edited(['city IN (', 'CITY not in (']), all(rich, any({ ...city, op: 'notIn' }, recent), none(bought))],
    [
      'another span',
      edited(['INTERVAL 3 MONTH', 'interval 2 weeks']),
      all(rich, any(city, { ...recent, values: [{ n: 2, unit: 'week' }] }), none(bought)),
    ],
    [
      'another event, threshold and time',
      edited(["'buy'", "'sell'"], ['>= 3', '<> 1'], ['INTERVAL 30 DAY', 'INTERVAL 6 MONTH']),
      all(
        rich,
        any(city, recent),
        none({ ...bought, event: 'sell', op: 'isNot', values: [1], window: { last: { n: 6, unit: 'month' } } }),
      ),
    ],
    [
      'a block that is taken out',
      edited(['UNION SELECT _row FROM block_2_2', '']).replace(/block_2_2 AS[^;]*?(?=-- 2 any)/, ''),
      all(rich, any(city), none(bought)),
    ],
    [
      'a group of another kind',
      edited(
        ['FROM nobody\n', 'FROM everybody\n'],
        ['UNION SELECT _row FROM block_2_1', 'INTERSECT SELECT _row FROM block_2_1'],
        ['UNION SELECT _row FROM block_2_2', 'INTERSECT SELECT _row FROM block_2_2'],
      ),
      all(rich, all(city, recent), none(bought)),
    ],
    [
      'blocks in another order',
      edited(
        ['UNION SELECT _row FROM block_2_1', 'union select _ROW from Block_2_2'],
        ['UNION SELECT _row FROM block_2_2', 'UNION SELECT "_row" FROM "block_2_1"'],
      ),
      all(rich, any(recent, city), none(bought)),
    ],
    ['no comments and no line breaks', sql.replaceAll(/--.*/g, ' ').replaceAll(/\s+/g, ' '), rule],
    ['a semicolon at its end', `\n\n${sql};\n-- end`, rule],
    [
      'a line that is made a comment',
      edited(['INTERSECT SELECT _row FROM block_1', '-- INTERSECT SELECT _row FROM block_1']),
      all({ ...rich, disabled: true }, any(city, recent), none(bought)),
    ],
    [
      'a block more',
      edited(
        ['members AS (', 'block_9 AS (SELECT _row FROM tags.customers WHERE active = FALSE),\nmembers AS ('],
        ['INTERSECT SELECT _row FROM block_3', 'INTERSECT SELECT _row FROM block_3 INTERSECT SELECT _row FROM block_9'],
      ),
      all(rich, any(city, recent), none(bought), { kind: 'tag', tag: 'active', op: 'is', values: [false] }),
    ],
    [
      'a block that says more than a comparison',
      edited(['BETWEEN 25 AND 45', '> 25 OR city IS NULL']),
      all({ kind: 'sql', predicate: 'balance > 25 OR city IS NULL' }, any(city, recent), none(bought)),
    ],
  ];

  it.each(changes)('%s', (_, text, expected) => {
    expect(readRule(text, readScope)).toEqual(expected);
  });

  it.each<[string, Rule]>([
    ['SELECT row FROM tags.customers WHERE balance >= 1000', { kind: 'tag', tag: 'balance', op: 'gte', values: [1000] }],
    ["select ROW from tags.customers customers where City != 'x y'", { kind: 'tag', tag: 'city', op: 'isNot', values: ['x y'] }],
    ["SELECT row FROM tags.customers WHERE lower(city) = 'a'", { kind: 'sql', predicate: "lower(city) = 'a'" }],
    [
      'WITH a AS (SELECT _row FROM tags.customers WHERE row > 1), b AS (SELECT _row FROM tags.customers WHERE row > 2) SELECT row FROM tags.customers WHERE _row IN (SELECT _row FROM a EXCEPT SELECT _row FROM b)',
      all({ kind: 'tag', tag: 'row', op: 'gt', values: [1] }, none({ kind: 'tag', tag: 'row', op: 'gt', values: [2] })),
    ],
    [
      'WITH a AS (SELECT _row FROM tags.customers WHERE row > 1) SELECT row FROM tags.customers WHERE _row IN (SELECT _row FROM a)',
      { kind: 'tag', tag: 'row', op: 'gt', values: [1] },
    ],
  ])('%s is read though nobody wrote it for us', (text, expected) => {
    expect(readRule(text, readScope)).toEqual(expected);
  });
});

describe('a statement that no blocks can say', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['groups of all customers at once', edited(['SELECT row\n', 'SELECT row, city\n']), 'shape.piece', ', city'],
    ['another column', edited(['SELECT row\n', 'SELECT city\n']), 'shape.piece', 'city\nFROM'],
    ['an order', `${sql} ORDER BY row`, 'shape.piece', 'ORDER BY row'],
    ['an operator in a measure', edited(['events.amount > 5', 'events.amount + 1 > 5']), 'shape.piece', '+ 1'],
    ['a function in a measure', edited(['count(*)', 'median(events.amount)']), 'shape.piece', 'median'],
    ['another as-of day', edited(["DATE '2026-06-30'", "DATE '2026-07-01'"]), 'shape.asOf', "'2026-07-01'"],
    ['a block in no group', edited(['INTERSECT SELECT _row FROM block_1', '']), 'shape.unused', 'block_1 AS'],
    [
      'a block in two groups',
      edited(['UNION SELECT _row FROM block_2_2', 'UNION SELECT _row FROM block_1']),
      'shape.usedTwice',
      'UNION SELECT _row FROM block_1\n',
    ],
    [
      'a block that is not there',
      edited(['UNION SELECT _row FROM block_2_2', 'UNION SELECT _row FROM block_7']),
      'shape.unknown',
      'UNION SELECT _row FROM block_7',
    ],
    [
      'two ways to put sets together',
      edited(['UNION SELECT _row FROM block_2_2', 'EXCEPT SELECT _row FROM block_2_2']),
      'shape.mixed',
      'EXCEPT SELECT _row FROM block_2_2',
    ],
    [
      'rows counted twice',
      edited(['UNION SELECT _row FROM block_2_2', 'UNION ALL SELECT _row FROM block_2_2']),
      'shape.piece',
      'ALL SELECT',
    ],
    [
      'everybody and more',
      edited(['UNION SELECT _row FROM block_2_2', 'UNION SELECT _row FROM everybody']),
      'shape.mixed',
      'UNION SELECT _row FROM everybody',
    ],
    ['two blocks of one name', edited(['block_2_2 AS', 'BLOCK_2_1 AS']), 'shape.twice', 'BLOCK_2_1'],
    ['no statement of customers', 'SELECT count(*) FROM data.random', 'shape.piece', 'count'],
    ['nothing behind WHERE', 'SELECT row FROM tags.customers WHERE', 'shape.ends', ''],
  ];

  it.each(cases)('%s', (_, text, key, at) => {
    const error = refusal(text);
    expect(error.say?.key).toBe(key);
    const { line = 0, column = 0 } = error.at ?? {};
    expect(
      text
        .split('\n')
        .slice(line - 1)
        .join('\n')
        .slice(column - 1)
        .slice(0, at.length),
    ).toBe(at);
  });

  it('is one in which a segment or a list is not what it is as saved', () => {
    const text = writtenRule({ kind: 'segment', segment: 'rich', member: false });
    expect(readRule(text, readScope)).toEqual({ kind: 'segment', segment: 'rich', member: false });
    expect(refusal(text.replace('>= 60', '>= 61')).say?.key).toBe('shape.named');
  });

  it('is one whose query would read a table that stands around it', () => {
    const text = writtenRule(any({ kind: 'query', sql: 'SELECT row FROM random' }));
    const hidden = text.replace('data.random', 'random').replace('FROM random', 'FROM nobody');
    expect(refusal(hidden)).toMatchObject({ say: { key: 'shape.hidden' } });
  });
});

function refusal(text: string) {
  try {
    readRule(text, readScope);
  } catch (cause) {
    if (cause instanceof Fault) return cause.error;
    throw cause;
  }
  throw new Error('it was read');
}
