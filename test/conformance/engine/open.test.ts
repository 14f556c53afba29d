import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { records } from '#shared/kernel/table';
import { lockInOtherProcess, withoutRights } from '../../support/child';
import { describeEngines } from '../../support/engines';

describeEngines('opening', ({ name, factory, files, folder }) => {
  const open = (path: string) => factory.open(files.grant(path), {});

  const codeOf = async (path: string) => {
    const before = existsSync(path) && statSync(path).isFile() ? hash(path) : null;
    const error = await open(path).then(
      async (engine) => {
        await engine.close();
        return undefined;
      },
      (cause: { error?: { code: string; message: string } }) => cause.error ?? cause,
    );
    if (before !== null) expect(hash(path)).toBe(before);
    return error;
  };

  const makeWorkspace = async (path: string, rows = 100_000) => {
    const engine = await open(path);
    const connection = await engine.connect();
    await connection.exec(`CREATE SCHEMA meta; CREATE TYPE meta.lev AS ENUM ('低', '高')`);
    await connection.exec(
      `CREATE TABLE meta."t 1" AS SELECT range AS a, '文' || range AS b, CAST('高' AS meta.lev) AS l FROM range(${rows})`,
    );
    await engine.close();
    return path;
  };

  test('makes a workspace that is there again after closing, with nothing beside it', async () => {
    const path = await makeWorkspace(join(folder, 'made.huaxiang'));
    expect(readdirSync(folder).filter((file) => file.includes('made'))).toEqual(['made.huaxiang']);
    for (let round = 1; round <= 2; round++) {
      const engine = await open(path);
      const connection = await engine.connect();
      const sql = 'SELECT count(*)::INTEGER AS n, max(b) AS b, min(l)::VARCHAR AS l FROM meta."t 1"';
      expect(records(await connection.query(sql))).toEqual([{ n: 99_999 + round, b: '文99999', l: '高' }]);
      await connection.exec(`INSERT INTO meta."t 1" VALUES (-1, '', '高')`);
      await engine.close();
    }
  });

  test('makes files that DuckDB itself opens', async () => {
    const path = await makeWorkspace(join(folder, 'plain.huaxiang'));
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    const rows = await connection.runAndReadAll(`SELECT sum(a)::INTEGER FROM meta."t 1" WHERE b LIKE '文9%'`);
    expect(rows.getRows()).toHaveLength(1);
    connection.closeSync();
    instance.closeSync();
  });

  test('keeps what was written by any kind of statement', async () => {
    const path = await makeWorkspace(join(folder, 'kinds.huaxiang'), 10);
    const writes = [
      'BEGIN; CREATE TABLE one AS SELECT 1 AS a; COMMIT',
      'SELECT 1; INSERT INTO one VALUES (2)',
      'WITH three AS (SELECT 3 AS a) INSERT INTO one FROM three',
      'SET threads = 1; INSERT INTO one VALUES (4)',
    ];
    for (const sql of writes) {
      const engine = await open(path);
      await (await engine.connect()).exec(sql);
      await engine.close();
    }
    const engine = await open(path);
    const rows = await (await engine.connect()).query('SELECT a FROM one ORDER BY a');
    expect(rows.columns[0]?.values).toEqual(Int32Array.of(1, 2, 3, 4));
    await engine.close();
  });

  test('leaves a file alone that was only read', async () => {
    const path = await makeWorkspace(join(folder, 'read.huaxiang'));
    const before = hash(path);
    const engine = await open(path);
    await (await engine.connect()).query('FROM meta."t 1" LIMIT 5');
    await engine.close();
    expect(hash(path)).toBe(before);
  });

  test('releases the file at the close, whatever was left open', async () => {
    const path = await makeWorkspace(join(folder, 'released.huaxiang'));
    const engine = await open(path);
    const connection = await engine.connect();
    for await (const _ of connection.stream('FROM meta."t 1" a, meta."t 1" b')) break;
    await connection.query('FROM meta."t 1"');
    await connection.stream('FROM meta."t 1"')[Symbol.asyncIterator]().next();
    await expect(connection.query('SELECT nope')).rejects.toThrow();
    await connection.stream('FROM meta."t 1"')[Symbol.asyncIterator]().next();
    await engine.close();
    await engine.close();
    const other = await lockInOtherProcess(path);
    await other.end();
  });

  test('a workspace that another process has open is WORKSPACE_LOCKED and names the process', async () => {
    const path = await makeWorkspace(join(folder, 'locked.huaxiang'));
    const other = await lockInOtherProcess(path);
    expect(await codeOf(path)).toMatchObject({ code: 'WORKSPACE_LOCKED' });
    if (name === 'native') expect(await codeOf(path)).toMatchObject({ message: expect.stringContaining(`${other.pid}`) });
    await other.end();
    expect(await codeOf(path)).toBeUndefined();
  });

  test('a workspace that this process has open, by another name too, is WORKSPACE_LOCKED', async () => {
    const path = await makeWorkspace(join(folder, 'twice.huaxiang'));
    const engine = await open(path);
    symlinkSync(path, join(folder, 'link.huaxiang'));
    await expect(open(path)).rejects.toMatchObject({ error: { code: 'WORKSPACE_LOCKED' } });
    await expect(open(join(folder, 'link.huaxiang'))).rejects.toMatchObject({ error: { code: 'WORKSPACE_LOCKED' } });
    expect((await (await engine.connect()).query('FROM meta."t 1"')).rowCount).toBe(100_000);
    await engine.close();
  });

  test('saves a copy that is a workspace of its own, also from memory', async () => {
    const made = await makeWorkspace(join(folder, 'from.huaxiang'));
    for (const engine of [await open(made), await factory.open(null, {})]) {
      const connection = await engine.connect();
      await connection.exec(`CREATE TABLE marked AS SELECT 'here' AS m`);
      await engine.saveCopy(files.grant(join(folder, 'copy.huaxiang')));
      await engine.saveCopy(files.grant(join(folder, 'copy.huaxiang')));
      const copy = await open(join(folder, 'copy.huaxiang'));
      expect(records(await (await copy.connect()).query('FROM marked'))).toEqual([{ m: 'here' }]);
      await expect(engine.saveCopy(files.grant(join(folder, 'copy.huaxiang')))).rejects.toMatchObject({
        error: { code: 'WORKSPACE_LOCKED' },
      });
      await copy.close();
      await engine.close();
    }
    expect(readdirSync(folder).filter((file) => file.includes('copy'))).toEqual(['copy.huaxiang']);
  });

  test('a copy that cannot be written is a fault, and the next one works', async () => {
    const engine = await factory.open(null, {});
    await expect(engine.saveCopy(files.grant(join(folder, 'missing', 'a.huaxiang')))).rejects.toMatchObject({
      error: { code: 'FILE_NOT_FOUND' },
    });
    await engine.saveCopy(files.grant(join(folder, 'after.huaxiang')));
    expect(existsSync(join(folder, 'after.huaxiang'))).toBe(true);
    await engine.close();
  });

  test('leaves nothing running after the close', async () => {
    const before = process.getActiveResourcesInfo().length;
    const engine = await factory.open(null, {});
    await (await engine.connect()).query('SELECT 1');
    await engine.close();
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
  });

  test.each([
    ['a CSV file', 'rows.csv', 'a,b\n1,2\n'.repeat(5000)],
    ['a CSV file named like a workspace', 'csv.huaxiang', 'a,b\n1,2\n'.repeat(5000)],
    ['an empty file', 'empty.huaxiang', ''],
    ['a file of one byte', 'one.huaxiang', 'a'],
    ['a SQLite file', 'sqlite.huaxiang', `SQLite format 3\0${'\0'.repeat(5000)}`],
  ])('%s is NOT_A_WORKSPACE', async (_, file, content) => {
    const path = join(folder, file);
    writeFileSync(path, content);
    expect(await codeOf(path)).toMatchObject({ code: 'NOT_A_WORKSPACE', message: expect.stringContaining(file) });
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test('a folder is FILE_NOT_REGULAR, a missing folder FILE_NOT_FOUND', async () => {
    mkdirSync(join(folder, 'folder.huaxiang'));
    expect(await codeOf(join(folder, 'folder.huaxiang'))).toMatchObject({ code: 'FILE_NOT_REGULAR' });
    expect(await codeOf(join(folder, 'missing', 'a.huaxiang'))).toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  test('a file or a folder that may only be read is NO_PERMISSION', async () => {
    const path = await makeWorkspace(join(folder, 'read-only.huaxiang'));
    chmodSync(folder, 0o755);
    await withoutRights(async () => {
      expect(await codeOf(join(folder, 'new.huaxiang'))).toMatchObject({ code: 'NO_PERMISSION' });
    });
    chmodSync(folder, 0o777);
    chmodSync(path, 0o444);
    await withoutRights(async () => {
      expect(await codeOf(path)).toMatchObject({ code: 'NO_PERMISSION', message: expect.stringContaining('read-only.huaxiang') });
    });
    chmodSync(folder, 0o700);
  });

  test.each([20, 5000, 13_000, 300_000])('a workspace cut to %i bytes is WORKSPACE_DAMAGED', async (size) => {
    const whole = join(folder, 'whole.huaxiang');
    if (!existsSync(whole)) await makeWorkspace(whole);
    const path = join(folder, `cut${size}.huaxiang`);
    writeFileSync(path, readFileSync(whole).subarray(0, size));
    expect(await codeOf(path)).toMatchObject({ code: 'WORKSPACE_DAMAGED' });
  });

  test('a workspace with a wrong byte in its header is WORKSPACE_DAMAGED', async () => {
    const path = await makeWorkspace(join(folder, 'flipped.huaxiang'));
    const bytes = readFileSync(path);
    bytes[4096 + 100] = 255 - (bytes[4096 + 100] ?? 0);
    bytes[8192 + 100] = 255 - (bytes[8192 + 100] ?? 0);
    writeFileSync(path, bytes);
    expect(await codeOf(path)).toMatchObject({ code: 'WORKSPACE_DAMAGED' });
  });

  test('a workspace in a storage format of the future is WORKSPACE_NEWER', async () => {
    const path = await makeWorkspace(join(folder, 'newer.huaxiang'));
    const bytes = readFileSync(path);
    bytes.writeBigUInt64LE(1000n, VERSION_AT);
    bytes.writeBigUInt64LE(headerChecksum(bytes.subarray(8, 4096)), 0);
    writeFileSync(path, bytes);
    expect(await codeOf(path)).toMatchObject({ code: 'WORKSPACE_NEWER' });
  });
});

const VERSION_AT = 12;

/** DuckDB's checksum of a header block. */
function headerChecksum(bytes: Buffer): bigint {
  let checksum = 5381n;
  for (let at = 0; at < bytes.length; at += 8) {
    checksum ^= BigInt.asUintN(64, bytes.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  }
  return checksum;
}

function hash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
