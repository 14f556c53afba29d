import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ImportOptions, ImportPreview, ImportReceipt } from '#shared/model/import';
import { queryClient } from '../../../../renderer/engine/queryClient';
import { likelyMates } from '../../../../renderer/features/data/fileMates';
import { ImportDialog } from '../../../../renderer/features/data/ImportDialog';
import { useImportQueue } from '../../../../renderer/features/data/importQueue';
import { connectKernel } from '../../engine/support';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

let page: HTMLElement;
let root: Root;
let ran: (readonly string[])[];
let asked: { readonly file: string; readonly more?: readonly string[] | undefined; readonly options: ImportOptions }[];

beforeEach(() => {
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  asked = [];
  ran = [];
  queryClient.clear();
});
afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  useImportQueue.getState().clear();
});

const at = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const granted = (...names: readonly string[]) => names.map((name) => ({ token: `token of ${name}`, name, directory: false }));

test('monthly files come in as one table, unless they are asked for one by one', async () => {
  await show(['202501.csv', '202502.csv', 'other.csv'], ['token of 202502.csv']);
  expect(at('import-together')?.closest('label')?.textContent).toContain('将这 2 个列相同的文件合并为一张表');
  expect(asked.at(-1)).toMatchObject({ file: 'token of 202501.csv', more: ['token of 202502.csv'] });
  expect(document.body.textContent).toContain('202501.csv 等 2 个文件');
  await act(async () => at('import-together')?.click());
  expect(document.body.textContent).not.toContain('202501.csv 等 2 个文件');
  await act(async () => at('import-together')?.click());
  await act(async () => at('import-run')?.click());
  await act(async () => vi.waitFor(() => expect(at('import-done')).not.toBeNull()));
  expect(ran).toEqual([['token of 202502.csv']]);
  expect(useImportQueue.getState().files.map(({ name }) => name)).toEqual(['202501.csv', 'other.csv']);
});

test('several files are listed and come in with one click, but for those that may be one table', async () => {
  await show(['202501.csv', '202502.csv', 'other.csv', 'last.csv'], []);
  await act(async () => useImportQueue.getState().clear());
  const files = granted('202501.csv', '202502.csv', 'other.csv', 'last.csv');
  await act(async () => useImportQueue.setState({ files, length: files.length }));
  await act(async () => vi.waitFor(() => expect(states()).toEqual(['look', 'look', 'ready', 'ready'])));
  expect(at('overview-run')?.textContent).toContain('2');
  await act(async () => at('overview-run')?.click());
  await act(async () => vi.waitFor(() => expect(states()).toEqual(['look', 'look', 'done', 'done'])));
  expect(ran).toEqual([[], []]);
  await act(async () => at('overview-one-by-one')?.click());
  expect(useImportQueue.getState().files.map(({ name }) => name)).toEqual(['202501.csv', '202502.csv']);
  await act(async () => vi.waitFor(() => expect(at('import-form')).not.toBeNull()));
});

test('files of other names with the same columns are offered, but come in one by one', async () => {
  await show(['north.csv', 'south.csv'], ['token of south.csv']);
  expect((at('import-together') as HTMLInputElement).checked).toBe(false);
  expect(asked.at(-1)?.more).toBeUndefined();
});

test('the file of an archive is chosen beside its sheet, and takes all other choices along', async () => {
  const archive = {
    entry: 'a.xlsx',
    entries: [
      { name: 'a.xlsx', size: 9 },
      { name: 'b.csv', size: 7 },
    ],
  };
  await show(['two.zip'], [], { ...archive, part: '客户', parts: [{ name: '客户', hidden: false }], format: 'xlsx' });
  expect(at('import-entry')?.textContent).toContain('a.xlsx');
  expect(at('import-part')?.textContent).toContain('客户');
  expect(at('import-together')).toBeNull();
  await act(async () => at('import-entry')?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })));
  await act(async () =>
    document.querySelector<HTMLElement>('.ant-select-item-option:not(.ant-select-item-option-active)')?.click(),
  );
  await vi.waitFor(() => expect(asked.at(-1)?.options).toEqual({ entry: 'b.csv' }));
});

test('mates are told by their names: numbers first, else the ending', () => {
  const mates = (...names: readonly string[]) => {
    const { files, alikeNames } = likelyMates(granted(...names));
    return { names: files.map(({ name }) => name), alikeNames };
  };
  expect(mates('t_01.csv', 'u_01.csv', 'T_12.CSV')).toEqual({ names: ['T_12.CSV'], alikeNames: true });
  expect(mates('a.csv', 'b.csv', 'c.csv.gz', 'd.xlsx')).toEqual({ names: ['b.csv'], alikeNames: false });
  expect(mates('a.b.csv.gz', 'b.csv.gz', 'c.csv')).toEqual({ names: ['b.csv.gz'], alikeNames: false });
  expect(mates('a.csv')).toEqual({ names: [], alikeNames: false });
});

function states(): (string | null)[] {
  return [...document.querySelectorAll('[data-testid="overview-file"]')].map((row) => row.getAttribute('data-state'));
}

/** Draws the dialog over a kernel that finds these tokens alike. */
async function show(names: readonly string[], alike: readonly string[], more: Partial<ImportPreview> = {}): Promise<void> {
  const preview: ImportPreview = {
    file: names[0] ?? '',
    size: 9,
    format: 'csv',
    encoding: 'utf-8',
    encodings: [],
    table: 't',
    columns: [{ name: 'id', type: 'integer' }],
    rows: [['1']],
    ...more,
  };
  const receipt: ImportReceipt = {
    ...{ id: 1, table: 't', file: preview.file, size: 9, sha256: '', format: 'csv', encoding: 'utf-8', options: {} },
    ...{ rowsRead: 2, rows: 2, rejected: 0, columns: preview.columns, seconds: 1, importedAt: '2026-01-01T00:00:00Z' },
  };
  connectKernel({
    'imports.preview': async (request) => {
      asked.push(request);
      return request.more ? { ...preview, files: names.slice(0, 2) } : preview;
    },
    'imports.alike': async ({ others }) => alike.filter((token) => others.includes(token)),
    'imports.run': async (request) => {
      ran.push(request.more ?? []);
      return receipt;
    },
    'tables.list': async () => [],
    'entities.get': async () => ({ map: null, warnings: [], reports: null }) as never,
  });
  const files = granted(...names);
  useImportQueue.setState({ files, length: files.length });
  await act(async () =>
    root.render(
      <QueryClientProvider client={queryClient}>
        <ImportDialog />
      </QueryClientProvider>,
    ),
  );
  if (names.length > 1) await act(async () => at('overview-one-by-one')?.click());
  await act(async () => vi.waitFor(() => expect(at('import-run')?.hasAttribute('disabled')).toBe(false)));
}
