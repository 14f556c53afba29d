import type { Release } from '../model/release';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import {
  MOST_MANAGERS,
  orderId,
  type WorkListState,
  type WorkManager,
  type WorkPlan,
  type WorkPreview,
  workPlanSchema,
} from '../model/workList';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import {
  COUNT_ORDERS_SQL,
  countOrdersSql,
  customersToHandOutSql,
  INSERT_WORK_SQL,
  LIST_WORK_SQL,
  ownersSql,
  type WorkColumns,
} from '../sql/workListsSql';
import { appendAudit } from './audit';
import { AUTHOR } from './author';
import { fitTag } from './checkExperiment';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findRelease } from './storedCampaigns';
import { type Column, cellText, columnOf, records, type Table } from './table';
import { readVocabulary } from './vocabulary';
import { WorkAssignment } from './workAssignment';
import { tagsIn } from './workWords';

type WorkListMethods = Pick<Handlers<KernelMethods>, 'workLists.list' | 'workLists.preview' | 'workLists.open'>;

export function workListHandlers(session: Session): WorkListMethods {
  return {
    'workLists.list': () =>
      session.read(async (connection) => {
        const states: WorkListState[] = [];
        for (const opened of await openedPlans(connection)) states.push(await stateOf(session, connection, opened));
        return states;
      }),
    'workLists.preview': ({ plan }, { signal }) =>
      session.readOneVersion(async (connection) => (await handOut(session, connection, plan, signal)).preview),
    'workLists.open': async ({ plan }, { signal }) => {
      const opened = await session.write(async (connection) => {
        await refuseOpened(connection, plan.campaign);
        const handed = await handOut(session, connection, plan, signal);
        await connection.append({ schema: 'meta', name: 'work_orders' }, handed.orders);
        const openedAt = new Date(session.ports.clock.now()).toISOString();
        await connection.exec(INSERT_WORK_SQL, [plan.campaign, JSON.stringify(handed.plan), openedAt, AUTHOR]);
        const state = await stateOf(session, connection, { plan: handed.plan, openedAt, author: AUTHOR });
        const detail = { campaign: plan.campaign, orders: state.orders };
        await appendAudit(connection, session.ports, { action: 'workList.open', detail });
        return state;
      });
      session.changed('workLists', 'audit');
      return opened;
    },
  };
}

interface OpenedPlan {
  readonly plan: WorkPlan;
  readonly openedAt: string;
  readonly author: string;
}

/** Last opened first. */
export async function openedPlans(connection: SqlConnection): Promise<OpenedPlan[]> {
  return records(await connection.query(LIST_WORK_SQL)).map(({ plan, opened_at, author }) => ({
    plan: workPlanSchema.parse(JSON.parse(String(plan))),
    openedAt: String(opened_at),
    author: String(author),
  }));
}

async function stateOf(session: Session, connection: SqlConnection, opened: OpenedPlan): Promise<WorkListState> {
  const counts = records(await connection.query(countOrdersSql(scopeOf(session, opened.plan))))[0] ?? {};
  return {
    ...opened,
    orders: Number(counts.orders),
    unassigned: Number(counts.unassigned),
    open: Number(counts.open),
    overdue: Number(counts.overdue),
  };
}

/** Orders of a campaign as of the day of the data. */
export function scopeOf(session: Session, { campaign, due }: WorkPlan): { campaign: string; due: string; today: string } {
  return { campaign, due, today: session.customers.asOf };
}

/** By what the customers of a campaign were handed out. @throws Fault UNKNOWN_WORK_LIST. */
export async function findPlan(connection: SqlConnection, campaign: string): Promise<WorkPlan> {
  const found = (await openedPlans(connection)).find(({ plan }) => plan.campaign === campaign);
  if (found) return found.plan;
  const said = { campaign: quoted(campaign) };
  throw fault('UNKNOWN_WORK_LIST', 'work.none', said, { hint: 'hint.openWork', at: { field: campaign } });
}

/** @throws Fault INVALID_WORK_LIST for a campaign whose customers were handed out before. */
async function refuseOpened(connection: SqlConnection, campaign: string): Promise<void> {
  if (!(await openedPlans(connection)).some(({ plan }) => plan.campaign === campaign)) return;
  const said = { campaign: quoted(campaign) };
  throw fault('INVALID_WORK_LIST', 'work.opened', said, { hint: 'hint.transferOrders', at: { path: 'campaign' } });
}

interface HandedOut {
  /** With the managers that were found. */
  readonly plan: WorkPlan;
  /** Rows of `meta.work_orders`. */
  readonly orders: readonly Table[];
  readonly preview: WorkPreview;
}

