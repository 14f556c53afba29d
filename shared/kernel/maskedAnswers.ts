import { type MaskKind, maskText } from '../model/mask';
import { errorOf, type HuaxiangError } from '../model/result';
import { sqlShape } from '../model/sqlShape';
import { sqlTokens } from '../model/sqlTokens';
import { comparableName } from '../sql/comparableTokens';
import type { MaskedNames } from './resident';

/** Under which what is said of a column stands beside its name. */
const NAMING = ['tag', 'prop', 'column', 'columns', 'key', 'keys', 'id', 'name'];
/** Values, or what is made of them. */
const OF_VALUES = new Set(['value', 'values', 'examples', 'edges', 'labels', 'pattern', 'min', 'max']);
/** Of profiles: figures of all values, nothing of which can be masked. */
const FIGURES = new Set(['spread', 'text', 'change']);
const OF_SQL = new Set(['sql', 'predicate', 'expression', 'where']);

/** An answer without the values that definitions and profiles hold of what is masked: they are masked, constants of SQL that reads it are `?`. */
export function maskedAnswer<T>(answer: T, masked: MaskedNames): T {
  return withoutValues(answer, { kinds: kindsOf(masked), names: hiddenNames(masked) }, undefined) as T;
}

interface Hiding {
  /** Tags, properties and columns, each by its name wherever that stands. */
  readonly kinds: ReadonlyMap<string, MaskKind>;
  /** In small letters: SQL that names one of these may hold a value. */
  readonly names: ReadonlySet<string>;
}

function kindsOf({ tags, props, tables }: MaskedNames): ReadonlyMap<string, MaskKind> {
  return new Map([...[...tables.values()].flatMap((columns) => [...columns]), ...props, ...tags]);
}

function hiddenNames(masked: MaskedNames): ReadonlySet<string> {
  const tables = [...masked.tables].flatMap(([table, columns]) => (columns.size > 0 ? [table] : []));
  return new Set([...kindsOf(masked).keys(), ...tables, 'customers', 'events'].map((name) => name.toLowerCase()));
}

/** `kind` is that of the column that is spoken of. */
function withoutValues(part: unknown, hiding: Hiding, kind: MaskKind | undefined): unknown {
  if (Array.isArray(part)) return part.map((each) => withoutValues(each, hiding, kind));
  if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return part;
  const own = kindNamedIn(part as Part, hiding) ?? kind;
  const kept = Object.entries(part).flatMap(([key, value]): [string, unknown][] => {
    if (OF_SQL.has(key) && typeof value === 'string') return [[key, withoutConstants(value, hiding)]];
    // An audience keeps its definition as text.
    if (key === 'definition' && typeof value === 'string' && value.startsWith('{'))
      return [[key, JSON.stringify(withoutValues(JSON.parse(value), hiding, own))]];
    if (own && FIGURES.has(key) && typeof value === 'object') return [];
    if (own && key === 'values' && isCounts(value)) return [[key, countedByMask(value, own, part as Part)]];
    if (own && OF_VALUES.has(key)) return shownValue(key, value, own);
    return [[key, withoutValues(value, hiding, own)]];
  });
  const said = Object.fromEntries(kept) as Part;
  return isFailedRun(said) && said.sql !== (part as Part).sql ? { ...said, error: hiddenError(said.error) } : said;
}

type Part = Readonly<Record<string, unknown>>;

function kindNamedIn(part: Part, { kinds }: Hiding): MaskKind | undefined {
  const named = NAMING.flatMap((key) => part[key] ?? []).filter((name) => typeof name === 'string');
  return named.map((name) => kinds.get(name)).find((kind) => kind !== undefined);
}

interface Count {
  readonly value: string;
  readonly n: number;
}

function isCounts(value: unknown): value is readonly Count[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'object' && 'value' in each && 'n' in each)
  );
}

/** As if the column held its masks. Of values that are not all there, the commonest would tell how often what is under the masks occurs. */
function countedByMask(counts: readonly Count[], kind: MaskKind, { distinct }: Part): Count[] {
  if (counts.length !== distinct) return [];
  const rows = new Map<string, number>();
  for (const { value, n } of counts) rows.set(maskText(kind, value), (rows.get(maskText(kind, value)) ?? 0) + n);
  return [...rows]
    .map(([value, n]) => ({ value, n }))
    .sort((one, other) => other.n - one.n || (one.value < other.value ? -1 : 1));
}

function shownValue(key: string, value: unknown, kind: MaskKind): [string, unknown][] {
  if (Array.isArray(value)) {
    const shown = value.flatMap((each) => (isPlain(each) ? [maskText(kind, String(each))] : []));
    return [[key, key === 'examples' ? [...new Set(shown)] : shown]];
  }
  if (value === null || typeof value === 'boolean') return [[key, value]];
  if (typeof value === 'string') return [[key, maskText(key === 'pattern' ? 'credential' : kind, value)]];
  return [];
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function withoutConstants(sql: string, { names }: Hiding): string {
  return sqlTokens(sql).some((token) => names.has(comparableName(token).toLowerCase())) ? (sqlShape(sql) ?? '?') : sql;
}

function isFailedRun(part: Part): part is Part & { readonly error: HuaxiangError } {
  return typeof part.sql === 'string' && typeof part.error === 'object' && part.error !== null;
}

/** It quotes the statement. */
function hiddenError({ code }: HuaxiangError): HuaxiangError {
  return errorOf(code, 'role.hiddenError', {});
}
