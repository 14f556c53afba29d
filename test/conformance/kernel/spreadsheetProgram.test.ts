import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { dataFile, FILE_FACTS } from '../../../shared/kernel/exportFiles';
import type { StagedColumn } from '../../../shared/kernel/exportRows';
import { TextBatch } from '../../../shared/kernel/textBatch';
import { cellRows } from '../../../shared/package/cellRows';
import { undoSafeText } from '../../../shared/privacy/safeCell';
import { CREATE_CANARIES_SQL } from '../../../shared/sql/canariesSql';
import { EXPORT_ROWS, stagedName } from '../../../shared/sql/exportRowsSql';
import { FORMULA_PAYLOADS } from '../../support/formulaPayloads';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-spreadsheet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Any of three delimiters, quoted cells looked at like others, and formulas calculated: the most careless of all ways to open it. */
const CARELESS = (charset: number) => `CSV:44/59/9,34,${charset},1,,0,false,true,false,false,false,0,true`;
const UTF_8 = 76;
const GB18030 = 85;

/** LibreOffice where the machine has it; nothing else here can say what a spreadsheet program makes of a file. */
describe.skipIf(spawnSync('soffice', ['--version']).status !== 0)('a spreadsheet program', () => {
  it.each(['csv', 'gb18030', 'xlsx'] as const)(
    'calculates no cell of what leaves as %s, and keeps its numbers',
    async (format) => {
      const { bytes } = await leaving(format);
      const filter = format === 'xlsx' ? [] : [`--infilter=${CARELESS(format === 'csv' ? UTF_8 : GB18030)}`];
      const { formulas, rows } = opened(`${format}.${FILE_FACTS[format].end}`, bytes, filter);
      expect(formulas).toBe(0);
      expect(rows[0]).toEqual(['text', 'n']);
      expect(rows.slice(1).map(([, n]) => n)).toEqual(FORMULA_PAYLOADS.map((_, at) => String(-at)));
      const texts = rows.slice(1).map(([text]) => undoSafeText(text ?? ''));
      expect(texts.map(withoutLineEnds)).toEqual(FORMULA_PAYLOADS.map(withoutLineEnds));
    },
  );

  it('calculates the same cells where nobody made them safe', () => {
    const cells = FORMULA_PAYLOADS.map((payload) => `"${payload}"\r\n`);
    expect(opened('unsafe.csv', Buffer.from(cells.join('')), [`--infilter=${CARELESS(UTF_8)}`]).formulas).toBeGreaterThan(0);
  });
});

/** The payloads and a number each, as the application writes them. */
async function leaving(format: 'csv' | 'gb18030' | 'xlsx') {
  const connection = await (await nativeEngines(new NodeFiles()).open(null, {})).connect();
  const names = ['row', 'order_text', stagedName(0), stagedName(1)];
  await connection.exec(`CREATE TABLE ${EXPORT_ROWS} (${names.map((name) => `${name} VARCHAR`).join(', ')})`);
  await connection.append({ schema: 'main', name: EXPORT_ROWS }, [payloadRows()]);
  await connection.exec(CREATE_CANARIES_SQL);
  const columns = [stagedColumn('text', 0), stagedColumn('n', 1)];
  const file = await dataFile(connection, columns, format, new AbortController().signal);
  await connection.close();
  return file;
}

/** Handed over as values: the database's own reading of a statement leaves out some letters that nobody sees. */
function payloadRows() {
  const batch = new TextBatch(4);
  for (const [at, payload] of FORMULA_PAYLOADS.entries()) {
    for (const [place, text] of [String(at), String(at).padStart(4, '0'), payload, String(-at)].entries()) batch.set(place, text);
    batch.endRow();
  }
  return batch.take();
}

function stagedColumn(name: string, place: number): StagedColumn {
  const tag = { id: name, name, type: place === 1 ? 'number' : 'text', source: { kind: 'column', column: name } };
  return {
    column: { name, treatment: { kind: 'keep' } },
    tag: tag as StagedColumn['tag'],
    kind: null,
    dataClass: 'C1',
    staged: stagedName(place),
    value: stagedName(place),
  };
}

function opened(name: string, bytes: Uint8Array, filter: readonly string[]) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const flat = converted(path, 'fods', filter);
  const table = converted(path, 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false', filter);
  return { formulas: flat.split('table:formula=').length - 1, rows: [...cellRows(table)] };
}

function converted(path: string, to: string, filter: readonly string[]): string {
  const target = mkdtempSync(join(folder, 'opened-'));
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
  const run = spawnSync('soffice', [profile, '--headless', '--convert-to', to, ...filter, '--outdir', target, path]);
  expect(run.status, String(run.stderr)).toBe(0);
  return readFileSync(join(target, `${parse(path).name}.${to.split(':')[0]}`), 'utf8');
}

/** A spreadsheet writes the ends of lines within a cell in its own way. */
function withoutLineEnds(text: string): string {
  return text.replace(/[\r\n]+/g, '');
}
