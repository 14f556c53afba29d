import type { Segment } from '../model/segment';
import type { WorkAlert } from '../model/workList';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { memberRowsSql } from '../sql/campaignsSql';
import { readEntityMap } from './entityMap';
import { withMembers } from './evaluate';
import { asksFor } from './inUse';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { listReleases } from './storedCampaigns';
import { currentSegments } from './storedSegments';
import { rowNumbers } from './table';
import { openedPlans } from './workLists';

export function workAlertHandlers(session: Session): Pick<Handlers<KernelMethods>, 'workLists.alerts'> {
  return {
    'workLists.alerts': (_, call) =>
      session.open.customers
        ? session.readOneVersion((connection) => readAlerts(session, connection, call))
        : Promise.resolve([]),
  };
}

/** Every saved segment that asks for a move of balances; those with most new members first. */
async function readAlerts(session: Session, connection: SqlConnection, call: CallContext): Promise<WorkAlert[]> {
  const moves = ((await readEntityMap(connection))?.balanceChanges ?? []).map(({ event }) => event);
  const asking = (await currentSegments(connection)).flatMap((segment) => {
    const events = moves.filter((event) => asksFor(segment.who, event));
    return events.length === 0 ? [] : [{ segment, events }];
  });
  const alerts: WorkAlert[] = [];
  for (const [at, { segment, events }] of asking.entries()) {
    call.progress({ phase: 'segments', fraction: at / asking.length });
    alerts.push(await alertOf(session, connection, { segment, events }, call.signal));
  }
  return alerts.sort((a, b) => b.fresh - a.fresh || a.name.localeCompare(b.name));
}

async function alertOf(
  session: Session,
  connection: SqlConnection,
  { segment, events }: { readonly segment: Segment; readonly events: readonly string[] },
  signal: AbortSignal,
): Promise<WorkAlert> {
  const opened = new Map((await openedPlans(connection)).map(({ plan, openedAt }) => [plan.campaign, openedAt]));
  const releases = (await listReleases(connection)).filter(({ campaign: { id, who } }) => who === segment.id && opened.has(id));
  const audiences = releases.flatMap(({ arms }) => arms.map(({ audience }) => audience));
  const { members, handed } = await withMembers(session, connection, segment, signal, async (set) => {
    const sql = memberRowsSql(await customersBy(session, connection), audiences);
    const rows = new Set<number>();
    for await (const batch of connection.stream(sql, [], signal))
      for (const row of Array.from(rowNumbers(batch))) if (set.has(row)) rows.add(row);
    return { members: set.count(), handed: rows.size };
  });
  const [last] = releases
    .map(({ campaign: { id, name } }) => ({ campaign: id, name, openedAt: opened.get(id) ?? '' }))
    .sort((a, b) => b.openedAt.localeCompare(a.openedAt));
  return { segment: segment.id, name: segment.name, events, members, fresh: members - handed, last: last ?? null };
}
