import { MOST_KEYS } from '#shared/model/cleaning';
import { looksLikeKey } from '#shared/model/keyName';
import type { TableInfo } from '#shared/model/workspace';
import { likelyKey } from '../likelyKey';
import type { KeyPair, KeyPairs, StepFields } from './stepFields';

interface Named {
  readonly name: string;
}

const CUSTOMER_NUMBER = /客户(编)?号|(cust(omer)?|client)[_\s.-]?(id|no|num|number|key|code)$/i;
const IDENTITY_NUMBER =
  /身份证|证件号|identity|(^|[_\s.-])(id[_\s.-]?(no|num|number|card)|cert(ificate)?[_\s.-]?(no|num|number))$/i;
const MOBILE = /手机|移动电话|mobile|cell|phone/i;
const PERSON_NAME = /^(客户|客户姓|姓)名(称)?$|^((full|cust(omer)?|client|person)[_\s.-]?)?name$/i;
/** A number that every system gives its own rows. */
const OWN_NUMBER = /^id$/i;

/** Keys whose columns are called as ones that name people, the surest first, then columns of equal names that look like keys. */
export function suggestKeys(own: readonly Named[], theirs: readonly Named[]): readonly KeyPairs[] {
  const pair = (pattern: RegExp) => pairBy(pattern, own, theirs);
  const [mobile, name] = [pair(MOBILE), pair(PERSON_NAME)];
  const named = [pair(CUSTOMER_NUMBER), pair(IDENTITY_NUMBER)].flatMap((found) => (found ? [[found]] : []));
  const person = mobile && name ? [[mobile, name]] : [];
  const used = new Set([...named, ...person].flat().map((each) => each.own));
  const equal = own.filter((column) => looksLikeKey(column.name) && !OWN_NUMBER.test(column.name) && !used.has(column.name));
  const others = equal.flatMap((column) => {
    const other = equalName(column, theirs);
    return other ? [[{ own: column.name, theirs: other.name }]] : [];
  });
  return [...named, ...person, ...others].slice(0, MOST_KEYS);
}

function pairBy(pattern: RegExp, own: readonly Named[], theirs: readonly Named[]): KeyPair | undefined {
  const [mine, others] = [own, theirs].map((columns) => columns.filter(({ name }) => pattern.test(name)));
  const equal = mine?.find((column) => equalName(column, others ?? []));
  const [first, other] = [equal ?? mine?.[0], equal ? equalName(equal, others ?? []) : others?.[0]];
  return first && other ? { own: first.name, theirs: other.name } : undefined;
}

function equalName<T extends Named>({ name }: Named, columns: readonly T[]): T | undefined {
  return columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}

/** What the form begins with once a customer table is chosen. */
export function suggestIdentify(own: readonly Named[], { name: table, columns }: TableInfo): Partial<StepFields> {
  const key = likelyKey(columns);
  const taken = new Set(own.map(({ name }) => name.toLowerCase()));
  const free = ['customer_id', ...(key ? [key] : [])].find((name) => !taken.has(name.toLowerCase()));
  return { customers: { table, key }, keys: suggestKeys(own, columns), name: free ?? '' };
}

/** The table that customers are most likely to be found in: that of the entity map, else the one with most keys. */
export function likelyCustomers(
  own: readonly Named[],
  tables: readonly TableInfo[],
  mapped: string | undefined,
): TableInfo | undefined {
  const known = tables.find(({ name }) => name === mapped);
  if (known) return known;
  const scored = tables.map((table) => ({ table, n: suggestKeys(own, table.columns).length }));
  return scored.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n)[0]?.table;
}
