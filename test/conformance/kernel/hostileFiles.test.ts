import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'sql.js/dist/sql-wasm-inline.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportReceipt } from '../../../shared/model/import';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { zipOf } from '../../support/zip';

const TYPES = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
  <Default Extension="xml" ContentType="application/xml"/>
  <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
  <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>`;
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** A text of a thousand million letters, where entities within entities are made out. */
const LAUGHS = `<!DOCTYPE worksheet [<!ENTITY e0 "${'ha'.repeat(50)}">${Array.from(
  { length: 8 },
  (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`,
).join('')}]>`;

describeEngines('a file that means harm', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  it('a workbook whose entities grow without end is refused, or read without them', async () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>&e8;</t></is></c></row>';
    const file = write('laughs.xlsx', workbook(rows, { head: LAUGHS }));
    const outcome = await test.call('imports.run', { file, table: 'laughs' }).catch((cause) => cause.error);
    if ('rows' in outcome) expect((await test.textCells('FROM data.laughs')).flat().join('').length).toBeLessThan(1000);
    else expect(outcome).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('laughs.xlsx') });
  });

  it('a workbook with links to other files gives the values that it keeps of them', async () => {
    const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>far</t></is></c></row>
      <row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>[1]Sheet1!A1</f><v>kept</v></c></row>`;
    const link = `<externalLink xmlns="${MAIN}"><externalBook xmlns:r="${RELATIONS}" r:id="rId1"/></externalLink>`;
    const target = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="rId1" Type="${RELATIONS}/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/></Relationships>`;
    const more = [
      { name: 'xl/externalLinks/externalLink1.xml', bytes: link },
      { name: 'xl/externalLinks/_rels/externalLink1.xml.rels', bytes: target },
    ];
    const receipt = await load(write('links.xlsx', workbook(rows, { more })), 'links');
    expect(receipt).toMatchObject({ rows: 1, rejected: 0 });
    expect(await test.textCells('FROM data.links')).toEqual([['1', 'kept']]);
  });

  it('a SQLite file with triggers and a view gives its table, and nothing of them runs', async () => {
    const { Database } = await sqlite();
    const database = new Database();
    database.run(`CREATE TABLE people (id INTEGER, name TEXT); INSERT INTO people VALUES (1, '王芳'), (2, '李强');
      CREATE TRIGGER grow AFTER INSERT ON people BEGIN INSERT INTO people SELECT id + 1, name FROM people; END;
      CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n`);
    const file = write('triggers.sqlite', database.export());
    database.close();
    const { parts } = await test.call('imports.preview', { file });
    expect(parts ?? [{ name: 'people' }]).toEqual([expect.objectContaining({ name: 'people' })]);
    expect(await load(file, 'people')).toMatchObject({ rows: 2, rejected: 0 });
    expect(await test.textCells('FROM data.people ORDER BY id')).toEqual([
      ['1', '王芳'],
      ['2', '李强'],
    ]);
  });

  it('a table of 5,000 columns comes in whole', async () => {
    const names = Array.from({ length: 5000 }, (_, n) => `c${n}`);
    const lines = [names, names.map((_, n) => String(n)), names.map((_, n) => String(n * 2))].map((cells) => cells.join(','));
    const receipt = await load(write('wide.csv', lines.join('\n')), 'wide');
    expect(receipt).toMatchObject({ rows: 2, rejected: 0 });
    expect(receipt.columns).toHaveLength(5000);
    expect(await test.textCells('FROM (SELECT c0, c4999 FROM data.wide)')).toEqual([
      ['0', '4999'],
      ['0', '9998'],
    ]);
  });

  function write(name: string, bytes: string | Uint8Array): string {
    const path = join(engine.folder, name);
    writeFileSync(path, bytes);
    return test.grant(path);
  }

  function load(file: string, table: string): Promise<ImportReceipt> {
    return test.call('imports.run', { file, table });
  }
});

function workbook(rows: string, { head = '', more = [] }: { head?: string; more?: { name: string; bytes: string }[] }): Buffer {
  const relations = (type: string, target: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/${type}" Target="${target}"/></Relationships>`;
  return zipOf(
    { name: '[Content_Types].xml', bytes: TYPES },
    { name: '_rels/.rels', bytes: relations('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      bytes: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', bytes: relations('worksheet', 'worksheets/sheet1.xml') },
    { name: 'xl/worksheets/sheet1.xml', bytes: `${head}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>` },
    ...more,
  );
}
