import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportReceipt } from '#shared/model/import';
import { fault } from '#shared/model/result';
import { dataFilesIn } from '../folder/dataFiles';
import { importTables } from './answerTables';
import { type Call, optionText } from './call';
import type { KernelClient } from './kernelClient';
import { passphrases } from './passphrase';
import type { TextTable } from './textTable';
import { UsageError } from './usageError';

/** Imports the files in order, or all of them into the one table that is named; a workspace that was made for nothing is removed again. */
export async function runImports(kernel: KernelClient, call: Call): Promise<{ json: unknown; tables: readonly TextTable[] }> {
  const table = optionText(call, 'table');
  const files = (await filesOf(kernel, call.others)).map((path) => kernel.grant(path));
  const options = importOptions(call);
  const isNew = await openOrCreate(kernel, call);
  const receipts: ImportReceipt[] = [];
  try {
    for (const [file, ...more] of table === undefined ? files.map((each) => [each]) : [files])
      receipts.push(await kernel.ask('imports.run', { file, more, table, options }));
  } catch (cause) {
    if (isNew && receipts.length === 0) await removeWorkspace(kernel, call.first);
    throw cause;
  }
  const answers = receipts.map(importAnswer);
  return { json: answers.length === 1 ? answers[0] : answers, tables: importTables(receipts) };
}

/** Folders are taken for the data files in them. @throws Fault FILE_EMPTY for a folder without one. */
async function filesOf(kernel: KernelClient, paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    const found = isFolder ? await dataFilesIn(path) : { paths: [path], leftOut: 0 };
    const name = basename(path);
    if (found.paths.length === 0)
      throw fault('FILE_EMPTY', 'folder.noData', { name }, { hint: 'hint.formats', at: { file: name } });
    if (found.leftOut > 0)
      kernel.console.writeError(`huaxiang: ${name}: ${found.leftOut} items that are no data files were left out\n`);
    files.push(...found.paths);
  }
  return files;
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

async function openOrCreate(kernel: KernelClient, call: Call): Promise<boolean> {
  const file = kernel.grant(call.first);
  const isNew = !(await kernel.exists(call.first));
  const { present } = await passphrases(kernel, call);
  await kernel.ask(isNew ? 'workspace.create' : 'workspace.open', {
    file,
    ...(present === undefined ? {} : { passphrase: present }),
  });
  return isNew;
}

async function removeWorkspace(kernel: KernelClient, path: string): Promise<void> {
  await kernel.ask('workspace.close', {});
  await rm(path, { force: true });
}
