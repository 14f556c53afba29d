import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlConnection, SqlEngine } from '#shared/kernel/ports';
import { records } from '#shared/kernel/table';
import { describeEngines } from '../../support/engines';

const ENDLESS_COUNT = 'SELECT count(*) FROM range(100000000) a, range(100000) b WHERE (a.range * 7 + b.range) % 13 = 5';
const ENDLESS_SORT = 'SELECT a.range FROM range(100000000) a, range(100000) b ORDER BY hash(a.range + b.range)';
const CANCELLED = { error: { code: 'CANCELLED' } };

describeEngines('cancelling', ({ factory }) => {
  let engine: SqlEngine;
  let connection: SqlConnection;

  beforeAll(async () => {
    engine = await factory.open(null, { memoryMiB: 1024 });
    connection = await engine.connect();
  });

  afterAll(() => engine.close());

  const usable = async () => expect(records(await connection.query('SELECT $1 AS ok', [1]))).toEqual([{ ok: 1 }]);

  test.each([
    ['a count', ENDLESS_COUNT, []],
    ['a count with parameters', `${ENDLESS_COUNT} AND a.range > $1`, [1]],
    ['a sort', ENDLESS_SORT, []],
  ])('interrupts %s that would take days, and the connection goes on', async (_, sql, params) => {
    const stop = new AbortController();
    const answer = connection.query(sql, params, stop.signal);
    const failed = expect(answer).rejects.toMatchObject(CANCELLED);
    await wait(150);
    stop.abort();
    await failed;
    await usable();
  });

  test('interrupts a statement that writes, and leaves nothing of it', async () => {
    await connection.exec('CREATE TABLE target(a BIGINT)');
    const stop = new AbortController();
    const failed = expect(
      connection.exec(
        'INSERT INTO target SELECT a.range FROM range(100000000) a, range(100000) b WHERE a.range % 1000 = 7',
        [],
        stop.signal,
      ),
    ).rejects.toMatchObject(CANCELLED);
    await wait(100);
    stop.abort();
    await failed;
    expect(records(await connection.query('SELECT count(*)::INTEGER AS n FROM target'))).toEqual([{ n: 0 }]);
  });

  test('interrupts a stream between its batches', async () => {
    const stop = new AbortController();
    const loop = async () => {
      let batches = 0;
      for await (const _ of connection.stream('SELECT a.range FROM range(1000000) a, range(1000000) b', [], stop.signal)) {
        if (++batches === 3) stop.abort();
      }
    };
    await expect(loop()).rejects.toMatchObject(CANCELLED);
    await usable();
  });

  test('does not start a call whose signal has aborted before', async () => {
    const signal = AbortSignal.abort();
    await expect(connection.query('SELECT 1', [], signal)).rejects.toMatchObject(CANCELLED);
    await expect(connection.exec('CREATE TABLE never(a INTEGER)', [], signal)).rejects.toMatchObject(CANCELLED);
    await expect(connection.query('FROM never')).rejects.toMatchObject({ error: { code: 'INVALID_SQL' } });
  });

  test('after the answer has come changes nothing', async () => {
    const stop = new AbortController();
    expect((await connection.query('SELECT 1', [], stop.signal)).rowCount).toBe(1);
    stop.abort();
    await usable();
  });

  test('at the moment of the start is not lost', async () => {
    for (let round = 0; round < 5; round++) {
      const stop = new AbortController();
      const failed = expect(connection.query(ENDLESS_COUNT, [], stop.signal)).rejects.toMatchObject(CANCELLED);
      stop.abort();
      await failed;
    }
    await usable();
  });

  test('does not touch other connections', async () => {
    const other = await engine.connect();
    const stop = new AbortController();
    const failed = expect(connection.query(ENDLESS_COUNT, [], stop.signal)).rejects.toMatchObject(CANCELLED);
    const answer = other.query('SELECT sum(range)::DOUBLE AS s FROM range(3000000)');
    await wait(20);
    stop.abort();
    await failed;
    expect(records(await answer)).toEqual([{ s: 4499998500000 }]);
    await other.close();
  });

  test('by closing the connection ends its statement', async () => {
    const other = await engine.connect();
    const failed = expect(other.query(ENDLESS_COUNT)).rejects.toMatchObject(CANCELLED);
    await wait(50);
    await other.close();
    await failed;
  });
});
