import type { CustomerAnswer, CustomerField } from '../model/customer';
import type { CellValue } from '../model/entities';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { customerValuesSql } from '../sql/customerSql';
import { customerKeys, findCustomer } from './customerAt';
import { type LoadOfTag, loadsOfTags } from './customerLoads';
import { classOfTag, shownKey, shownTag } from './customerMasks';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { PersonColumns } from './resident';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { records } from './table';
import { tagLibrary } from './tags';

export function customerHandlers(session: Session): Pick<Handlers<KernelMethods>, 'customers.describe'> {
  return {
    'customers.describe': ({ customer }, { signal }) =>
      session.readOneVersion((connection) => describeCustomer(session, connection, customer, signal)),
  };
}

async function describeCustomer(
  session: Session,
  connection: SqlConnection,
  customer: string,
  signal: AbortSignal,
): Promise<CustomerAnswer> {
  const { key, row } = await findCustomer(session, connection, customer);
  const keyColumn = (await customerKeys(connection))?.key ?? null;
  const persons = await personColumns(session, connection, signal);
  const tags = [...(await tagLibrary(session, connection)).values()].filter(({ id }) => id !== keyColumn);
  const sql = customerValuesSql(session.customers.rowColumn, row);
  const values = records(await connection.query(sql, [], signal))[0] ?? {};
  const loads = await loadsOfTags(connection, tags, key);
  const fields = tags.map((tag) => fieldOf(tag, values[tag.id] ?? null, loads.get(tag.id), persons));
  const isOfPersons = ({ tag }: CustomerField) => persons.tags.has(tag);
  return {
    key,
    shownKey: shownKey(key, keyColumn, persons),
    fields: [...fields.filter(isOfPersons), ...fields.filter((field) => !isOfPersons(field))],
    restsOn: await restsOn(session, connection, { definition: { customer }, read: { tags, tables: [] } }),
  };
}

function fieldOf(tag: Tag, value: CellValue, load: LoadOfTag | undefined, persons: PersonColumns): CustomerField {
  const { id, name, category, type, unit, refreshedAt } = tag;
  const before = load?.before ? sameType(type, load.before.value) : value;
  const changed = load && before !== value ? { ...shownTag(tag, before, persons), since: load.importedAt } : undefined;
  return {
    tag: id,
    name,
    category,
    sensitivity: classOfTag(id, persons),
    type,
    ...(unit === undefined ? {} : { unit }),
    ...shownTag(tag, value, persons),
    asOf: refreshedAt ?? load?.importedAt ?? null,
    ...(changed ? { changed } : {}),
  };
}

/** A former load may have written the column as another type; a moment counts as its day. */
function sameType(type: Tag['type'], value: CellValue): CellValue {
  if (value === null) return null;
  if (type === 'date') return String(value).slice(0, 10);
  if (type === 'category') return String(value);
  return type === 'number' && typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}
