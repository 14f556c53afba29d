import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../../shared/model/import';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const MESSY = '../shared/data/messy';

describeEngines('a JSON file', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  it('of an array comes in with a column for every value that an object has, of the type that all have', async () => {
    const rows = [
      {
        id: 1,
        name: '张三',
        address: { city: '杭州', zip: '310000' },
        ok: true,
        opened: '2024-02-29',
        amount: 1,
        tags: ['a', 'b c'],
      },
      { id: 2, name: '', address: { city: null }, ok: null, opened: '2024-03-01', amount: 2.5, tags: [], extra: 'late' },
      { id: 3, name: null, address: null, at: '2024-03-01T08:00:00.25+08:00', tags: [{ x: 1 }] },
    ];
    const { columns } = await load('customers.json', JSON.stringify(rows, null, 2));
    expect(columns).toEqual([
      { name: 'id', type: 'integer' },
      { name: 'name', type: 'text' },
      { name: 'address.city', type: 'text' },
      { name: 'address.zip', type: 'text' },
      { name: 'ok', type: 'boolean' },
      { name: 'opened', type: 'date' },
      { name: 'amount', type: 'number' },
      { name: 'tags', type: 'text' },
      { name: 'extra', type: 'text' },
      { name: 'at', type: 'timestamp' },
    ]);
    expect(await cells('customers')).toEqual([
      ['1', '张三', '杭州', '310000', 'true', '2024-02-29', '1.0', '["a","b c"]', null, null],
      ['2', '', null, null, null, '2024-03-01', '2.5', '[]', 'late', null],
      ['3', null, null, null, null, null, null, '[{"x":1}]', null, '2024-03-01 00:00:00.25'],
    ]);
  });

  it('keeps every digit of long numbers, and says why they are text', async () => {
    const file = made('cards.jsonl', '{"card":6222030000112345678,"n":9007199254740991}\n{"card":1,"n":-9007199254740991}\n');
    const preview = await test.call('imports.preview', { file, options: {} });
    expect(preview.columns).toEqual([
      { name: 'card', type: 'text', reason: 'longDigits' },
      { name: 'n', type: 'integer' },
    ]);
    await test.call('imports.run', { file, options: {} });
    expect(await cells('cards')).toEqual([
      ['6222030000112345678', '9007199254740991'],
      ['1', '-9007199254740991'],
    ]);
  });

  it('that is one object gives the rows of the array in it that is chosen', async () => {
    const content = JSON.stringify({
      total: 2,
      customers: [{ id: 1 }, { id: 2 }],
      note: [1],
      accounts: [{ no: '01' }],
      next: null,
    });
    const file = made('export.json', content);
    expect(await test.call('imports.preview', { file, options: {} })).toMatchObject({
      part: 'customers',
      parts: [{ name: 'customers' }, { name: 'accounts' }],
      rows: [['1'], ['2']],
    });
    expect(await load('export.json', content, { part: 'accounts' })).toMatchObject({ part: 'accounts', rows: 1 });
    expect(await refused('export.json', content, { part: 'absent' })).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('in another encoding and compressed is read as it was meant', async () => {
    const utf16 = Buffer.from('\uFEFF[{"城市":"杭州"},{"城市":"宁波"}]', 'utf16le');
    expect(await load('u.json', utf16)).toMatchObject({ rows: 2, columns: [{ name: '城市', type: 'text' }] });
    expect(await load('z.ndjson.gz', gzipSync('{"a":1}\r\n\r\n{"a":2}'))).toMatchObject({ table: 'z', rows: 2 });
    expect(
      await refused('b.json', Buffer.from([...Buffer.from('{"a":1}\n{"a":"'), 0xff, 0x22, 0x7d]), { encoding: 'utf-8' }),
    ).toMatchObject({
      code: 'FILE_UNREADABLE',
      at: { line: 1 },
    });
  });

  it('tells the line in the file of the rows that do not fit a chosen type', async () => {
    const content =
      '\n{"id":"1","note":"two\\nlines"}\n\n{"id":"x","note":"b"}\n{"id":"3","note":null}\n{"id":"","note":"unknown"}';
    const receipt = await load('lines.ndjson', content, { types: { id: 'integer' }, nulls: ['', 'unknown'], rejectShare: 1 });
    expect(receipt).toMatchObject({ rows: 3, rejected: 1 });
    const rejects = await test.call('imports.rejects', { receipt: receipt.id, offset: 0, limit: 10 });
    expect(rejects.rows).toMatchObject([{ line: 4, column: 'id', text: 'x' }]);
    expect(await cells('lines')).toEqual([
      ['1', 'two\nlines'],
      ['3', null],
      [null, null],
    ]);
  });

  it('has names that a table can have, whatever its keys are', async () => {
    const receipt = await load('names.json', '[{"ID":1,"id":2,"":3,"a.b":4,"a":{"b":5},"\\u0000q\\"":6,"z":{}}]', {
      names: undefined,
    });
    expect(receipt.columns.map(({ name }) => name)).toEqual(['ID', 'id_1', 'column2', 'a.b', 'a.b_1', '.q"']);
    expect(await cells('names')).toEqual([['1', '2', '3', '4', '5', '6']]);
    const renamed = await load('r.json', '[{"a":1,"b":"x"}]', { names: ['编号', '名'] });
    expect(renamed.columns.map(({ name }) => name)).toEqual(['编号', '名']);
  });

  it('from a public collection comes in whole, or with the line that is wrong', async () => {
    const receipt = async (file: string) => await test.call('imports.run', { file: test.grant(`${MESSY}/${file}`), options: {} });
    expect(await receipt('ddb__json__example_rn.ndjson')).toMatchObject({ rows: 5, rejected: 0 });
    expect(await receipt('ddb__json__inconsistent_schemas.ndjson')).toMatchObject({ rows: 5, rejected: 0 });
    expect(await cells('ddb__json__inconsistent_schemas')).toContainEqual(['[3]', 'The Firm']);
    const wrong = { file: test.grant(`${MESSY}/ddb__json__unterminated_quotes.ndjson`), options: {} };
    expect(await test.failure('imports.run', wrong)).toMatchObject({ code: 'FILE_UNREADABLE', at: { line: 3 } });
  });

  const deep = `[${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}]`;
  const deepArray = `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  describe.each([
    ['cut off in an array', '[{"a":1},\n{"a":', 2],
    ['cut off in a row', '{"a":1}\n{"a":"x', 2],
    ['cut off behind a comma', '[{"a":1},', 1],
    ['nested 10,000 deep', deep, 1],
    ['with arrays nested 10,000 deep', deepArray, 1],
    ['with a comma too many', '[{"a":1},\n\n]', 3],
    ['with a word that is none', '{"a":1}\n{"a":NaN}\n', 2],
    ['with an escape that is none', '{"a":"\\x"}', 1],
    ['with something behind it', '[{"a":1}]\n[{"a":2}]', 2],
    ['of numbers', '[\n1, 2]', 2],
    ['with a row that is a list', '{"a":1}\n[1]', 2],
    ['with a row of more than 2 MiB', `{"a":1}\n{"b":"${'x'.repeat(3_000_000)}"}`, 2],
  ])('%s', (_, content, line) => {
    it('is refused in one sentence with its line', async () => {
      const error = await refused('wrong.json', content);
      expect(error).toMatchObject({ code: 'FILE_UNREADABLE', at: { file: 'wrong.json', line } });
      expect(error.message).toContain(`${line}`);
      expect(error.hint).toBeTruthy();
    });
  });

  it('without rows or names is refused', async () => {
    expect(await refused('none.json', '[]')).toMatchObject({ code: 'FILE_EMPTY' });
    expect(await refused('bare.json', '[{},{}]')).toMatchObject({ code: 'FILE_UNREADABLE' });
    const keyed = Array.from({ length: 10_001 }, (_, index) => `{"k${index}":1}`).join('\n');
    expect(await refused('keyed.json', keyed)).toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('is read piece by piece, wherever the pieces end', async () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => ({
      id,
      note: `"客户" \\ ${id} ${'长'.repeat(id % 50)}`,
      inner: { even: id % 2 === 0 },
    }));
    expect(await load('many.json', JSON.stringify({ rows }))).toMatchObject({ rows: 20_000, rejected: 0 });
    const expected = rows.reduce((sum, { note }) => sum + note.length, 0);
    expect(await test.countBySql('SELECT sum(length(note)) FROM data.many', [])).toBe(expected);
    expect(await test.countBySql('SELECT sum(id) FROM data.many WHERE "inner.even"', [])).toBe(99_990_000);
  });

  function made(name: string, content: string | Uint8Array): string {
    const path = join(engine.folder, name);
    writeFileSync(path, content);
    return test.grant(path);
  }

  async function load(name: string, content: string | Uint8Array, options: ImportOptions = {}) {
    return await test.call('imports.run', { file: made(name, content), options });
  }

  async function refused(name: string, content: string | Uint8Array, options: ImportOptions = {}) {
    return await test.failure('imports.run', { file: made(name, content), options });
  }

  async function cells(table: string) {
    return await test.textCells(`FROM data."${table}"`);
  }
});
