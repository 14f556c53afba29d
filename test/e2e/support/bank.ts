import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../../../scripts/setup/paths.mjs';
import type { TestApp } from './app';
import { listenToPorts, type PagePorts } from './ports';

/** 45,211 customers of a bank, 17 columns between semicolons. */
export const BANK_FILE = join(root, '../shared/data/bank/bank-full.csv');

/** Opens a workspace in memory with the bank's customers, as a person's import would leave it; `nulls`: words of a column that mean unknown. */
export async function openBank(app: TestApp, nulls: Readonly<Record<string, string[]>> = {}): Promise<PagePorts> {
  const ports = await listenToPorts(app.page);
  await app.chooseNext(BANK_FILE);
  const chosen = await ports.shell('files.choose', { purpose: 'import' });
  const file = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  expect(await ports.kernel('workspace.create', { file: null })).toMatchObject({ ok: true });
  expect(await ports.kernel('imports.run', { file, table: 'bank', options: { nulls } })).toMatchObject({
    ok: true,
    value: { rows: 45_211 },
  });
  const map = { customers: { table: 'bank', key: { line: true as const } } };
  expect(await ports.kernel('entities.apply', { map })).toMatchObject({ ok: true });
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  return ports;
}
