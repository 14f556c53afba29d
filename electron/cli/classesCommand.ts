import type { ClassificationChange, ColumnClass, ResultClass } from '#shared/model/classification';
import { evidenceWords } from '#shared/model/classWords';
import { ENGLISH, spell } from '#shared/model/saying';
import { type Call, optionText } from './call';
import { naming, readDefinition } from './definitionFile';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace } from './output';
import type { TextTable } from './textTable';

/** Prints what every column holds and what says so; with a file, overrules it first. */
export async function runClasses(kernel: KernelClient, call: Call): Promise<Output> {
  const everyCell = call.options['every-cell'] === true;
  const [table, path] = [optionText(call, 'table'), optionText(call, 'apply')];
  const file = path === undefined ? null : await readDefinition(path, kernel.console);
  await openWorkspace(kernel, call);
  if (file) {
    await naming(file, 'change', () => kernel.ask('classification.save', { change: file.value as ClassificationChange }));
  }
  const answer = await kernel.ask('classification.read', { ...(table === undefined ? {} : { table }), everyCell });
  if (table !== undefined) return { json: answer, tables: [classTable(answer.columns)] };
  const results = await kernel.ask('classification.results', {});
  return { json: { ...answer, results }, tables: [classTable(answer.columns), resultTable(results)] };
}

function resultTable(results: readonly ResultClass[]): TextTable {
  return { header: ['result', 'name', 'class'], rows: results.map(({ kind, name, dataClass }) => [kind, name, dataClass]) };
}

function classTable(columns: readonly ColumnClass[]): TextTable {
  const rows = columns.map((each) => {
    const { table, column, kind, dataClass, label, overruled } = each;
    const found = spell(evidenceWords({ kind: overruled ? overruled.found.kind : kind, evidence: each.evidence }), ENGLISH);
    return [table, column, dataClass, label, kind, found, overruled?.reason ?? null];
  });
  return { header: ['table', 'column', 'class', 'level', 'kind', 'evidence', 'overruled'], rows };
}
