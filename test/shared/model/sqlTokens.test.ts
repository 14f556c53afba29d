import { describe, expect, it } from 'vitest';
import { nearNames } from '../../../shared/model/nearNames';
import {
  offsetOf,
  placeIn,
  plainName,
  sqlStatements,
  sqlTokens,
  statementAt,
  writtenName,
} from '../../../shared/model/sqlTokens';

describe('the pieces of SQL', () => {
  it.each([
    ['SELECT a.b, "x ""y"""', ['SELECT', 'a', '.', 'b', ',', '"x ""y"""']],
    ["'it''s' -- no\n/* a ; b */ 1.5e-3", ["'it''s'", '-- no', '/* a ; b */', '1.5e-3']],
    ['a<=-1', ['a', '<=', '-', '1']],
    ['a->>b::INT[]', ['a', '->>', 'b', '::', 'INT', '[', ']']],
    ['x*-y', ['x', '*', '-', 'y']],
    ['客户.余额>0', ['客户', '.', '余额', '>', '0']],
    ["SELECT 'open", ['SELECT', "'open"]],
    ['/* open', ['/* open']],
    ['a$b $1', ['a$b', '$', '1']],
    ['0xFF', ['0xFF']],
  ])('are those of %s', (sql, pieces) => {
    expect(sqlTokens(sql).map(({ text }) => text)).toEqual(pieces);
  });

  it('leave out nothing but blanks', () => {
    const sql = 'SELECT\t1,\'一 二\' ,\u3000"n"; -- end\n???';
    expect(sqlTokens(sql).map(({ text, start }) => sql.slice(start, start + text.length) === text)).not.toContain(false);
    expect(
      sqlTokens(sql)
        .map(({ text }) => text)
        .join(''),
    ).toBe(sql.replaceAll(/(?<!一)[\s\u3000](?!二|end|n)/g, ''));
  });

  it('make statements, which a semicolon in quotes or comments does not part', () => {
    const text = "SELECT ';'; -- ; first\nSELECT 2 /* ; */ ;\n\n;  SELECT 3 ";
    expect(sqlStatements(text).map((each) => each.text)).toEqual(["SELECT ';'", '-- ; first\nSELECT 2 /* ; */', 'SELECT 3']);
  });

  it.each([
    [0, 'SELECT 1'],
    [8, 'SELECT 1'],
    [9, 'SELECT 1'],
    [11, 'SELECT 2'],
    [30, 'SELECT 2'],
  ])('at place %i belong to %s', (offset, statement) => {
    expect(statementAt('SELECT 1;\n\nSELECT 2;   \n', Math.min(offset, 23))?.text).toBe(statement);
  });

  it('have a line and a column', () => {
    const text = 'a\n余额 b';
    expect(placeIn(text, 5)).toEqual({ line: 2, column: 4 });
    expect(offsetOf(text, { line: 2, column: 4 })).toBe(5);
    expect(offsetOf(text, { line: 9, column: 9 })).toBe(text.length);
  });

  it('are names in quotes where they must be', () => {
    expect(['city', '余额', 'order', '2024', 'a b', 'a"b'].map(writtenName)).toEqual([
      'city',
      '余额',
      '"order"',
      '"2024"',
      '"a b"',
      '"a""b"',
    ]);
    expect(plainName('"a""b"')).toBe('a"b');
  });
});

describe('names like a written one', () => {
  it.each([
    ['martial', ['marital', 'balance'], ['marital']],
    ['cuont', ['count', 'avg', 'mount'], ['count']],
    ['余颔', ['余额', '城市'], ['余额']],
    ['客户姓名字', ['客户姓名', '机构'], ['客户姓名']],
    ['custmers', ['customers', 'customer_accounts'], ['customers']],
    ['zzz', ['a', 'b'], []],
  ])('%s', (written, names, near) => {
    expect(nearNames(written, names)).toEqual(near);
  });
});
