import type { RestsOn } from '../model/answers';
import { isGroup, type Rule } from '../model/rule';
import type { Tag } from '../model/tag';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import type { Sources } from './resident';
import type { Session } from './session';
import { type KnownTable, knownTables } from './tables';

/** What was asked, and of what. */
interface Asked {
  readonly definition: unknown;
  /** The tags that were read. */
  readonly tags: readonly Tag[];
  readonly base?: RestsOn['base'];
}

export async function restsOn(session: Session, connection: SqlConnection, { definition, tags, base }: Asked): Promise<RestsOn> {
  const hash = session.ports.sha256();
  hash.update(new TextEncoder().encode(JSON.stringify(definition)));
  const { engine, dataVersion } = session.open;
  const { customers, asOf } = session.customers;
  return {
    dataVersion,
    receipts: await receiptsOf(session, connection, tags),
    definition: hash.digest(),
    asOf,
    base: base ?? { name: 'all', n: customers },
    engine: engine.name,
  };
}

/** The customer table, and every table that one of the tags is read from. */
export async function tablesRead(session: Session, connection: SqlConnection, tags: readonly Tag[]): Promise<string[]> {
  const { customers } = await sourcesOf(session, connection);
  const tables = tags.flatMap((tag) => tag.tables);
  return [...new Set(customers === null ? tables : [customers, ...tables])];
}

/** Tags that a rule reads; a condition in SQL may read any. */
export function tagsOf(rule: Rule, library: ReadonlyMap<string, Tag>): Tag[] {
  if (isGroup(rule)) return rule.rules.flatMap((child) => tagsOf(child, library));
  if (rule.kind === 'sql') return [...library.values()];
  const tag = library.get(rule.tag);
  return tag ? [tag] : [];
}

async function receiptsOf(session: Session, connection: SqlConnection, tags: readonly Tag[]): Promise<number[]> {
  const tables = await tablesRead(session, connection, tags);
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
