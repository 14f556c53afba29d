import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

/** Written by pyarrow, see make.py there. */
const FOLDER = 'test/golden/files';
const COLUMNS = {
  id: ['integer', '9007199254740994', '9007199254740996'],
  tiny: ['integer', '-49', null],
  huge: ['text', '18446744073709551614', '18446744073709551612'],
  ratio: ['number', '0.25', null],
  half: ['number', '1.5', '1.5'],
  price: ['number', '-2.75', null],
  account: ['integer', '622203000000000001', '622203000000000003'],
  card: ['text', '6222030000000000000001', '6222030000000000000003'],
  ok: ['boolean', 'false', null],
  day: ['date', '2024-02-28', null],
  day64: ['date', '1960-01-01', '1960-01-01'],
  at: ['timestamp', '2024-02-29 12:00:01.00025', null],
  seconds: ['timestamp', '1969-12-31 23:59:59', '1969-12-31 23:59:59'],
  nanos: ['timestamp', '2024-02-29 12:00:00.00025', '2024-02-29 12:00:00.00025'],
  zoned: ['timestamp', '2024-03-01 00:00:00', '2024-03-01 00:00:00'],
  clock: ['text', '08:30:00.000005', '08:30:00.000005'],
  city: ['text', '宁波', null],
  year: ['integer', '2001', '2000'],
  note: ['text', '客户 "1"长', null],
  raw: ['text', 'a\\x00\\xFF', 'a\\x00\\xFF'],
  list: ['text', '["1",null,"1"]', '["1",null,"3"]'],
  inner: ['text', '{"a":"1","b":"x"}', '{"a":"3","b":"x"}'],
  nothing: ['text', null, null],
} as const;

describeEngines('an Arrow file', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  it.each([
    ['plain.arrow', 30],
    ['lz4.feather', 900],
    ['zstd.feather', 900],
    ['stream.ipc', 900],
  ])('%s comes in with the types it declares and every value', async (file, rows) => {
    const receipt = await test.call('imports.run', { file: test.grant(join(FOLDER, file)), table: 'arrow', options: {} });
    expect(receipt).toMatchObject({ format: 'arrow', rows, rejected: 0 });
    expect(receipt.columns).toEqual(Object.entries(COLUMNS).map(([name, [type]]) => ({ name, type })));
    const cells = await test.textCells('FROM data.arrow WHERE id IN (9007199254740994, 9007199254740996) ORDER BY id');
    expect(cells[0]).toEqual(Object.values(COLUMNS).map(([, second]) => second));
    expect(cells[1]).toEqual(Object.values(COLUMNS).map(([, , fourth]) => fourth));
    expect(await test.countBySql('SELECT count(DISTINCT id) FROM data.arrow', [])).toBe(rows);
  });

  it('says that times with a zone are kept in UTC, and takes another type where the values have it', async () => {
    const file = test.grant(join(FOLDER, 'plain.arrow'));
    const { columns, rows } = await test.call('imports.preview', { file, options: {} });
    expect(columns.find(({ name }) => name === 'zoned')).toEqual({ name: 'zoned', type: 'timestamp', reason: 'utc' });
    expect(rows[1]?.[0]).toBe('9007199254740994');
    const options = { types: { city: 'integer', tiny: 'text' }, nulls: ['宁波', ''], rejectShare: 1 } as const;
    const receipt = await test.call('imports.run', { file, table: 'typed', options: { ...options, nulls: [...options.nulls] } });
    expect(receipt).toMatchObject({ rows: 22, rejected: 8 });
    expect(await test.textCells(`FROM (SELECT id, ratio, "at", price FROM data.typed WHERE tiny = '-48')`)).toEqual([
      ['9007199254740995', '0.5', '2024-02-29 12:00:02.00025', '-2.5'],
    ]);
    const rejects = await test.call('imports.rejects', { receipt: receipt.id, offset: 0, limit: 1 });
    expect(rejects.rows).toMatchObject([{ line: 1, column: 'city', text: '杭州' }]);
  });

  it('that is cut off, damaged or of the first Feather version is refused in one sentence', async () => {
    for (const name of ['plain.arrow', 'lz4.feather', 'stream.ipc']) {
      const whole = readFileSync(join(FOLDER, name));
      for (const part of [0.05, 0.5, 0.98]) await expectRefused(name, whole.subarray(0, Math.floor(whole.length * part)));
      const damaged = Buffer.from(whole);
      damaged.fill(0xee, 8, 16).fill(0xee, whole.length - 14, whole.length - 6);
      await expectRefused(name, damaged);
    }
    // A count of 1,275,068,417 buffers, which Arrow's library would go through one by one.
    const counted = readFileSync(join(FOLDER, 'plain.arrow'));
    counted[1791] = 0x4c;
    await expectRefused('counted.arrow', counted);
    await expectRefused('old.feather', Buffer.from('FEA1\0\0\0\0FEA1'));
  });

  async function expectRefused(name: string, content: Uint8Array): Promise<void> {
    const path = join(engine.folder, name);
    writeFileSync(path, content);
    const error = await test.failure('imports.run', { file: test.grant(path), options: {} });
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE', at: { file: name } });
    expect(error.hint).toBeTruthy();
  }
});
