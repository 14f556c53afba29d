import type { ReceivedResults, WorkListState, WorkOrder } from '#shared/model/workList';
import { type Call, neededText, optionText } from './call';
import { naming, readDefinition } from './definitionFile';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace, requireOne } from './output';
import { reportLanguage } from './reportLanguage';
import type { TextTable } from './textTable';

/** Hands the customers of a campaign out, lists orders, writes them as files, or takes results in. */
export async function runWork(kernel: KernelClient, call: Call): Promise<Output> {
  requireOne(call, 'apply', 'list', 'orders', 'write', 'receive');
  const path = optionText(call, 'apply');
  if (path !== undefined) {
    const file = await readDefinition(path, kernel.console);
    await openWorkspace(kernel, call);
    const opened = await naming(file, 'plan', () => kernel.ask('workLists.open', { plan: file.value as never }));
    return { json: opened, tables: listTables([opened]) };
  }
  const [orders, written, received] = ['orders', 'write', 'receive'].map((name) => optionText(call, name));
  if (orders !== undefined) return await printOrders(kernel, call, orders);
  if (written !== undefined) return await writeFiles(kernel, call, written);
  if (received !== undefined) return await takeIn(kernel, call, received);
  await openWorkspace(kernel, call);
  const lists = await kernel.ask('workLists.list', {});
  return { json: lists, tables: listTables(lists) };
}

const ORDERS_PER_PAGE = 1000;

async function printOrders(kernel: KernelClient, call: Call, campaign: string): Promise<Output> {
  await openWorkspace(kernel, call);
  const orders: WorkOrder[] = [];
  for (let total = 1; orders.length < total; ) {
    const page = await kernel.ask('workLists.orders', { campaign, offset: orders.length, limit: ORDERS_PER_PAGE });
    orders.push(...page.orders);
    total = page.total;
  }
  return { json: orders, tables: orderTables(orders) };
}

async function writeFiles(kernel: KernelClient, call: Call, campaign: string): Promise<Output> {
  const out = neededText(call, 'out');
  const language = reportLanguage(call);
  await openWorkspace(kernel, call);
  const written = await kernel.ask('workLists.write', { campaign, language, file: kernel.grant(out) });
  const tables = [
    { header: ['branch', 'orders'], rows: written.branches.map(({ branch, orders }) => [branch, orders]) },
    { header: ['withheld by', 'orders'], rows: written.withheld.map(({ label, n }) => [label, n]) },
  ];
  return { json: written, tables: tables.filter(({ rows }) => rows.length > 0) };
}

/** Results of a table that was imported before. */
async function takeIn(kernel: KernelClient, call: Call, campaign: string): Promise<Output> {
  const table = neededText(call, 'table');
  await openWorkspace(kernel, call);
  const received = await kernel.ask('workLists.receive', { campaign, table });
  return { json: received, tables: receivedTables(received) };
}

function listTables(lists: readonly WorkListState[]): TextTable[] {
  const rows = lists.map(({ plan, openedAt, orders, unassigned, open, overdue }) => {
    return [plan.campaign, openedAt, plan.due, orders, unassigned, open, overdue];
  });
  return [{ header: ['campaign', 'handed out', 'due', 'orders', 'of nobody', 'open', 'overdue'], rows }];
}

function orderTables(orders: readonly WorkOrder[]): TextTable[] {
  const rows = orders.map(({ id, customer, variant, manager, branch, state, day, amount }) => {
    return [id, customer, variant, manager, branch, state, day, amount];
  });
  return [{ header: ['order', 'customer', 'arm', 'manager', 'branch', 'state', 'day', 'amount'], rows }];
}

function receivedTables({ rows, taken, unmatched, duplicates, late, unreadable, empty }: ReceivedResults): TextTable[] {
  const notTaken = Object.entries({ unmatched, duplicates, late, unreadable }).flatMap(([why, { examples }]) =>
    examples.map(({ line, order, found }) => [why, line, order, found]),
  );
  const counts = [rows, taken, unmatched.n, duplicates.n, late.n, unreadable.n, empty];
  return [
    { header: ['rows', 'taken', 'unmatched', 'duplicates', 'late', 'unreadable', 'empty'], rows: [counts] },
    ...(notTaken.length === 0 ? [] : [{ header: ['why', 'line', 'order', 'found'], rows: notTaken }]),
  ];
}
