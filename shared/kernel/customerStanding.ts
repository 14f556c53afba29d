import { CodeColumn } from '../bits/codeColumn';
import type { NumberColumn } from '../bits/numberColumn';
import type { FieldStanding, StandingAnswer } from '../model/customer';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { percentileOf } from '../stats/percentile';
import { customerKeys, findCustomer } from './customerAt';
import { classOfTag, maskOfTag } from './customerMasks';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { PersonColumns } from './resident';
import { restsOn } from './restsOn';
import { type Session, stopIfCancelled } from './session';
import { isCached, withColumn } from './tagColumns';
import { tagLibrary } from './tags';

export function customerStandingHandlers(session: Session): Pick<Handlers<KernelMethods>, 'customers.standing'> {
  return {
    'customers.standing': ({ customer }, call) =>
      session.readOneVersion((connection) => standing(session, connection, customer, call)),
  };
}

async function standing(
  session: Session,
  connection: SqlConnection,
  customer: string,
  { signal, progress }: CallContext,
): Promise<StandingAnswer> {
  const { row } = await findCustomer(session, connection, customer);
  const keyColumn = (await customerKeys(connection))?.key;
  const persons = await personColumns(session, connection, signal);
  const library = [...(await tagLibrary(session, connection)).values()];
  const tags = library.filter((tag) => tag.id !== keyColumn && tells(tag, persons));
  const fields: FieldStanding[] = [];
  for (const [index, tag] of tags.entries()) {
    stopIfCancelled(signal);
    progress({ phase: 'standing', fraction: index / tags.length });
    const found = await standingOf(session, connection, tag, row, signal);
    if (found) fields.push(found);
  }
  return { fields, restsOn: await restsOn(session, connection, { definition: { customer }, read: { tags, tables: [] } }) };
}

/** Where a customer stands by a number tells less than the number; the share of a category tells which one it is. */
function tells(tag: Tag, persons: PersonColumns): boolean {
  if (!isCached(tag) || classOfTag(tag.id, persons) === 'C3') return false;
  return maskOfTag(tag.id, persons) === undefined || tag.type === 'number' || tag.type === 'date';
}

/** Null where the value is unknown. */
export async function standingOf(
  session: Session,
  connection: SqlConnection,
  tag: Tag,
  row: number,
  signal: AbortSignal,
): Promise<FieldStanding | null> {
  const within = (column: CodeColumn | NumberColumn) =>
    column instanceof CodeColumn ? sameOf(tag.id, column, row) : percentileIn(tag.id, column, row);
  return await session.withResident(() => withColumn(session, connection, tag, within, signal));
}

function sameOf(tag: string, column: CodeColumn, row: number): FieldStanding | null {
  const code = column.codes()[row] ?? 0;
  const n = column.totals[code] ?? 0;
  return code === 0 ? null : { tag, same: { n, share: n / column.known.count() } };
}

function percentileIn(tag: string, column: NumberColumn, row: number): FieldStanding | null {
  const value = column.valueAt(row);
  return value === null ? null : { tag, percentile: percentileOf(value, column.values(), column.known.words()) };
}
