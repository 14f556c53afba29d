import type { BalanceChange, BalanceChangeState } from '#shared/model/balanceChange';
import { type Call, optionText } from './call';
import { naming, readDefinition } from './definitionFile';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace, requireOne } from './output';
import type { TextTable } from './textTable';

/** Lists, tries, makes or removes the events that are changes of balances. */
export async function runChanges(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'apply', 'preview', 'remove', 'list');
  const [applied, previewed, removed] = [optionText(call, 'apply'), optionText(call, 'preview'), optionText(call, 'remove')];
  if (previewed !== undefined) return await preview(kernel, call, previewed);
  if (applied !== undefined) await apply(kernel, call, applied);
  else await openWorkspace(kernel, call);
  if (removed !== undefined) await kernel.ask('balanceChanges.remove', { event: removed });
  const states = await kernel.ask('balanceChanges.list', {});
  return { json: states, tables: changeTables(states) };
}

async function preview(kernel: KernelClient, call: Call, path: string): Promise<Output> {
  const file = await readDefinition(path, kernel.console);
  const change = file.value as BalanceChange;
  await openWorkspace(kernel, call);
  const replaces = await sameEvent(kernel, change);
  const facts = await naming(file, 'change', () => kernel.ask('balanceChanges.preview', { change, replaces }));
  return { json: facts, tables: changeTables([{ change, ...facts }]) };
}

/** In the place of a change of the same event, where there is one. */
async function apply(kernel: KernelClient, call: Call, path: string): Promise<void> {
  const file = await readDefinition(path, kernel.console);
  const change = file.value as BalanceChange;
  await openWorkspace(kernel, call);
  const replaces = await sameEvent(kernel, change);
  await naming(file, 'change', () => kernel.ask('balanceChanges.save', { change, replaces }));
}

async function sameEvent(kernel: KernelClient, change: Partial<BalanceChange> | null): Promise<string | undefined> {
  const states = await kernel.ask('balanceChanges.list', {});
  return states.find((state) => state.change.event === change?.event)?.change.event;
}

function changeTables(states: readonly BalanceChangeState[]): TextTable[] {
  const rows = states.map(({ change: { event, table, column }, n, customers, observed, first, last }) => {
    return [event, `${table}.${column}`, n, customers, observed, first, last];
  });
  return [{ header: ['event', 'balance', 'events', 'customers', 'observed customers', 'first', 'last'], rows }];
}
