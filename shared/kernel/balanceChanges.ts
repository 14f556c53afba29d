import type { BalanceChange, BalanceChangeFacts, BalanceChangeState } from '../model/balanceChange';
import type { EntityMap } from '../model/entities';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { changeFactsSql } from '../sql/balanceChangesSql';
import { cancelledBy } from './cancelledBy';
import { placeChange } from './changeRows';
import { customerNumbering } from './customerAt';
import { applyEntities } from './entities';
import { checkEntityMap } from './entityCheck';
import { readEntityMap } from './entityMap';
import { entitySources } from './entitySources';
import type { SqlConnection } from './ports';
import { renewTags } from './refreshTags';
import type { Session } from './session';
import { records } from './table';
import { knownTables } from './tables';

type Methods = 'balanceChanges.list' | 'balanceChanges.preview' | 'balanceChanges.save' | 'balanceChanges.remove';

export function balanceChangeHandlers(session: Session): Pick<Handlers<KernelMethods>, Methods> {
  const keep = async (next: (map: EntityMap) => BalanceChange[], call: CallContext) => {
    await session.writeData(async (own, written) => {
      const connection = cancelledBy(own, call.signal);
      const map = await knownMap(connection);
      const applied = await applyEntities(session, connection, { ...map, balanceChanges: next(map) }, call);
      written.customers = applied.state;
    });
    session.changed('workspace', 'entities', 'tags', 'segments');
    await renewTags(session, call);
  };
  return {
    'balanceChanges.list': (_, { signal }) =>
      session.readOneVersion(async (own) => {
        const connection = cancelledBy(own, signal);
        const map = session.open.customers ? await readEntityMap(connection) : null;
        const states: BalanceChangeState[] = [];
        for (const change of map?.balanceChanges ?? [])
          if (map) states.push({ change, ...(await factsOf(connection, map, change)) });
        return states;
      }),
    'balanceChanges.preview': ({ change, replaces }, { signal }) =>
      session.readOneVersion(async (own) => {
        const connection = cancelledBy(own, signal);
        const map = await knownMap(connection);
        const balanceChanges = withChange(map, change, replaces);
        await checkEntityMap(connection, { ...map, balanceChanges }, await knownTables(connection));
        return await factsOf(connection, map, change);
      }),
    'balanceChanges.save': async ({ change, replaces }, call) => {
      await keep((map) => withChange(map, change, replaces), call);
      return change;
    },
    'balanceChanges.remove': async ({ event }, call) => {
      await keep((map) => withoutChange(map, event), call);
      return null;
    },
  };
}

/** @throws Fault NO_CUSTOMERS. */
async function knownMap(connection: SqlConnection): Promise<EntityMap> {
  const map = await readEntityMap(connection);
  if (map) return map;
  throw fault('NO_CUSTOMERS', 'entities.none', {}, { hint: 'hint.chooseCustomers' });
}

/** In the place of the one that it replaces, else at the end. @throws Fault UNKNOWN_EVENT. */
function withChange(map: EntityMap, definition: BalanceChange, replaces: string | undefined): BalanceChange[] {
  const { balanceChanges = [] } = map;
  if (replaces === undefined) return [...balanceChanges, definition];
  return balanceChanges.with(placeOf(map, replaces), definition);
}

/** @throws Fault UNKNOWN_EVENT. */
function withoutChange(map: EntityMap, event: string): BalanceChange[] {
  return (map.balanceChanges ?? []).toSpliced(placeOf(map, event), 1);
}

function placeOf({ balanceChanges = [] }: EntityMap, event: string): number {
  const place = balanceChanges.findIndex((each) => each.event === event);
  if (place >= 0) return place;
  throw fault('UNKNOWN_EVENT', 'change.unknown', { event: quoted(event) }, { hint: 'hint.chooseEvent', at: { field: event } });
}

async function factsOf(connection: SqlConnection, map: EntityMap, definition: BalanceChange): Promise<BalanceChangeFacts> {
  const tables = await knownTables(connection);
  const placed = placeChange(definition, map, tables, entitySources(map, tables, await customerNumbering(connection)));
  const { n, customers, observed, first, last } = records(await connection.query(changeFactsSql(placed)))[0] ?? {};
  return {
    n: Number(n),
    customers: Number(customers),
    observed: Number(observed),
    first: first === null ? null : String(first),
    last: last === null ? null : String(last),
  };
}
