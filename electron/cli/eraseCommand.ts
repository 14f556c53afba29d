import type { CustomerTraces } from '#shared/model/erasure';
import { type Call, neededText } from './call';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace } from './output';
import type { TextTable } from './textTable';

/** Without --yes nothing is removed. */
export async function runErase(kernel: KernelClient, call: Call): Promise<Output> {
  const customer = neededText(call, 'customer');
  const reason = call.options.yes === true ? neededText(call, 'reason') : null;
  await openWorkspace(kernel, call);
  if (reason === null) {
    const traces = await kernel.ask('customers.traces', { customer });
    return { json: traces, tables: traceTables(traces) };
  }
  const erased = await kernel.ask('customers.erase', { customer, reason });
  return { json: erased, tables: [{ header: ['erased'], rows: [[erased.pseudonym]] }, ...traceTables(erased)] };
}

function traceTables({ found, left }: CustomerTraces): TextTable[] {
  const tables: TextTable[] = [
    {
      header: ['found in', 'table', 'load', 'rows'],
      rows: found.map(({ kind, table, load, rows }) => [kind, table, load ?? null, rows]),
    },
    { header: ['left in', 'name', 'n'], rows: left.map(({ kind, name, n }) => [kind, name, n]) },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}
