import type { HuaxiangError } from '../model/result';
import type { TagType } from '../model/tag';
import type { TagSourceOf } from '../model/tagSource';
import { FORGET_TAG_FACTS_SQL, INSERT_TAG_FACTS_SQL, LIST_TAG_FACTS_SQL } from '../sql/entitiesSql';
import type { SqlConnection } from './ports';
import { records } from './table';

/** What was found of a tag's values, beside its definition; a column has no definition unless a person wrote one. */
export interface TagFacts {
  readonly id: string;
  readonly type: TagType;
  readonly unit?: string;
  /** Of a tag that is a column. */
  readonly source?: TagSourceOf<'column'>;
  /** 0–1. */
  readonly coverage: number;
  readonly distinct: number;
  /** Of a tag with values of its own: all that they came of, and when. */
  readonly values?: { readonly basis: string; readonly refreshedAt: string };
  /** Why its values could not be computed of that; those from before are kept. */
  readonly failure?: { readonly basis: string; readonly error: HuaxiangError };
}

/** In the library's order: columns first. */
export async function readTagFacts(connection: SqlConnection): Promise<TagFacts[]> {
  return records(await connection.query(LIST_TAG_FACTS_SQL)).map(({ tag }) => JSON.parse(String(tag)) as TagFacts);
}

export async function writeTagFacts(connection: SqlConnection, facts: readonly TagFacts[]): Promise<void> {
  await connection.exec(FORGET_TAG_FACTS_SQL);
  for (const [index, each] of facts.entries()) await connection.exec(INSERT_TAG_FACTS_SQL, [index, JSON.stringify(each)]);
}

/** Puts facts in the place of those of the same tags; those of other tags stay. */
export async function keepTagFacts(connection: SqlConnection, changed: readonly TagFacts[]): Promise<void> {
  const ids = new Set(changed.map(({ id }) => id));
  const others = (await readTagFacts(connection)).filter(({ id }) => !ids.has(id));
  await writeTagFacts(connection, [...others, ...changed]);
}
