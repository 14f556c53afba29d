import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const SHARED_DATA = join(import.meta.dirname, '../../../../shared/data');

/** Rows as the data's own description counts them. */
const FILES = [
  {
    file: 'cdnow/CDNOW_master.txt',
    rows: 69_659,
    format: 'fixed',
    first: { name: 'customer_id', type: 'text' },
    customers: 23_570,
  },
  { file: 'cdnow/CDNOW_sample.txt', rows: 6919, format: 'fixed', first: { name: 'column0', type: 'text' }, customers: 2357 },
  { file: 'hillstrom/hillstrom.csv', rows: 64_000, format: 'csv', first: { name: 'recency', type: 'integer' }, customers: 12 },
] as const;

describeEngines('files of other people', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  it.each(FILES)('$file comes in whole, with its identifiers as text', async ({ file, rows, format, first, customers }) => {
    const token = test.grant(join(SHARED_DATA, file));
    const preview = await test.call('imports.preview', { file: token });
    expect(preview).toMatchObject({ format });
    expect(preview.columns[0]).toMatchObject(first);
    const receipt = await test.call('imports.run', { file: token });
    expect(receipt).toMatchObject({ rows, rowsRead: rows, rejected: 0, format });
    await test.call('entities.apply', { map: { customers: { table: receipt.table, key: { line: true } } } });
    const tags = await test.call('tags.list', {});
    expect(tags.find(({ id }) => id === first.name)).toMatchObject({ distinct: customers, coverage: 1 });
  });

  it('days written as digits become dates where the user says so', async () => {
    const token = test.grant(join(SHARED_DATA, 'cdnow/CDNOW_master.txt'));
    const receipt = await test.call('imports.run', { file: token, table: 'dated' });
    expect(receipt).toMatchObject({ rows: 69_659, rejected: 0 });
    await test.call('entities.apply', { map: { customers: { table: 'dated', key: { line: true } } } });
    const { range } = await test.call('tags.distribution', { tag: 'date' });
    expect(range).toEqual({ min: '1997-01-01', max: '1998-06-30' });
  });
});
