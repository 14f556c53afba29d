import type { WorkLevel } from '../model/experiment';
import type { WorkManager, WorkPlan } from '../model/workList';
import { customersToHandOutSql, handedOutSql } from '../sql/workListsSql';
import type { EvaluationScope } from './evaluationScope';
import { type Levels, rankedLevels } from './experimentLevels';
import { findRelease } from './storedCampaigns';
import { columnOf, rowNumbers, type Table } from './table';
import { WorkAssignment } from './workAssignment';
import { columnsAsked, findPlan, textsIn } from './workLists';

interface Asked {
  readonly campaign: string;
  readonly work: WorkLevel;
}

/**
 * Some customers of a release by the manager or branch that they were handed to at first, transfers left aside. Nobody has the control: it is
 * dealt out by the same rules, with room in proportion, so that a manager's customers are compared with those who would have been theirs.
 * @throws Fault UNKNOWN_WORK_LIST, UNKNOWN_CAMPAIGN, INVALID_CAMPAIGN.
 */
export async function workLevels(scope: EvaluationScope, asked: Asked, rows: Uint32Array): Promise<Levels> {
  const { session, connection, signal } = scope;
  const plan = await findPlan(connection, asked.campaign);
  const columns = await columnsAsked(session, connection, plan);
  const names = new Map<string, number>();
  const codes = new Uint32Array(session.customers.customers);
  const note = (batch: Table, managers: readonly (string | null)[]) => {
    const [branches, { valid }] = [textsIn(batch, 'branch'), columnOf(batch, 'row')];
    for (const [at, row] of Array.from(rowNumbers(batch)).entries()) {
      if (valid?.[at] === 0) continue;
      const name = levelName(asked.work, plan, managers[at] ?? null, branches[at] ?? null);
      if (name === null) continue;
      if (!names.has(name)) names.set(name, names.size + 1);
      codes[row] = names.get(name) ?? 0;
    }
  };
  for await (const batch of connection.stream(handedOutSql(asked.campaign, columns), [], signal))
    note(batch, textsIn(batch, 'manager'));
  const { control, assignment } = await controlOf(scope, plan);
  for await (const batch of connection.stream(customersToHandOutSql(control, columns), [], signal)) {
    const [owners, branches] = [textsIn(batch, 'owner'), textsIn(batch, 'branch')];
    const managers = owners.map((owner, at) => assignment.next({ owner, branch: branches[at] ?? null }).manager);
    note(
      batch,
      managers.map((manager) => (manager === null ? null : (plan.managers[manager]?.name ?? null))),
    );
  }
  const levels = [...names.keys()];
  return rankedLevels(
    Uint32Array.from(rows, (row) => codes[row] ?? 0),
    levels.length,
    (code) => ({ value: levels[code - 1] ?? null, label: levels[code - 1] ?? '' }),
  );
}

function levelName(work: WorkLevel, { managers }: WorkPlan, manager: string | null, branch: string | null): string | null {
  if (work === 'manager') return manager;
  return branch ?? (managers.find(({ name }) => name === manager)?.branch || null);
}

async function controlOf({ session, connection }: EvaluationScope, { campaign: id, managers, routes }: WorkPlan) {
  const { arms, campaign } = await findRelease(session, connection, id);
  const [control, treated] = [true, false].map((is) => arms.filter(({ variant }) => (variant === campaign.control) === is));
  const share = total(control ?? []) / Math.max(1, total(treated ?? []));
  const roomFor = (manager: WorkManager) => ({ ...manager, capacity: Math.ceil(manager.capacity * share) });
  return { control: control ?? [], assignment: new WorkAssignment(managers.map(roomFor), routes) };
}

function total(arms: readonly { readonly n: number }[]): number {
  return arms.reduce((sum, { n }) => sum + n, 0);
}
