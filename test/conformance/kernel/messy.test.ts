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
  };
}

const { files }: { files: readonly MessyFile[] } = JSON.parse(readFileSync(`${FOLDER}/manifest.json`, 'utf8'));
/** A table without rows is refused, since an export that came out empty is a mistake far more often than not. */
const WITHOUT_ROWS = ['ddb__csv__header_only.csv', 'ddb__parquet-testing__empty.parquet'];
const tables = files.filter(({ file }) => /\.(csv|txt|csvy|csv\.gz|parquet|xlsx|ndjson)$/.test(file));

describeEngines('a messy file', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  describe.each(tables.filter(({ file, outcome }) => outcome === 'load' && !WITHOUT_ROWS.includes(file)))(
    '$file ($odd)',
    ({ file, expect: wanted }) => {
      it('comes in whole', async () => expectWhole(await load(file), wanted));
    },
  );

  it.each(WITHOUT_ROWS)('%s is refused for having no rows', async (file) => {
    // DuckDB's WebAssembly build makes no table of an Arrow stream without rows.
    const code = engine.name === 'wasm' && file.endsWith('.parquet') ? 'FILE_UNREADABLE' : 'FILE_EMPTY';
    expect(await attempt(file, {})).toMatchObject({ code });
  });

  describe.each(tables.filter(({ outcome }) => outcome === 'choose'))('$file ($odd)', ({ file, expect: wanted }) => {
    it('comes in as it was meant when that is said, or is refused in one sentence', async () => {
      const { delimiter, quote, header } = wanted ?? {};
      const options = {
        ...(delimiter ? { delimiter } : {}),
        ...(quote ? { quote } : {}),
        ...(header === undefined ? {} : { header }),
      };
      const outcome = await attempt(file, options);
      if ('code' in outcome) expectSentence(outcome, file);
      else expectWhole(outcome, wanted);
    });
  });

  describe.each(tables.filter(({ outcome }) => outcome === 'report'))('$file ($odd)', ({ file, expect: wanted }) => {
    it('is refused with its reason, or comes in with every row accounted for', async () => {
      const outcome = await attempt(file, {});
      if ('code' in outcome) return expectSentence(outcome, file);
      if (wanted?.rows !== undefined) expect(outcome.rows + outcome.rejected).toBe(wanted.rows);
      expect(outcome.rowsRead).toBe(outcome.rows + outcome.rejected);
    });
  });

  describe.each(tables.filter(({ outcome }) => outcome === 'reject'))('$file ($odd)', ({ file }) => {
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
function expectWhole(receipt: ImportReceipt, wanted: MessyFile['expect']): void {
  expect(receipt.rejected).toBe(0);
  if (wanted?.columns !== undefined) expect(receipt.columns).toHaveLength(wanted.columns);
  if (wanted?.rows === undefined) return;
  const isNamedByARow = wanted.header === false && receipt.header === true;
  expect(receipt.rows + (isNamedByARow ? 1 : 0)).toBe(wanted.rows);
}

function expectSentence({ code, message, hint }: HuaxiangError, file: string): void {
  expect(code).not.toBe('INTERNAL');
  expect(message).not.toContain('\n');
  expect(message).toContain(file);
  expect(hint).toBeTruthy();
}