async function handOut(session: Session, connection: SqlConnection, asked: WorkPlan, signal: AbortSignal): Promise<HandedOut> {
  const release = await findRelease(session, connection, asked.campaign);
  await checkTags(session, connection, asked, release, signal);
  const treated = release.arms.filter(({ variant }) => variant !== release.campaign.control);
  const columns = await columnsAsked(session, connection, asked);
  const found =
    asked.managers.length > 0
      ? asked.managers
      : await ownersOf(connection, ownersSql(treated, columns, MOST_MANAGERS + 1), asked, signal);
  const plan = { ...asked, managers: distinctManagers(found) };
  const first = Number(records(await connection.query(COUNT_ORDERS_SQL))[0]?.n) + 1;
  const customers: Table[] = [];
  for await (const batch of connection.stream(customersToHandOutSql(treated, columns), [], signal)) customers.push(batch);
  return { plan, ...ordersOf(plan, customers, first) };
}

export async function columnsAsked(
  session: Session,
  connection: SqlConnection,
  { owner, branch, priority }: WorkPlan,
): Promise<WorkColumns> {
  return {
    ...(await customersBy(session, connection)),
    owner: owner ?? null,
    branch: branch ?? null,
    priority: priority ?? null,
  };
}

function ordersOf(plan: WorkPlan, customers: readonly Table[], first: number): Pick<HandedOut, 'orders' | 'preview'> {
  const assignment = new WorkAssignment(plan.managers, plan.routes);
  const byRoute = { owner: 0, branch: 0, anyone: 0 };
  let [orders, unassigned] = [0, 0];
  const batches = customers.map((batch): Table => {
    const [owners, branches] = [textsIn(batch, 'owner'), textsIn(batch, 'branch')];
    const managers = owners.map((owner, row) => {
      const { manager, route } = assignment.next({ owner, branch: branches[row] ?? null });
      if (route === null) unassigned++;
      else byRoute[route]++;
      return manager === null ? null : (plan.managers[manager]?.name ?? null);
    });
    const ids = owners.map((_, row) => orderId(first + orders + row));
    orders += batch.rowCount;
    const campaign = texts('campaign', new Array<string>(batch.rowCount).fill(plan.campaign));
    const asTheyAre = ['key', 'variant', 'branch', 'priority'].map((name) => columnOf(batch, name));
    const [key, variant, branch, priority] = asTheyAre as [Column, Column, Column, Column];
    return {
      rowCount: batch.rowCount,
      columns: [texts('id', ids), campaign, key, variant, texts('manager', managers), branch, priority],
    };
  });
  const managers = plan.managers.map((manager, at) => ({ ...manager, orders: assignment.loads[at] ?? 0 }));
  return { orders: batches, preview: { orders, unassigned, byRoute, managers } };
}

export function textsIn(batch: Table, name: string): (string | null)[] {
  const column = columnOf(batch, name);
  return Array.from({ length: batch.rowCount }, (_, row) => cellText(column, row));
}

function texts(name: string, values: readonly (string | null)[]): Column {
  const valid = Uint8Array.from(values, (value) => Number(value !== null));
  return { name, sqlType: 'VARCHAR', kind: 'text', valid, values: values.map((value) => value ?? '') };
}

/** @throws Fault INVALID_WORK_LIST where nobody is named, or too many are. */
async function ownersOf(
  connection: SqlConnection,
  sql: string,
  { owner, capacity }: WorkPlan,
  signal: AbortSignal,
): Promise<WorkManager[]> {
  const rows = owner === undefined ? [] : records(await connection.query(sql, [], signal));
  if (rows.length === 0)
    throw fault('INVALID_WORK_LIST', 'work.noManagers', {}, { hint: 'hint.nameManagers', at: { path: 'managers' } });
  if (rows.length > MOST_MANAGERS) {
    const said = { most: MOST_MANAGERS };
    throw fault('INVALID_WORK_LIST', 'work.manyManagers', said, { hint: 'hint.chooseOwner', at: { path: 'owner' } });
  }
  return rows.map(({ name, branch }) => ({ name: String(name), branch: String(branch), capacity }));
}

/** @throws Fault INVALID_WORK_LIST for a manager who is named twice. */
function distinctManagers(managers: readonly WorkManager[]): WorkManager[] {
  const names = new Set<string>();
  for (const { name } of managers) {
    if (names.has(name)) {
      throw fault(
        'INVALID_WORK_LIST',
        'work.sameManager',
        { manager: quoted(name) },
        { hint: 'hint.nameOnce', at: { path: 'managers', field: name } },
      );
    }
    names.add(name);
  }
  return [...managers];
}

/** @throws Fault UNKNOWN_TAG, INVALID_REQUEST. */
async function checkTags(
  session: Session,
  connection: SqlConnection,
  plan: WorkPlan,
  { campaign }: Release,
  signal: AbortSignal,
): Promise<void> {
  const vocabulary = await readVocabulary(session, connection, [], signal);
  const hold = (tag: string | undefined, path: string, types: Parameters<typeof fitTag>[3]) => {
    if (tag !== undefined) fitTag(tag, vocabulary, path, types);
  };
  hold(plan.owner, 'owner', ['category']);
  hold(plan.branch, 'branch', ['category']);
  hold(plan.priority, 'priority', ['number']);
  for (const tag of tagsIn([plan.reason, ...campaign.arms.map(({ script }) => script)]))
    hold(tag, 'reason', ['category', 'boolean', 'number', 'date']);
}
