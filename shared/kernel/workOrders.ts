import { fault } from '../model/result';
import { quoted } from '../model/saying';
import {
  type ManagerProgress,
  WORK_RESULTS,
  type WorkOrder,
  type WorkPlan,
  type WorkResult,
  type WorkState,
} from '../model/workList';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { literal } from '../sql/quote';
import { chosenOrdersSql, countOrdersSql, ordersPageSql, progressSql, transferSql, type WorkScope } from '../sql/workListsSql';
import { appendAudit } from './audit';
import { personColumns } from './personColumns';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findRelease } from './storedCampaigns';
import { type Cell, records } from './table';
import { WorkAssignment } from './workAssignment';
import { findPlan, scopeOf } from './workLists';
import { filledIn, tagsIn } from './workWords';

type WorkOrderMethods = Pick<Handlers<KernelMethods>, 'workLists.orders' | 'workLists.progress' | 'workLists.transfer'>;

export function workOrderHandlers(session: Session): WorkOrderMethods {
  return {
    'workLists.orders': ({ campaign, offset, limit, ...asked }, { signal }) =>
      session.readOneVersion(async (connection) => {
        const plan = await findPlan(connection, campaign);
        const scope = { ...scopeOf(session, plan), ...asked };
        const total = Number(records(await connection.query(countOrdersSql(scope), [], signal))[0]?.orders);
        return { total, orders: await readOrders(session, connection, plan, scope, { offset, limit }, signal) };
      }),
    'workLists.progress': ({ campaign }, { signal }) =>
      session.readOneVersion(async (connection) => {
        const plan = await findPlan(connection, campaign);
        const rows = records(await connection.query(progressSql(scopeOf(session, plan), WORK_RESULTS), [], signal));
        return withIdle(
          rows.map((row) => progressOf(row, plan)),
          plan,
        );
      }),
    'workLists.transfer': async ({ campaign, to, ...asked }, { signal }) => {
      const moved = await session.write(async (connection) => {
        const plan = await findPlan(connection, campaign);
        const scope = { ...scopeOf(session, plan), ...asked, state: 'open' };
        const outcome = await transfer(session, connection, plan, scope, to, signal);
        await appendAudit(connection, session.ports, { action: 'workList.transfer', detail: { campaign, ...outcome } });
        return outcome;
      });
      session.changed('workLists', 'audit');
      return moved;
    },
  };
}

/** Orders by their numbers, reasons and scripts filled in. */
export async function readOrders(
  session: Session,
  connection: SqlConnection,
  plan: WorkPlan,
  scope: WorkScope,
  page: { readonly offset: number; readonly limit: number } | undefined,
  signal: AbortSignal,
): Promise<WorkOrder[]> {
  const { campaign } = await findRelease(session, connection, plan.campaign);
  const scripts = new Map(campaign.arms.map(({ variant, script }) => [variant, script]));
  const tags = tagsIn([plan.reason, ...scripts.values()]);
  const masks = (await personColumns(session, connection, signal)).tags;
  const customers = await customersBy(session, connection);
  const rows = records(await connection.query(ordersPageSql(scope, tags, customers, page), [], signal));
  return rows.map((row) => {
    const said = (tag: string) => textOf(row[`tag${tags.indexOf(tag)}`]);
    return {
      ...orderOf(row),
      reason: filledIn(plan.reason, said, masks),
      script: filledIn(scripts.get(String(row.variant)) ?? '', said, masks),
    };
  });
}

function orderOf(row: Record<string, Cell>): Omit<WorkOrder, 'reason' | 'script'> {
  return {
    id: String(row.id),
    customer: String(row.key),
    variant: String(row.variant),
    manager: textOf(row.manager),
    branch: textOf(row.branch),
    priority: numberOf(row.priority),
    state: String(row.state) as WorkState,
    day: textOf(row.day),
    amount: numberOf(row.amount),
  };
}

function textOf(value: Cell | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function numberOf(value: Cell | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function progressOf(row: Record<string, Cell>, plan: WorkPlan): ManagerProgress {
  const name = textOf(row.manager);
  const manager = plan.managers.find((each) => each.name === name);
  return {
    manager: name,
    branch: manager?.branch ?? null,
    capacity: manager?.capacity ?? null,
    orders: Number(row.orders),
    results: Object.fromEntries(WORK_RESULTS.map((result) => [result, Number(row[result])])) as Record<WorkResult, number>,
    overdue: Number(row.overdue),
    amount: Number(row.amount),
  };
}

/** Managers without an order too, behind the others. */
function withIdle(found: readonly ManagerProgress[], { managers }: WorkPlan): ManagerProgress[] {
  const busy = new Set(found.map(({ manager }) => manager));
  const results = Object.fromEntries(WORK_RESULTS.map((result) => [result, 0])) as Record<WorkResult, number>;
  const idle = managers.filter(({ name }) => !busy.has(name));
  return [
    ...found,
    ...idle.map(({ name, branch, capacity }) => ({ manager: name, branch, capacity, orders: 0, results, overdue: 0, amount: 0 })),
  ];
}

/** To a manager by name, or to those with the fewest open orders: of the branch, else of all; who gives them away gets none. */
async function transfer(
  session: Session,
  connection: SqlConnection,
  plan: WorkPlan,
  scope: WorkScope,
  to: string | null,
  signal: AbortSignal,
): Promise<{ readonly moved: number; readonly left: number }> {
  const orders = records(await connection.query(chosenOrdersSql(scope), [], signal));
  const open = records(await connection.query(progressSql({ ...scopeOf(session, plan), state: 'open' }, []), [], signal));
  const loads = new Map(open.map(({ manager, orders: n }) => [textOf(manager), Number(n)]));
  if (to !== null && !plan.managers.some(({ name }) => name === to)) {
    throw fault(
      'INVALID_WORK_LIST',
      'work.unknownManager',
      { manager: quoted(to) },
      { hint: 'hint.chooseManager', at: { path: 'to', field: to } },
    );
  }
  const receiving = plan.managers
    .filter(({ name }) => (to === null ? name !== scope.manager : name === to))
    .map((manager) => ({
      ...manager,
      capacity: to === null ? Math.max(0, manager.capacity - (loads.get(manager.name) ?? 0)) : orders.length,
    }));
  const assignment = new WorkAssignment(receiving, ['branch', 'anyone']);
  const given = orders.flatMap(({ id, branch }) => {
    const { manager } = assignment.next({ owner: null, branch: textOf(branch) });
    return manager === null ? [] : [`(${literal(String(id))}, ${literal(receiving[manager]?.name ?? '')})`];
  });
  const at = new Date(session.ports.clock.now()).toISOString();
  for (let start = 0; start < given.length; start += 1000) {
    const values = given.slice(start, start + 1000).join(', ');
    await connection.exec(transferSql(`SELECT * FROM (VALUES ${values}) AS given(id, manager)`, at), [], signal);
  }
  return { moved: given.length, left: orders.length - given.length };
}
