import { namesInSql } from '../sql/checkPredicate';
import { checkQuery } from '../sql/checkQuery';
import type { NamedTable } from '../sql/queryShape';
import type { MaskedNames } from './resident';

/** What persons write for persons to read. */
const WORDS = new Set(['name', 'label', 'title', 'text', 'description', 'reason', 'note', 'category', 'owner', 'language']);

/** What a question may name. */
interface Asked {
  readonly masked: MaskedNames;
  /** Tables that a query may read. */
  readonly tables: readonly NamedTable[];
  /** Tags in small letters. */
  readonly tags: ReadonlySet<string>;
}

/** The first thing that a question names and that is masked, wherever it stands in it; undefined where there is none. */
export function maskedNameIn(question: unknown, asked: Asked): string | undefined {
  if (typeof question === 'string') return isMaskedName(question, asked) ? question : undefined;
  if (Array.isArray(question)) return firstOf(question, (each) => maskedNameIn(each, asked));
  if (!isPart(question)) return undefined;
  const columns = typeof question.table === 'string' ? asked.masked.tables.get(question.table) : undefined;
  return firstOf(Object.entries(question), ([key, value]) => {
    if (typeof value !== 'string') return maskedNameIn(value, asked);
    if (key === 'sql') return question.kind === 'query' ? maskedTableIn(value, asked) : unshownNameIn(value, asked);
    if (key === 'predicate' || key === 'expression') return unshownNameIn(value, asked);
    if (WORDS.has(key)) return undefined;
    return columns?.has(value) ? value : maskedNameIn(value, asked);
  });
}

/** A table with masked columns: what a query does with it cannot be told by the names in it. */
function maskedTableIn(sql: string, { masked, tables }: Asked): string | undefined {
  const read = readTables(sql, tables);
  return read.find(({ schema, name }) => {
    if (schema === 'data') return (masked.tables.get(name)?.size ?? 0) > 0;
    return name === 'customers' ? masked.tags.size > 0 : masked.props.size > 0;
  })?.name;
}

/** Only what is known to be shown is let through, since the database also knows names that nobody gave. */
function unshownNameIn(sql: string, { masked, tags }: Asked): string | undefined {
  const hidden = new Set(Array.from(masked.tags.keys(), (tag) => tag.toLowerCase()));
  return readNames(sql).find((name) => !tags.has(name.toLowerCase()) || hidden.has(name.toLowerCase()));
}

function isMaskedName(text: string, { masked: { tags, props } }: Asked): boolean {
  return tags.has(text) || props.has(text);
}

/** What the gates refuse is refused by them. */
function readTables(sql: string, tables: readonly NamedTable[]): readonly NamedTable[] {
  try {
    return checkQuery(sql, tables).tables;
  } catch {
    return [];
  }
}

function readNames(sql: string): readonly string[] {
  try {
    return namesInSql(sql);
  } catch {
    return [];
  }
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isPart(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}
