import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { ImportOptions } from '../../../shared/model/import';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const MESSY = '../shared/data/messy';
/** Characters of four bytes in GB18030, two of them outside the basic plane. */
const NAMES = ['张三', '李㐂', '王𠀀', '𬸚', '赵 ①', "O'Brien; 周"];
const TABLE = `客户号,姓名,余额\n${NAMES.map((name, index) => `00${index},${name},${index}.5`).join('\n')}\n`;

describeEngines('text', (engine) => {
  let test: TestKernel;

  beforeEach(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  const written: [how: string, content: Uint8Array, encoding: string][] = [
    ['in UTF-8', Buffer.from(TABLE), 'utf-8'],
    ['in UTF-8 with a mark', Buffer.from(`\uFEFF${TABLE}`), 'utf-8 with BOM'],
    ['in GB18030', iconv.encode(TABLE, 'gb18030'), 'gb18030'],
    ['in UTF-16, little end first', iconv.encode(TABLE, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['in UTF-16, big end first', iconv.encode(TABLE, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ['with carriage returns alone', iconv.encode(TABLE.replaceAll('\n', '\r'), 'gb18030'), 'gb18030'],
    ['packed with gzip', gzipSync(iconv.encode(TABLE, 'gb18030')), 'gb18030'],
  ];

  it.each(written)('%s comes in character for character', async (_how, content, encoding) => {
    const receipt = await load('names.csv', content);
    expect(receipt).toMatchObject({ encoding, rows: NAMES.length, rejected: 0 });
    expect(receipt.columns).toEqual([
      { name: '客户号', type: 'text' },
      { name: '姓名', type: 'text' },
      { name: '余额', type: 'number' },
    ]);
    for (const [index, name] of NAMES.entries()) {
      expect(
        await test.countBySql('SELECT count(*) FROM data.names WHERE "姓名" = $1 AND "客户号" = $2', [name, `00${index}`]),
      ).toBe(1);
    }
  });

  it('that is cut off in the middle of a character loses that row only, with its line', async () => {
    const whole = iconv.encode(TABLE, 'gb18030');
    const cut = whole.subarray(0, whole.length - '周,5.5\n'.length);
    const error = await refused('cut.csv', cut);
    expect(error).toMatchObject({ code: 'TOO_MANY_REJECTS', at: { line: 7 } });
    expect(await load('cut.csv', cut, { rejectShare: 1 })).toMatchObject({ rows: 5, rejected: 1 });
  });

  it('that is Chinese only in its last row is read as Chinese', async () => {
    const receipt = await load('tail.csv', readFileSync(`${MESSY}/derived__ascii_then_gbk_tail.csv`));
    expect(receipt).toMatchObject({ encoding: 'gb18030', rows: 9001, rejected: 0 });
  });

  it('is read in the encoding that the user names', async () => {
    const content = iconv.encode('name\nMüller\n', 'windows-1252');
    const preview = await test.call('imports.preview', {
      file: file('named.csv', content),
      options: { encoding: 'windows-1252' },
    });
    expect(preview.rows).toEqual([['Müller']]);
    expect(preview.encodings[0]).toEqual({ encoding: 'windows-1252', sample: 'Müller' });
  });

  it('is shown in every encoding that it is valid in', async () => {
    const preview = await test.call('imports.preview', { file: file('names.csv', iconv.encode(TABLE, 'gb18030')), options: {} });
    expect(preview.encodings[0]).toEqual({ encoding: 'gb18030', sample: '客户号,姓名,余额 ⏎ 000,张三,0.5' });
    expect(preview.encodings.map(({ encoding }) => encoding)).not.toContain('utf-8');
  });

  it('of a packed file that is cut off is refused whole', async () => {
    const packed = gzipSync(Buffer.from(TABLE.repeat(5000)));
    expect(await refused('cut.csv.gz', packed.subarray(0, packed.length - 20))).toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(await test.call('tables.list', {})).toEqual([]);
  });

  function file(name: string, content: Uint8Array): string {
    const path = join(engine.folder, name);
    writeFileSync(path, content);
    return test.grant(path);
  }

  async function load(name: string, content: Uint8Array, options: ImportOptions = {}) {
    return await test.call('imports.run', { file: file(name, content), options });
  }

  async function refused(name: string, content: Uint8Array) {
    return await test.failure('imports.run', { file: file(name, content), options: {} });
  }
});
