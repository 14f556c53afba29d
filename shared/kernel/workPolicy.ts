import type { PolicyRule } from '../model/contactPolicy';
import { activeRule } from '../model/rule';
import type { CallContext } from '../rpc/method';
import { orderRowsSql, type WorkScope } from '../sql/workListsSql';
import { readPolicy } from './contactPolicy';
import { withMembersOfEach } from './evaluate';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findRelease } from './storedCampaigns';
import { cellText, columnOf, rowNumbers } from './table';

/**
 * The rules of the contact policy that hold by now, and by order the place of the first one that finds its customer. Rules that the campaign does
 * without count for nothing, unless they are mandatory since; caps and the hold-out were kept when it was released.
 */
export async function withheldOrders(
  session: Session,
  connection: SqlConnection,
  scope: WorkScope,
  call: CallContext,
): Promise<{ readonly rules: readonly PolicyRule[]; readonly placeOf: ReadonlyMap<string, number> }> {
  const { campaign } = await findRelease(session, connection, scope.campaign);
  const { policy } = await readPolicy(connection);
  const waived = new Set(campaign.waived.map(({ rule }) => rule));
  const rules = policy.rules.filter(({ id, mandatory }) => mandatory || !waived.has(id));
  const placeOf = new Map<string, number>();
  if (rules.length === 0) return { rules, placeOf };
  const memberships = rules.map(({ who }) => ({ who: activeRule(who) }));
  await withMembersOfEach(session, connection, memberships, call, async (sets) => {
    const sql = orderRowsSql(scope, await customersBy(session, connection));
    for await (const batch of connection.stream(sql, [], call.signal)) {
      const [ids, rows] = [columnOf(batch, 'id'), rowNumbers(batch)];
      for (let at = 0; at < rows.length; at++) {
        const place = sets.findIndex((set) => set.has(rows[at] ?? 0));
        if (place >= 0) placeOf.set(cellText(ids, at) ?? '', place);
      }
    }
  });
  return { rules, placeOf };
}
