import { rm } from 'node:fs/promises';
import type { ImportReceipt } from '#shared/model/import';
import { importTables } from './answerTables';
import { type Call, optionText } from './call';
import type { KernelClient } from './kernelClient';
import type { TextTable } from './textTable';
import { UsageError } from './usageError';

/** Imports the files in order; a workspace that was made for nothing is removed again. */
export async function runImports(kernel: KernelClient, call: Call): Promise<{ json: unknown; tables: readonly TextTable[] }> {
  const table = optionText(call, 'table');
  if (table !== undefined && call.others.length > 1) throw new UsageError('--table names one table, so import one file with it');
  const options = importOptions(call);
  const isNew = await openOrCreate(kernel, call.first);
  const receipts: ImportReceipt[] = [];
  try {
    for (const path of call.others) receipts.push(await kernel.ask('imports.run', { file: kernel.grant(path), table, options }));
  } catch (cause) {
    if (isNew && receipts.length === 0) await removeWorkspace(kernel, call.first);
    throw cause;
  }
  const answers = receipts.map(importAnswer);
  return { json: answers.length === 1 ? answers[0] : answers, tables: importTables(receipts) };
}

/** The documented form; `receipt` is the number that the rejected rows are asked for with. */
function importAnswer({ table, rows, rejected, columns, encoding, seconds, id }: ImportReceipt) {
  return { table, rows, rejected, columns, encoding, seconds, receipt: id };
}

function importOptions(call: Call): unknown {
  const text = optionText(call, 'options');
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError('--options is not valid JSON');
  }
}

async function openOrCreate(kernel: KernelClient, path: string): Promise<boolean> {
  const file = kernel.grant(path);
  const isNew = !(await kernel.exists(path));
  await kernel.ask(isNew ? 'workspace.create' : 'workspace.open', { file });
  return isNew;
}

async function removeWorkspace(kernel: KernelClient, path: string): Promise<void> {
  await kernel.ask('workspace.close', {});
  await rm(path, { force: true });
}
