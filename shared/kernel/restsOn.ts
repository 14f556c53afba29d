import type { RestsOn } from '../model/answers';
import type { Tag } from '../model/tag';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import type { Sources } from './resident';
import type { Session } from './session';
import { type KnownTable, knownTables } from './tables';

/** What was asked, and of what. */
interface Asked {
  readonly definition: unknown;
  /** The tags that were read, and tables beside theirs. */
  readonly read: TagsAndTables;
  readonly base?: RestsOn['base'];
}

export interface TagsAndTables {
  readonly tags: readonly Tag[];
  readonly tables: readonly string[];
}

export async function restsOn(session: Session, connection: SqlConnection, { definition, read, base }: Asked): Promise<RestsOn> {
  const hash = session.ports.sha256();
  hash.update(new TextEncoder().encode(JSON.stringify(definition)));
  const { engine, dataVersion } = session.open;
  const { customers, asOf } = session.customers;
  return {
    dataVersion,
    receipts: await receiptsOf(session, connection, read),
    definition: hash.digest(),
    asOf,
    base: base ?? { name: 'all', n: customers },
    engine: engine.name,
  };
}

/** The customer table, every table that one of the tags is read from, and the others. */
export async function tablesRead(session: Session, connection: SqlConnection, read: TagsAndTables): Promise<string[]> {
  const { customers } = await sourcesOf(session, connection);
  const tables = [...read.tags.flatMap((tag) => tag.tables), ...read.tables];
  return [...new Set(customers === null ? tables : [customers, ...tables])];
}

async function receiptsOf(session: Session, connection: SqlConnection, read: TagsAndTables): Promise<number[]> {
  const tables = await tablesRead(session, connection, read);
  const { receipts } = await sourcesOf(session, connection);
  const found = tables.map((table) => receipts.get(table)).filter((receipt) => receipt !== undefined);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** A cleaned table rests on the load that it was made of. */
async function sourcesOf({ open: { resident } }: Session, connection: SqlConnection): Promise<Sources> {
  resident.sources ??= {
    customers: (await readEntityMap(connection))?.customers.table ?? null,
    receipts: new Map((await knownTables(connection)).flatMap((table) => receiptOf(table))),
  };
  return resident.sources;
}

function receiptOf({ name, receipt, cleaned }: KnownTable): [string, number][] {
  const load = receipt ?? cleaned?.receipt;
  return load === undefined ? [] : [[name, load]];
}
