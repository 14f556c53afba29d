import { appendFileSync, closeSync, ftruncateSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HuaxiangError } from '../../../shared/model/result';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const HEADER = 'id,amount\n';
const ROW = '1,2\n';
const MIB = 2 ** 20;
/** Larger than anything that a reader keeps in one piece; most of it is a hole in the file. */
const HUGE = 2200 * MIB;

describeEngines('a file that fails while it is imported', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: test.grant(join(engine.folder, 'kept.huaxiang')) });
    await test.call('imports.run', { file: file('kept.csv', HEADER + ROW.repeat(3)), table: 'kept' });
  });
  afterAll(() => test.kernel.close());

  function file(name: string, content: string): string {
    const path = join(engine.folder, name);
    writeFileSync(path, content);
    return test.grant(path);
  }

  /** A file that goes on with one long line, of letters and then of a hole up to `size`, and a last good row. */
  function longLine(name: string, before: string, letters: number, size = 0): string {
    const path = join(engine.folder, name);
    const handle = openSync(path, 'w');
    writeSync(handle, before);
    writeSync(handle, 'x'.repeat(letters));
    if (size > 0) ftruncateSync(handle, size);
    closeSync(handle);
    appendFileSync(path, `\n${ROW}`);
    return test.grant(path);
  }

  async function importWhile(name: string, change: (path: string) => void): Promise<HuaxiangError> {
    const token = file(name, HEADER + ROW.repeat(100_000));
    let changed = false;
    return await test.failure('imports.run', { file: token }, undefined, ({ phase }) => {
      if (phase !== 'rows' || changed) return;
      changed = true;
      change(join(engine.folder, name));
    });
  }

  function expectOneSentence({ message, hint }: HuaxiangError, name: string): void {
    expect(message).toContain(name);
    expect(message).not.toContain('\n');
    expect(hint).toBeTruthy();
  }

  async function expectIntact(): Promise<void> {
    const token = test.grant(join(engine.folder, 'kept.huaxiang'));
    const tables = [expect.objectContaining({ name: 'kept', rows: 3 })];
    expect(await test.call('tables.list', {})).toEqual(tables);
    await test.call('workspace.close', {});
    expect(await test.call('workspace.open', { file: token })).toMatchObject({ tables: 1, dataVersion: 1 });
    expect(await test.call('tables.list', {})).toEqual(tables);
  }

  it('a file that grows meanwhile is FILE_CHANGED', async () => {
    const error = await importWhile('grows.csv', (path) => appendFileSync(path, ROW));
    expect(error).toMatchObject({ code: 'FILE_CHANGED', at: { file: 'grows.csv' } });
    expectOneSentence(error, 'grows.csv');
    await expectIntact();
  });

  it('a file that is cut meanwhile is FILE_CHANGED, whatever the reader makes of its rest', async () => {
    const error = await importWhile('cut.csv', (path) => writeFileSync(path, ''));
    expect(error).toMatchObject({ code: 'FILE_CHANGED', at: { file: 'cut.csv' } });
    expectOneSentence(error, 'cut.csv');
    await expectIntact();
  });

  it('a file that is deleted meanwhile is FILE_NOT_FOUND and named', async () => {
    const error = await importWhile('deleted.csv', (path) => rmSync(path));
    expect(error).toMatchObject({ code: 'FILE_NOT_FOUND' });
    expectOneSentence(error, 'deleted.csv');
    await expectIntact();
  });

  it.each([
    ['one line and no more', '', 1],
    ['a long first row', `${HEADER}1,`, 2],
    ['a long row in the sample', `${HEADER}${ROW.repeat(5000)}1,`, 5002],
  ])('a file of 2 GB with %s is refused at that line', async (_, before, line) => {
    const token = longLine('huge.csv', before, 3 * MIB, HUGE);
    const memory = process.memoryUsage().rss;
    const error = await test.failure('imports.run', { file: token });
    expect(process.memoryUsage().rss - memory).toBeLessThan(512 * MIB);
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE', at: { file: 'huge.csv', line } });
    expectOneSentence(error, `huge.csv, line ${line}`);
    expect(await test.failure('imports.preview', { file: token })).toEqual(error);
    rmSync(join(engine.folder, 'huge.csv'));
    await expectIntact();
  });

  it('a line of 2 GB behind the sample is refused too, and not lost without a word', async () => {
    const rows = 100_000;
    const token = longLine('late.csv', `${HEADER}${ROW.repeat(rows)}1,`, MIB, HUGE);
    const memory = process.memoryUsage().rss;
    const error = await test.failure('imports.run', { file: token });
    expect(process.memoryUsage().rss - memory).toBeLessThan(512 * MIB);
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE', at: { file: 'late.csv', line: rows + 2 } });
    expectOneSentence(error, 'late.csv');
    rmSync(join(engine.folder, 'late.csv'));
    await expectIntact();
  });

  it.each([
    ['delimited', HEADER, ROW, '1,'],
    ['fixed', 'id amount\n', '1 2\n', '1 '],
  ])('a line of some MiB in a good %s file is a rejected row', async (format, header, row, start) => {
    const rows = 50_000;
    const before = `${header}${row.repeat(rows)}${start}`;
    for (const mebibytes of [3, 15]) {
      const path = join(engine.folder, 'middle.txt');
      writeFileSync(path, `${before}${'x'.repeat(mebibytes * MIB)}\n${row.repeat(rows)}`);
      const receipt = await test.call('imports.run', { file: test.grant(path), table: 'middle' });
      expect(receipt).toMatchObject({ format: format === 'fixed' ? 'fixed' : 'csv', rows: 2 * rows, rejected: 1 });
      const { rows: rejects } = await test.call('imports.rejects', { receipt: receipt.id, offset: 0, limit: 10 });
      expect(rejects).toMatchObject([{ line: rows + 2, reason: 'the line is too long' }]);
    }
    const strict = { file: test.grant(join(engine.folder, 'middle.txt')), options: { rejectShare: 0 } };
    const error = await test.failure('imports.run', strict);
    expect(error).toMatchObject({ code: 'TOO_MANY_REJECTS', at: { file: 'middle.txt', line: rows + 2 } });
    expectOneSentence(error, 'middle.txt');
    await test.call('tables.drop', { table: 'middle' });
    expect(await test.call('tables.list', {})).toMatchObject([{ name: 'kept', rows: 3 }]);
  });
});
