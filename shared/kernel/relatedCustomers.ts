import { MOST_RELATED, type RelatedAnswer, type RelatedCustomer, type RelationKind } from '../model/customer';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { relatedSql } from '../sql/relationsSql';
import { customerKeys, findCustomer } from './customerAt';
import { shownKey } from './customerMasks';
import { readEntityMap } from './entityMap';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { records } from './table';

const HOPS = [1, 2];

export function relatedCustomerHandlers(session: Session): Pick<Handlers<KernelMethods>, 'customers.related'> {
  return {
    'customers.related': ({ customer }, { signal }) =>
      session.readOneVersion((connection) => relatedCustomers(session, connection, customer, signal)),
  };
}

async function relatedCustomers(
  session: Session,
  connection: SqlConnection,
  customer: string,
  signal: AbortSignal,
): Promise<RelatedAnswer> {
  const { key } = await findCustomer(session, connection, customer);
  const keys = await customerKeys(connection);
  const relations = (await readEntityMap(connection))?.relations ?? [];
  const isMapped = keys !== null && relations.length > 0;
  const links = isMapped ? records(await connection.query(relatedSql(relations, keys), [key], signal)).map(linkOf) : [];
  const persons = await personColumns(session, connection, signal);
  const shown = (of: string) => shownKey(of, keys?.key ?? null, persons);
  const known = links.filter(({ isCustomer }) => isCustomer);
  const tables = relations.map(({ table }) => table);
  return {
    isMapped,
    kinds: kindsOf(known.filter(({ hop }) => hop === 1)),
    hops: HOPS.map((hop) => {
      const customers = customersOf(
        known.filter((link) => link.hop === hop),
        shown,
      );
      return { n: customers.length, customers: customers.slice(0, MOST_RELATED) };
    }),
    strangers: new Set(links.flatMap(({ isCustomer, key: of }) => (isCustomer ? [] : [of]))).size,
    restsOn: await restsOn(session, connection, { definition: { customer, relations }, read: { tags: [], tables } }),
  };
}

/** Rows that link a customer, of one kind where it is the first hop. */
interface Link extends RelationKind {
  readonly key: string;
  readonly isCustomer: boolean;
  readonly hop: number;
  readonly links: number;
  readonly through: number;
}

function linkOf({ key, row, hop, kind, outward, links, through }: Readonly<Record<string, unknown>>): Link {
  return {
    key: String(key),
    isCustomer: row !== null,
    hop: Number(hop),
    kind: kind === null ? null : String(kind),
    outward: outward === true,
    links: Number(links),
    through: Number(through),
  };
}

function kindsOf(links: readonly Link[]): RelatedAnswer['kinds'] {
  const found = new Map<string, RelatedAnswer['kinds'][number]>();
  for (const { kind, outward, links: rows } of links) {
    const id = JSON.stringify([kind, outward]);
    const before = found.get(id) ?? { kind, outward, customers: 0, links: 0 };
    found.set(id, { kind, outward, customers: before.customers + 1, links: before.links + rows });
  }
  return [...found.values()].sort((a, b) => b.customers - a.customers || b.links - a.links);
}

/** One for each, with all its relations; most rows first, of as many in the order of keys. */
function customersOf(links: readonly Link[], shown: (key: string) => string): RelatedCustomer[] {
  const found = new Map<string, RelatedCustomer>();
  for (const { key, hop, kind, outward, links: rows, through } of links) {
    const before = found.get(key) ?? { key, shownKey: shown(key), relations: [], links: 0, through };
    const relations = hop === 1 ? [...before.relations, { kind, outward }] : [];
    found.set(key, { ...before, relations, links: before.links + rows });
  }
  return [...found.values()].sort((a, b) => b.links - a.links || (a.key < b.key ? -1 : 1));
}
