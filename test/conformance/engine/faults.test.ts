import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlConnection, SqlEngine } from '#shared/kernel/ports';
import { Fault } from '#shared/model/result';
import { describeEngines } from '../../support/engines';

const SECRET = '6222021234567890123';

describeEngines('a fault', ({ factory }) => {
  let engine: SqlEngine;
  let connection: SqlConnection;

  beforeAll(async () => {
    engine = await factory.open(null, { memoryMiB: 64 });
    connection = await engine.connect();
    await connection.exec(
      `CREATE TABLE people(name VARCHAR, card VARCHAR PRIMARY KEY); INSERT INTO people VALUES ('张三', '${SECRET}')`,
    );
  });

  afterAll(() => engine.close());

  const errorOf = async (sql: string) => {
    const cause = await connection.exec(sql).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(cause instanceof Fault)) throw new Error(`not a fault: ${String(cause)}`);
    return cause.error;
  };

  test.each([
    ['SELEC 1', { line: 1, column: 1 }],
    ['SELECT 1\nFROM nowhere', { line: 2, column: 6 }],
    ['SELECT nope FROM people', { line: 1, column: 8 }],
  ])('of %j is INVALID_SQL and says where', async (sql, at) => {
    expect(await errorOf(sql)).toMatchObject({ code: 'INVALID_SQL', at });
  });

  test('of a statement with parameters says where, too', async () => {
    const cases: [string, object][] = [
      ['SELEC $1', { line: 1, column: 1 }],
      ['SELECT $1\nFROM nowhere', { line: 2, column: 6 }],
      ['SELECT name\n, nope FROM people WHERE name > $1', { line: 2, column: 3 }],
    ];
    for (const [sql, at] of cases) {
      await expect(connection.query(sql, ['a'])).rejects.toMatchObject({ error: { code: 'INVALID_SQL', at } });
    }
  });

  test.each([
    ['SELECT name::INTEGER FROM people'],
    ['SELECT card::TINYINT FROM people'],
    ['SELECT card::DATE FROM people'],
    [`INSERT INTO people VALUES ('李四', '${SECRET}')`],
    ['SELECT card::HUGEINT * 1000000000000000000::HUGEINT * 1000::HUGEINT FROM people'],
    ['SELECT error(name || card) FROM people'],
    ["SELECT strptime(card, '%Y') FROM people"],
    ['SELECT (card::BIGINT)::INTEGER FROM people'],
    ['SELECT card::DECIMAL(9, 2) FROM people'],
    ['SELECT (card::BIGINT)::DECIMAL(9, 2) FROM people'],
    ['SELECT (card || )::INTEGER FROM people'],
  ])('of %j tells no value of a customer', async (sql) => {
    const text = JSON.stringify(await errorOf(sql));
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('张三');
  });

  test('of a key that is there already is KEY_VIOLATION', async () => {
    expect(await errorOf(`INSERT INTO people VALUES ('李四', '${SECRET}')`)).toMatchObject({ code: 'KEY_VIOLATION' });
  });

  test('of too little memory is OUT_OF_MEMORY with a hint, and the engine goes on', async () => {
    const sql = 'SELECT list(range ORDER BY hash(range)) FROM range(8000000)';
    expect(await errorOf(sql)).toMatchObject({ code: 'OUT_OF_MEMORY', hint: expect.stringContaining('native engine') });
    expect((await connection.query('SELECT 1')).rowCount).toBe(1);
  });

  test('ends every attempt to reach the network, and nothing is fetched', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests++;
      response.end('a\n1\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const attempts = [
      'INSTALL httpfs',
      `INSTALL httpfs FROM '${url}'`,
      'LOAD httpfs',
      `FROM '${url}/a.csv'`,
      `FROM read_csv('${url}/a.csv')`,
    ];
    for (const sql of attempts) await expect(connection.exec(sql)).rejects.toBeInstanceOf(Fault);
    expect(requests).toBe(0);
    server.close();
  });

  test('of a missing file is FILE_NOT_FOUND', async () => {
    expect(await errorOf("FROM read_csv('/no/such/file.csv')")).toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});
