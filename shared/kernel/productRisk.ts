import type { Suitability } from '../model/insight';
import { fault } from '../model/result';
import { riskLevelOf } from '../model/riskLevel';
import type { Rule } from '../model/rule';
import { quoted, say } from '../model/saying';
import type { Tag } from '../model/tag';
import { tagValuesSql } from '../sql/tagsSql';
import type { SqlConnection } from './ports';
import { productColumn } from './productColumn';
import type { Session } from './session';
import { records } from './table';
import { tagLibrary, unknownTag } from './tags';

/** Risk levels of customers have few names; a tag with more is something else. */
const MOST_LEVEL_NAMES = 100;

/** Which product suits whom. */
export interface ProductRisk {
  /** Of a product; null = unknown. */
  readonly levelOf: (item: string) => number | null;
  /** Customers whose own level is at least this. */
  readonly atLeast: (level: number) => Rule;
  /** Customers whose own level is known. */
  readonly known: Rule;
}

/**
 * The levels of the products and, as rules, those of the customers.
 * @throws Fault UNKNOWN_TAG, UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_REQUEST where no value of the tag names a level.
 */
export async function suitabilityOf(
  session: Session,
  connection: SqlConnection,
  { tag: id, products, levels }: Suitability,
  signal: AbortSignal,
): Promise<ProductRisk> {
  const tag = (await tagLibrary(session, connection)).get(id) ?? unknownTag(id, 'suitability.tag', null);
  const found = products ? await productLevels(connection, products, signal) : new Map<string, number>();
  for (const { item, level } of levels) found.set(item, level);
  return { levelOf: (item) => found.get(item) ?? null, ...(await customerLevels(connection, tag, signal)) };
}

/** Of several rows of a product the highest level, so that none is offered below any. */
async function productLevels(
  connection: SqlConnection,
  { table, key, level }: NonNullable<Suitability['products']>,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const levels = new Map<string, number>();
  for (const { item, value } of await productColumn(connection, { table, key, column: level }, signal)) {
    const known = riskLevelOf(value);
    if (known !== null) levels.set(item, Math.max(known, levels.get(item) ?? known));
  }
  return levels;
}

async function customerLevels(
  connection: SqlConnection,
  { id, name, type, distinct }: Tag,
  signal: AbortSignal,
): Promise<Pick<ProductRisk, 'atLeast' | 'known'>> {
  if (type === 'number') {
    return {
      atLeast: (level) => ({ kind: 'tag', tag: id, op: 'gte', values: [level] }),
      known: { kind: 'tag', tag: id, op: 'isNotNull', values: [] },
    };
  }
  const isNamed = type === 'category' && distinct <= MOST_LEVEL_NAMES;
  const values = isNamed ? records(await connection.query(tagValuesSql(id, MOST_LEVEL_NAMES), [''], signal)) : [];
  const names = values.map(({ value }) => String(value)).filter((value) => riskLevelOf(value) !== null);
  if (names.length === 0) {
    const said = { tag: quoted(name), type: say(`tagType.${type}`, {}) };
    throw fault('INVALID_REQUEST', 'insight.noLevels', said, {
      hint: 'hint.levelTag',
      at: { path: 'suitability.tag', field: id },
    });
  }
  const named = (fits: (level: number) => boolean): Rule => {
    return { kind: 'tag', tag: id, op: 'in', values: names.filter((value) => fits(riskLevelOf(value) ?? -1)) };
  };
  return { atLeast: (level) => named((own) => own >= level), known: named(() => true) };
}
