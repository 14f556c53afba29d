import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { Tag, TagType } from '../model/tag';
import { type RfmCuts, type RfmSource, rfmCutsSchema } from '../model/tagSource';
import type { KernelMethods } from '../rpc/contract';
import type { Args, Handlers } from '../rpc/method';
import { compileMeasure } from '../sql/compileEvent';
import { printForReading } from '../sql/print';
import { type RfmEvents, rfmCutsSql, rfmRowsSql } from '../sql/rfmSql';
import type { TagValueSql } from '../sql/tagSourcesSql';
import { checkFilter } from './checkEvent';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { type Cell, records } from './table';
import { tagLibrary } from './tags';
import { vocabularyOf } from './vocabulary';

type Events = Args<KernelMethods, 'tags.rfmCuts'>;

interface Context {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly tags: ReadonlyMap<string, Tag>;
  readonly signal: AbortSignal;
}

export function rfmHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tags.rfmCuts'> {
  return {
    'tags.rfmCuts': (events, { signal }) =>
      session.readOneVersion(async (connection) => {
        const tags = await tagLibrary(session, connection);
        return await proposeCuts({ session, connection, tags, signal }, events);
      }),
  };
}

/** Quintiles of the customers with such events, by average ranks; null where there are none. */
export async function proposeCuts(context: Context, events: Events): Promise<RfmCuts | null> {
  const sql = rfmCutsSql(await rfmEvents(context, events));
  const [found = {}] = records(await context.connection.query(sql, [], context.signal));
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

/** @throws Fault INVALID_TAG, UNKNOWN_EVENT, INVALID_RULE. */
export async function checkRfm(context: Context, source: RfmSource): Promise<{ type: TagType; value: TagValueSql }> {
  const events = await rfmEvents(context, source);
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

/** The events as a behaviour counts them, and their property. */
async function rfmEvents({ session, connection, tags, signal }: Context, { event, where, prop }: Events): Promise<RfmEvents> {
  const vocabulary = await vocabularyOf(session, connection, tags, signal);
  checkFilter({ event, where }, vocabulary, 'source');
  const numbers = [...vocabulary.props.keys()].filter((id) => vocabulary.propType(id) === 'number');
  if (!numbers.includes(prop)) {
    const hint = say('hint.numberProps', { props: numbers });
    throw fault('INVALID_TAG', 'tag.rfmProp', { prop: quoted(prop) }, { hint, at: { path: 'source.prop', field: prop } });
  }
  const { filter } = compileMeasure({ event, where, measure: 'count' }, vocabulary).rows;
  return { filter: printForReading(filter), prop, asOf: session.customers.asOf };
}
