import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportOptions, ImportReceipt } from '../../../shared/model/import';
import { Fault, type HuaxiangError } from '../../../shared/model/result';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const FOLDER = '../shared/data/messy';

interface MessyFile {
  readonly file: string;
  readonly odd: string;
  readonly outcome: 'load' | 'report' | 'choose' | 'reject';
  readonly expect?: {
    readonly delimiter?: string;
    readonly quote?: string;
    readonly header?: boolean;
    readonly rows?: number;
    readonly columns?: number;
    readonly column_names?: readonly string[];
    readonly encoding?: string;
    readonly cells?: readonly { readonly row: number; readonly column: number; readonly value: string }[];
    readonly rows_as_objects?: readonly Readonly<Record<string, string>>[];
  };
}

const { files }: { files: readonly MessyFile[] } = JSON.parse(readFileSync(`${FOLDER}/manifest.json`, 'utf8'));
/** A table without rows is refused, since an export that came out empty is a mistake far more often than not. */
const WITHOUT_ROWS = ['ddb__csv__header_only.csv', 'ddb__parquet-testing__empty.parquet'];

/** What encodings are called here; an ASCII file is UTF-8 as well as Latin-1. */
const ENCODINGS: Readonly<Record<string, readonly string[]>> = {
  'utf-8': ['utf-8', 'utf-8 with BOM'],
  'utf-16': ['utf-16le', 'utf-16be'],
  'utf-16-be': ['utf-16be'],
  cp932: ['shift_jis'],
  'latin-1': ['windows-1252', 'utf-8'],
};
/** Columns without a name, or with the name of another, get one; blanks and characters that nobody sees are taken off names. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'ddb__csv__test__invalid_utf_header.csv': ['valid', 'invalid_\uFFFD\uFFFD_part', 'valid_1'],
  'ddb__csv__locations_row_trailing_comma.csv': ['id', 'name', 'lat', 'lon', 'column4'],
  'ddb__csv__auto__duplicate_header_columns.csv': [
    'a',
    ...Array.from({ length: 11 }, (_, index) => `a_${index + 1}`),
    'column12',
  ],
  'ddb__csv__auto__empty_header.csv': ['column0', 'column1', 'column2'],
  'csvkit__test_header_newline.csv': ['start \t\n\v\f\r end', 'b', 'c'],
  'ddb__csv__inconsistencies__inconsistent_columns_3.csv': ['one', 'two', 'three', 'column3'],
  'mt__sparse_with_column_errors.csv': ['LP', 'Bezeichnung', 'Kapitel/Titel', 'column3'],
  'derived__header_invisible.csv': ['客户号', '余额', '开户\n日期', '城市'],
};
/** Cells that are numbers and days, as the database writes them. */
const TYPED: Readonly<Record<string, string>> = { '1E-7': '1e-07', '300,000,000.40': '300000000.4', '13-12-2004': '2004-12-13' };

describeEngines('a messy file', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  describe.each(files.filter(({ file, outcome }) => outcome === 'load' && !WITHOUT_ROWS.includes(file)))(
    '$file ($odd)',
    ({ file, expect: wanted }) => {
      it('comes in whole', async () => await expectWhole(test, await load(file), wanted));
    },
  );

  it.each(WITHOUT_ROWS)('%s is refused for having no rows', async (file) => {
    // DuckDB's WebAssembly build makes no table of an Arrow stream without rows.
    const code = engine.name === 'wasm' && file.endsWith('.parquet') ? 'FILE_UNREADABLE' : 'FILE_EMPTY';
    expect(await attempt(file, {})).toMatchObject({ code });
  });

  describe.each(files.filter(({ outcome }) => outcome === 'choose'))('$file ($odd)', ({ file, expect: wanted }) => {
    it('comes in as it was meant when that is said, or is refused in one sentence', async () => {
      const { delimiter, quote, header } = wanted ?? {};
      const options = {
        ...(delimiter ? { delimiter } : {}),
        ...(quote ? { quote } : {}),
        ...(header === undefined ? {} : { header }),
      };
      const outcome = await attempt(file, options);
      if ('code' in outcome) expectSentence(outcome, file);
      else await expectWhole(test, outcome, wanted);
    });
  });

  describe.each(files.filter(({ outcome }) => outcome === 'report'))('$file ($odd)', ({ file, expect: wanted }) => {
    it('is refused with its reason, or comes in with every row accounted for', async () => {
      const outcome = await attempt(file, {});
      if ('code' in outcome) return expectSentence(outcome, file);
      if (wanted?.rows !== undefined) expect(outcome.rows + outcome.rejected).toBe(wanted.rows);
      await expectCells(test, outcome, wanted);
      expect(outcome.rowsRead).toBe(outcome.rows + outcome.rejected);
    });
  });

  describe.each(files.filter(({ outcome }) => outcome === 'reject'))('$file ($odd)', ({ file }) => {
    it('is refused in one sentence', async () => {
      const outcome = await attempt(file, {});
      expect(outcome).toHaveProperty('code');
      if ('code' in outcome) expectSentence(outcome, file);
    });
  });

  async function load(file: string, options: ImportOptions = {}): Promise<ImportReceipt> {
    return await test.call('imports.run', { file: test.grant(`${FOLDER}/${file}`), table: 'messy', options });
  }

  async function attempt(file: string, options: ImportOptions): Promise<ImportReceipt | HuaxiangError> {
    try {
      return await load(file, options);
    } catch (cause) {
      if (cause instanceof Fault) return cause.error;
      throw cause;
    }
  }
});

/** Where nothing tells a header from a row, the first line may have become the names. */
async function expectWhole(test: TestKernel, receipt: ImportReceipt, wanted: MessyFile['expect']): Promise<void> {
  expect(receipt.rejected).toBe(0);
  if (wanted?.columns !== undefined) expect(receipt.columns).toHaveLength(wanted.columns);
  const isNamedByARow = wanted?.header === false && receipt.header === true;
  if (wanted?.rows !== undefined) expect(receipt.rows + (isNamedByARow ? 1 : 0)).toBe(wanted.rows);
  await expectCells(test, receipt, wanted);
}

async function expectCells(test: TestKernel, receipt: ImportReceipt, wanted: MessyFile['expect'] = {}): Promise<void> {
  if (wanted.encoding) expect(ENCODINGS[wanted.encoding] ?? [wanted.encoding]).toContain(receipt.encoding);
  if (wanted.column_names) expect(namesOf(receipt)).toEqual(NAMES[receipt.file] ?? wanted.column_names);
  const cells = await test.textCells('FROM data.messy');
  for (const { row, column, value } of wanted.cells ?? [])
    if (row < receipt.rows) expect(cells[row]?.[column]).toBe(TYPED[value] ?? value);
  if (wanted.rows_as_objects)
    expect(cells).toEqual(wanted.rows_as_objects.map((object) => Object.values(object).map((value) => value || null)));
}

function namesOf({ columns }: ImportReceipt): string[] {
  return columns.map(({ name }) => name);
}

function expectSentence({ code, message, hint }: HuaxiangError, file: string): void {
  expect(code).not.toBe('INTERNAL');
  expect(message).not.toContain('\n');
  expect(message).toContain(file);
  expect(hint).toBeTruthy();
}
