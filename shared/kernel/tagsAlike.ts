import type { Tag } from '../model/tag';
import type { AlikePair } from '../model/tagAnswers';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { sameGroupsSql, sameValuesSql, valueSizesSql } from '../sql/tagsAlikeSql';
import type { SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import { records } from './table';
import { tagLibrary } from './tags';

/** From this agreement on, of two tags one is enough. */
const ALIKE_FROM = 0.98;
/** A tag with more values names customers, and does not group them. */
const MOST_VALUES = 1000;
/** A statement is planned before it runs, which takes longer the longer it is. */
const PAIRS_IN_ONE_PASS = 200;

export function tagsAlikeHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tags.alike'> {
  return { 'tags.alike': (_, call) => session.readOneVersion((connection) => alikePairs(session, connection, call)) };
}

/**
 * Pairs of tags of one type that agree of nearly everybody: booleans on who is true, categories on who belongs together
 * whatever the values are called, numbers and days on the value.
 */
async function alikePairs(session: Session, connection: SqlConnection, { signal, progress }: CallContext): Promise<AlikePair[]> {
  const tags = [...(await tagLibrary(session, connection)).values()].filter(isComparable);
  const candidates = await candidatePairs(connection, tags, session.customers.customers, signal);
  const grouped = candidates.filter(([{ type }]) => type === 'category');
  const compared = candidates.filter(([{ type }]) => type !== 'category');
  const pairs: AlikePair[] = [];
  const add = (pair: Pair, either: unknown, same: unknown) => {
    const agreement = Number(either) === 0 ? 0 : Number(same) / Number(either);
    if (agreement >= ALIKE_FROM) pairs.push({ tags: [pair[0].id, pair[1].id], agreement });
  };
  for (let from = 0; from < compared.length; from += PAIRS_IN_ONE_PASS) {
    stopIfCancelled(signal);
    progress({ phase: 'tags', fraction: from / candidates.length });
    const some = compared.slice(from, from + PAIRS_IN_ONE_PASS);
    const asked = some.map(([one, other]) => ({ tags: [one.id, other.id] as const, boolean: one.type === 'boolean' }));
    const [counts = {}] = records(await connection.query(sameValuesSql(asked), [], signal));
    for (const [index, pair] of some.entries()) add(pair, counts[`e${index}`], counts[`s${index}`]);
  }
  for (const [index, pair] of grouped.entries()) {
    stopIfCancelled(signal);
    progress({ phase: 'tags', fraction: (compared.length + index) / candidates.length });
    const [counts = {}] = records(await connection.query(sameGroupsSql([pair[0].id, pair[1].id]), [], signal));
    add(pair, counts.either, counts.same);
  }
  return pairs.sort((a, b) => b.agreement - a.agreement);
}

type Pair = readonly [Tag, Tag];

/** Values that are the same of everybody agree with nothing. */
function isComparable({ type, distinct }: Tag): boolean {
  return distinct > 1 && (type !== 'category' || distinct <= MOST_VALUES);
}

/** Pairs that may agree by how many have a value, and which share of them each value has. */
async function candidatePairs(
  connection: SqlConnection,
  tags: readonly Tag[],
  customers: number,
  signal: AbortSignal,
): Promise<Pair[]> {
  const sizes = await valueSizes(
    connection,
    tags.filter(({ type }) => type === 'category'),
    signal,
  );
  const mayAgree = (one: Tag, other: Tag) =>
    one.type === other.type &&
    Math.min(one.coverage, other.coverage) >= ALIKE_FROM * Math.max(one.coverage, other.coverage) &&
    moved(sizes.get(one.id) ?? [], sizes.get(other.id) ?? []) <= 2 * (1 - ALIKE_FROM) * customers;
  return tags.flatMap((one, index) =>
    tags.slice(index + 1).flatMap((other): Pair[] => (mayAgree(one, other) ? [[one, other]] : [])),
  );
}

/** How many customers have each value of a tag, the commonest first. */
async function valueSizes(
  connection: SqlConnection,
  tags: readonly Tag[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number[]>> {
  const sizes = new Map(tags.map(({ id }): [string, number[]] => [id, []]));
  if (tags.length === 0) return sizes;
  for (const { tag, n } of records(await connection.query(valueSizesSql(tags.map(({ id }) => id)), [], signal)))
    sizes.get(tags[Number(tag)]?.id ?? '')?.push(Number(n));
  return sizes;
}

/** At least twice as many customers are in groups that do not correspond. */
function moved(one: readonly number[], other: readonly number[]): number {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, index) => Math.abs((one[index] ?? 0) - (other[index] ?? 0))).reduce((sum, n) => sum + n, 0);
}
