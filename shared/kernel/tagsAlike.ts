import type { Tag } from '../model/tag';
import type { AlikePair } from '../model/tagAnswers';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { sameGroupsSql, sameMembersSql, sameValuesSql, valueSizesSql } from '../sql/tagsAlikeSql';
import type { SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import { records } from './table';
import { tagLibrary } from './tags';

/** From this agreement on, of two tags one is enough. */
const ALIKE_FROM = 0.98;
/** A tag with more values names customers, and does not group them. */
const MOST_VALUES = 1000;

export function tagsAlikeHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tags.alike'> {
  return { 'tags.alike': (_, call) => session.readOneVersion((connection) => alikePairs(session, connection, call)) };
}

/**
 * Pairs of tags of one type that agree of nearly everybody: booleans on who is true, categories on who belongs together
 * whatever the values are called, numbers and days on the value.
 */
async function alikePairs(session: Session, connection: SqlConnection, { signal, progress }: CallContext): Promise<AlikePair[]> {
  const tags = [...(await tagLibrary(session, connection)).values()].filter(isComparable);
  const pairs: AlikePair[] = [];
  const candidates = await candidatePairs(connection, tags, session.customers.customers, signal);
  for (const [index, [one, other]] of candidates.entries()) {
    stopIfCancelled(signal);
    progress({ phase: 'tags', fraction: index / candidates.length });
    const [counts] = records(await connection.query(SAME[one.type]([one.id, other.id]), [], signal));
    const either = Number(counts?.either);
    const agreement = either === 0 ? 0 : Number(counts?.same) / either;
    if (agreement >= ALIKE_FROM) pairs.push({ tags: [one.id, other.id], agreement });
  }
  return pairs.sort((a, b) => b.agreement - a.agreement);
}

const SAME = { boolean: sameMembersSql, category: sameGroupsSql, number: sameValuesSql, date: sameValuesSql } as const;

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
): Promise<[Tag, Tag][]> {
  const sizes = new Map<string, number[]>();
  for (const { id, type } of tags) {
    stopIfCancelled(signal);
    if (type !== 'category') continue;
    const rows = records(await connection.query(valueSizesSql(id, MOST_VALUES), [], signal));
    sizes.set(
      id,
      rows.map(({ n }) => Number(n)),
    );
  }
  const mayAgree = (one: Tag, other: Tag) =>
    one.type === other.type &&
    Math.min(one.coverage, other.coverage) >= ALIKE_FROM * Math.max(one.coverage, other.coverage) &&
    moved(sizes.get(one.id) ?? [], sizes.get(other.id) ?? []) <= 2 * (1 - ALIKE_FROM) * customers;
  return tags.flatMap((one, index) =>
    tags.slice(index + 1).flatMap((other): [Tag, Tag][] => (mayAgree(one, other) ? [[one, other]] : [])),
  );
}

/** At least twice as many customers are in groups that do not correspond. */
function moved(one: readonly number[], other: readonly number[]): number {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, index) => Math.abs((one[index] ?? 0) - (other[index] ?? 0))).reduce((sum, n) => sum + n, 0);
}
