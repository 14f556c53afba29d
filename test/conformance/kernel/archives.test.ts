import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { encode } from 'iconv-lite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportOptions } from '../../../shared/model/import';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { type ZipFile, zipOf } from '../../support/zip';

const MESSY = '../shared/data/messy';

describeEngines('an archive', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  it('comes in by its first data file', async () => {
    const receipt = await load(`${MESSY}/mt__simple.zip`);
    expect(receipt).toMatchObject({ file: 'mt__simple.zip', entry: 'simple.csv', table: 'simple', format: 'csv', rejected: 0 });
    expect(await test.textCells('FROM data.simple')).toHaveLength(receipt.rows);
  });

  it('shows its data files, and comes in by the one that is named, stored or packed', async () => {
    const path = write('two.zip', [
      { name: 'read me.pdf', bytes: '%PDF-1.4' },
      { name: '__MACOSX/._a.csv', bytes: 'x' },
      { name: 'a.csv', bytes: 'id,n\n1,2\n' },
      { name: '二月/b.csv', bytes: encode('客户,余额\n张三,1\n李四,x\n', 'gb18030'), stored: true },
    ]);
    const preview = await test.call('imports.preview', { file: test.grant(path) });
    expect(preview).toMatchObject({ file: 'two.zip', entry: 'a.csv', table: 'a' });
    expect(preview.entries).toEqual([
      { name: 'a.csv', size: 9 },
      { name: '二月/b.csv', size: 24 },
    ]);
    const options: ImportOptions = { entry: '二月/b.csv', types: { 余额: 'integer' }, rejectShare: 1 };
    const receipt = await load(path, options);
    expect(receipt).toMatchObject({ table: 'b', encoding: 'gb18030', rows: 1, rejected: 1 });
    const { rows } = await test.call('imports.rejects', { receipt: receipt.id, offset: 0, limit: 10 });
    expect(rows).toMatchObject([{ line: 3, column: '余额' }]);
    expect(await refused(path, { entry: 'c.csv' })).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('has every format in it', async () => {
    const golden = (name: string) => readFileSync(`test/golden/files/${name}`);
    const workbook = await writeXlsx({ sheets: [{ name: '表', rows: [['a'], [7]] }] });
    const path = write('formats.zip', [
      { name: 'rows.json', bytes: '[{"a":1},{"a":2}]' },
      { name: 'book.xlsx', bytes: workbook },
      { name: 'plain.arrow', bytes: golden('plain.arrow') },
      { name: 'bank.sqlite', bytes: golden('bank.sqlite') },
      { name: 'nan.parquet', bytes: readFileSync(`${MESSY}/ddb__parquet-testing__arrow__single_nan.parquet`) },
    ]);
    const formats: string[] = [];
    const { entries = [] } = await test.call('imports.preview', { file: test.grant(path) });
    for (const { name } of entries) {
      const { format, rows } = await load(path, { entry: name });
      formats.push(`${format} ${rows > 0}`);
    }
    expect(formats).toEqual(['json true', 'xlsx true', 'arrow true', 'sqlite true', 'parquet true']);
  });

  it('has a database in it', async () => {
    const saved = join(engine.folder, 'saved.huaxiang');
    await load(write('a.zip', [{ name: 'a.csv', bytes: 'id\n1\n2\n' }]));
    await test.call('workspace.saveAs', { file: test.grant(saved) });
    await test.call('workspace.close', {});
    await test.call('workspace.create', { file: null });
    const path = write('database.zip', [{ name: 'saved.duckdb', bytes: readFileSync(saved) }]);
    const { parts = [] } = await test.call('imports.preview', { file: test.grant(path) });
    expect(parts.map(({ name }) => name)).toContain('data.a');
    expect(await load(path, { part: 'data.a' })).toMatchObject({ format: 'duckdb', rows: 2 });
    const cut = write('cut.zip', [{ name: 'saved.duckdb', bytes: readFileSync(saved).subarray(0, 20_000) }]);
    expect((await refused(cut)).message).toContain('cut.zip/saved.duckdb is not a database');
  });

  it('is read by names that are not UTF-8, and by none as a path', async () => {
    const path = write('evil.zip', [
      { name: '../../evil.csv', bytes: 'id\n1\n' },
      { name: 'C:\\windows\\evil2.csv', bytes: 'id\n1\n' },
      { name: encode('客户名单.csv', 'gbk'), bytes: 'id\n1\n' },
    ]);
    const before = readdirSync(engine.folder);
    const { entries = [] } = await test.call('imports.preview', { file: test.grant(path) });
    expect(entries.map(({ name }) => name)).toEqual(['../../evil.csv', 'C:\\windows\\evil2.csv', '客户名单.csv']);
    const tables: string[] = [];
    for (const { name } of entries) tables.push((await load(path, { entry: name })).table);
    expect(tables).toEqual(['evil', 'evil2', '客户名单']);
    expect(readdirSync(engine.folder)).toEqual(before);
    expect(existsSync(join(engine.folder, '../../evil.csv'))).toBe(false);
  });

  it.each<[string, ZipFile | null, string]>([
    ['says that it unpacks to a thousand times', { name: 'a.csv', bytes: 'a\n1\n', size: 200_000_000 }, 'fill the disk'],
    ['unpacks to more than it says', { name: 'a.csv', bytes: 'a\n1\n', size: 3 }, 'x.zip/a.csv would unpack'],
    ['has a password', { name: 'a.csv', bytes: 'a\n1\n', flags: 1 }, 'x.zip/a.csv has a password'],
    ['is packed in an unknown way', { name: 'a.csv', bytes: 'a\n1\n', method: 9 }, 'method 9'],
    ['has a wrong checksum', { name: 'a.csv', bytes: 'a\n1\n', crc: 1 }, 'x.zip/a.csv is cut off or damaged'],
    ['unpacks to less than it says', { name: 'a.csv', bytes: 'a\n1\n', size: 5 }, 'x.zip/a.csv is cut off or damaged'],
    ['is damaged inside', { name: 'a.csv', bytes: 'a\n1\n', stored: true, method: 8 }, 'x.zip/a.csv is cut off or damaged'],
    [
      'lies in an archive',
      { name: 'b.zip', bytes: zipOf({ name: 'a.csv', bytes: 'a\n1\n' }) },
      'x.zip/b.zip is an archive inside',
    ],
    ['hides an archive', { name: 'b.csv', bytes: gzipSync('a\n1\n') }, 'x.zip/b.csv is an archive inside'],
    ['has no data file', { name: 'read me.pdf', bytes: 'a' }, 'x.zip is an archive without a data file'],
    ['has an empty file', { name: 'a.csv', bytes: '' }, 'x.zip/a.csv is empty'],
    ['is empty', null, 'x.zip is an archive without a data file'],
  ])('that %s is refused', async (_, file, words) => {
    const tables = await test.call('tables.list', {});
    expect((await refused(write('x.zip', file ? [file] : []))).message).toContain(words);
    expect(await test.call('tables.list', {})).toEqual(tables);
  });

  it('that is cut off is refused', async () => {
    const whole = zipOf({ name: 'a.csv', bytes: 'a\n1\n' });
    const path = join(engine.folder, 'cut.zip');
    writeFileSync(path, whole.subarray(0, whole.length - 10));
    expect((await refused(path)).message).toContain('cut.zip is an archive that is cut off');
  });

  it('of gzip holds every format', async () => {
    const path = join(engine.folder, 'nan.parquet.gz');
    writeFileSync(path, gzipSync(readFileSync(`${MESSY}/ddb__parquet-testing__arrow__single_nan.parquet`)));
    expect(await load(path)).toMatchObject({ format: 'parquet', table: 'nan' });
    const book = join(engine.folder, 'book.xlsx.gz');
    writeFileSync(book, gzipSync(await writeXlsx({ sheets: [{ name: '表', rows: [['a'], [7]] }] })));
    expect(await load(book)).toMatchObject({ format: 'xlsx', rows: 1 });
  });

  it.each([
    ['ddb__csv__broken__test.csv.zst', 'Zstandard'],
    ['dt__colnames4096.csv.bz2', 'bzip2'],
  ])('of another kind is refused: %s', async (name, packing) => {
    const { message, hint } = await refused(`${MESSY}/${name}`);
    expect(message).toContain(`is packed with ${packing}`);
    expect(hint).toContain('Unpack it');
  });

  function write(name: string, files: readonly ZipFile[]): string {
    const path = join(engine.folder, name);
    writeFileSync(path, zipOf(...files));
    return path;
  }

  const load = (path: string, options: ImportOptions = {}) => test.call('imports.run', { file: test.grant(path), options });
  const refused = (path: string, options: ImportOptions = {}) => test.failure('imports.run', { file: test.grant(path), options });
});
