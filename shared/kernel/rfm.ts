import type { EntityMap } from '../model/entities';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { TagType } from '../model/tag';
import { type RfmCuts, type RfmSource, rfmCutsSchema } from '../model/tagSource';
import type { KernelMethods } from '../rpc/contract';
import type { Args, Handlers } from '../rpc/method';
import { type RfmEvents, rfmCutsSql, rfmRowsSql } from '../sql/rfmSql';
import type { TagValueSql } from '../sql/tagSourcesSql';
import { readEntityMap } from './entityMap';
import { eventProps } from './entitySources';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { type Cell, records } from './table';
import { knownTables } from './tables';

type Events = Args<KernelMethods, 'tags.rfmCuts'>;

interface Context {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly map: EntityMap | null;
}

export function rfmHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tags.rfmCuts'> {
  return {
    'tags.rfmCuts': (events, { signal }) =>
      session.readOneVersion(async (connection) => {
        const map = await readEntityMap(connection);
        return await proposeCuts({ session, connection, map }, events, signal);
      }),
  };
}

/** Quintiles of the customers with such events, by average ranks; null where there are none. */
export async function proposeCuts(context: Context, events: Events, signal: AbortSignal): Promise<RfmCuts | null> {
  const sql = rfmCutsSql(await rfmEvents(context, events));
  const [found = {}] = records(await context.connection.query(sql, [], signal));
  if (found.recencyMean === null) return null;
  const cuts = (name: string) => [2, 3, 4, 5].map((score) => numberOrNull(found[`${name}${score}`]));
  const mean = (name: string) => Number(found[`${name}Mean`]);
  return rfmCutsSchema.parse({
    cuts: { recency: cuts('recency'), frequency: cuts('frequency'), monetary: cuts('monetary') },
    means: { recency: mean('recency'), frequency: mean('frequency'), monetary: mean('monetary') },
  });
}

function numberOrNull(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}

/** @throws Fault INVALID_TAG, INVALID_ENTITIES. */
export async function checkRfm(
  { session, connection, scope: { map } }: { session: Session; connection: SqlConnection; scope: Pick<Context, 'map'> },
  source: RfmSource,
): Promise<{ type: TagType; value: TagValueSql }> {
  const events = await rfmEvents({ session, connection, map }, source);
  refuseLooseCuts(source);
  const type = source.output === 'segment' ? 'category' : 'number';
  return { type, value: { kind: 'rows', sql: rfmRowsSql(events, source) } };
}

/** Each score must be harder to reach than the one below it, or as hard; what nobody reaches comes last. */
function refuseLooseCuts({ cuts }: RfmSource): void {
  for (const dimension of ['recency', 'frequency', 'monetary'] as const) {
    const strict = cuts[dimension].map((cut) => cut ?? Number.POSITIVE_INFINITY);
    const ordered = dimension === 'recency' ? cuts[dimension].map((cut) => -(cut ?? Number.NEGATIVE_INFINITY)) : strict;
    if (ordered.every((cut, index) => index === 0 || cut >= (ordered[index - 1] ?? cut))) continue;
    const at = { path: `source.cuts.${dimension}` };
    throw fault('INVALID_TAG', 'tag.rfmCuts', { dimension }, { hint: 'hint.rfmCuts', at });
  }
}

async function rfmEvents({ session, connection, map }: Context, { event, prop }: Events): Promise<RfmEvents> {
  const props = map ? eventProps(map, await knownTables(connection)) : [];
  const numbers = props.filter(({ type }) => type === 'number' || type === 'integer').map(({ id }) => id);
  if (!numbers.includes(prop)) {
    const hint = say('hint.numberProps', { props: numbers });
    throw fault('INVALID_TAG', 'tag.rfmProp', { prop: quoted(prop) }, { hint, at: { path: 'source.prop', field: prop } });
  }
  return { event, prop, asOf: session.customers.asOf };
}
