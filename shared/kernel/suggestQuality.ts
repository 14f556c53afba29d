import type { ColumnType } from '../model/import';
import { looksLikeKey } from '../model/keyName';
import type { QualityCheck, QualityCounts, QualitySuggestion, Severity } from '../model/quality';
import type { CallContext } from '../rpc/method';
import type { QualityScope } from '../sql/qualitySql';
import { describeColumnsSql, textValuesSql, tryKindsSql } from '../sql/suggestQualitySql';
import { qualityScope } from './checkQualityRule';
import type { SqlConnection } from './ports';
import { qualityDay, qualityRules } from './qualityResults';
import { countRule } from './runQuality';
import { type Session, stopIfCancelled } from './session';
import { records } from './table';
import { mayBeUnique } from './tableFacts';
import { findTable, type KnownTable, knownTables } from './tables';

/** With fewer checked cells a form or an order may be a matter of chance. */
const FEWEST_CHECKED = 5;
const MOST_MISWRITTEN = 0.05;
const MOST_MISPLACED = 0.01;
/** A column of few values, each of which stands in many rows. */
const MOST_VALUES = 20;
const CELLS_PER_VALUE = 10;
/** Cells that are looked at before a whole column is. */
const TRIED_CELLS = 1000;
const MOST_DATE_COLUMNS = 8;

interface Look {
  readonly connection: SqlConnection;
  readonly table: KnownTable;
  readonly tables: readonly KnownTable[];
  readonly scope: QualityScope;
  readonly rows: number;
  readonly columns: readonly DescribedColumn[];
  readonly signal: AbortSignal;
}

interface DescribedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly known: number;
  /** About how many different values there are. */
  readonly distinct: number;
  readonly low: number;
  readonly high: number;
}

type Found = readonly QualitySuggestion[];

/**
 * Rules that the table's own data speaks for, each with how well it holds over all rows; those that are saved already are left
 * out. @throws Fault UNKNOWN_TABLE, CANCELLED.
 */
export async function suggestQuality(
  session: Session,
  connection: SqlConnection,
  name: string,
  { signal, progress }: CallContext,
): Promise<QualitySuggestion[]> {
  const table = await findTable(connection, name);
  const saved = (await qualityRules(session, connection)).filter(({ rule }) => rule.table === name);
  const known = new Set(saved.map(({ rule }) => JSON.stringify(rule.check)));
  const tables = await knownTables(connection);
  const described = await describeTable(connection, table, signal);
  const look: Look = { connection, table, tables, scope: qualityScope(tables, qualityDay(session)), signal, ...described };
  const found: QualitySuggestion[] = [];
  const steps = [filledColumns, keys, fewValues, ranges, writtenNumbers, residentMatches, ordersOfDates, references];
  for (const [index, step] of steps.entries()) {
    stopIfCancelled(signal);
    progress({ phase: 'quality', fraction: index / steps.length });
    found.push(...(await step(look, found)));
  }
  return found.filter(({ draft }) => !known.has(JSON.stringify(draft.check)));
}

async function describeTable(connection: SqlConnection, { name, columns }: KnownTable, signal: AbortSignal) {
  const row = records(await connection.query(describeColumnsSql(name, columns), [], signal))[0] ?? {};
  return {
    rows: Number(row.rows),
    columns: columns.map((column, index) => ({
      ...column,
      known: Number(row[`k${index}`]),
      distinct: Number(row[`d${index}`]),
      low: Number(row[`low${index}`] ?? Number.NaN),
      high: Number(row[`high${index}`] ?? Number.NaN),
    })),
  };
}

async function filledColumns({ table, rows, columns }: Look): Promise<Found> {
  const filled = columns.filter(({ known }) => known === rows && rows > 0);
  return filled.map(({ name }) => ({
    draft: { table: table.name, severity: looksLikeKey(name) ? 'block' : 'warn', check: { kind: 'notNull', column: name } },
    checked: rows,
    failing: 0,
  }));
}

async function keys(look: Look): Promise<Found> {
  const found: QualitySuggestion[] = [];
  for (const { name, known, distinct } of look.columns) {
    const maybe = looksLikeKey(name) && known > 1 && mayBeUnique(distinct, known);
    if (maybe) found.push(...(await ifItHolds(look, 'block', { kind: 'unique', columns: [name] }, 0)));
  }
  return found;
}

async function fewValues({ connection, table, columns, signal }: Look): Promise<Found> {
  const found: QualitySuggestion[] = [];
  for (const { name, type, known, distinct } of columns) {
    if (type !== 'text' || looksLikeKey(name) || distinct > 2 * MOST_VALUES || known === 0) continue;
    const rows = records(await connection.query(textValuesSql(table.name, name, MOST_VALUES + 1), [], signal));
    if (rows.length > MOST_VALUES || known < rows.length * CELLS_PER_VALUE) continue;
    const check: QualityCheck = { kind: 'domain', column: name, values: rows.map(({ value }) => String(value)) };
    found.push({ draft: { table: table.name, severity: 'warn', check }, checked: known, failing: 0 });
  }
  return found;
}

async function ranges({ table, columns }: Look): Promise<Found> {
  return columns
    .filter(({ name, low, high }) => high > low && Number.isFinite(high - low) && !looksLikeKey(name))
    .map(({ name, known, low, high }) => ({
      draft: { table: table.name, severity: 'info', check: { kind: 'range', column: name, ...generousEnds(low, high) } },
      checked: known,
      failing: 0,
      seen: [low, high],
    }));
}

/** Further out than the values by as much as they span, rounded outwards to one digit; what is never negative stays so. */
function generousEnds(low: number, high: number): { min: number; max: number } {
  const span = high - low;
  return { min: low >= 0 ? 0 : -roundUp(span - low), max: high <= 0 ? 0 : roundUp(high + span) };
}

function roundUp(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x));
  return Number((Math.ceil(x / power) * power).toPrecision(1));
}

async function writtenNumbers(look: Look): Promise<Found> {
  const found: QualitySuggestion[] = [];
  for (const { name, type, known } of look.columns) {
    if ((type !== 'text' && type !== 'integer') || known < FEWEST_CHECKED) continue;
    const tried = records(await look.connection.query(tryKindsSql(look.table.name, name, TRIED_CELLS), [], look.signal))[0];
    for (const kind of ['residentId', 'mobile', 'bankCard', 'creditCode'] as const) {
      const likely = Number(tried?.[kind]) >= Number(tried?.known) / 2;
      if (likely) found.push(...(await ifItHolds(look, 'warn', { kind, column: name }, MOST_MISWRITTEN)));
    }
  }
  return found;
}

/** The birth date and the gender that agree with an identity number. */
async function residentMatches(look: Look, earlier: Found): Promise<Found> {
  const found: QualitySuggestion[] = [];
  for (const { draft } of earlier) {
    if (draft.check.kind !== 'residentId') continue;
    const { column } = draft.check;
    const agrees = async (other: { birthDate: string } | { gender: string }) =>
      (await ifItHolds(look, 'warn', { kind: 'residentIdMatches', column, ...other }, MOST_MISWRITTEN)).length > 0;
    const birthDate = await firstOf(look.columns, ({ type, name }) => isDay(type) && agrees({ birthDate: name }));
    const gender = await firstOf(
      look.columns,
      ({ type, name, distinct }) => type === 'text' && distinct <= 4 && agrees({ gender: name }),
    );
    if (!birthDate && !gender) continue;
    const others = { ...(birthDate ? { birthDate: birthDate.name } : {}), ...(gender ? { gender: gender.name } : {}) };
    found.push(...(await ifItHolds(look, 'warn', { kind: 'residentIdMatches', column, ...others }, MOST_MISWRITTEN)));
  }
  return found;
}

async function firstOf<T>(items: readonly T[], fits: (item: T) => false | Promise<boolean>): Promise<T | undefined> {
  for (const item of items) if (await fits(item)) return item;
  return undefined;
}

async function ordersOfDates(look: Look): Promise<Found> {
  const days = look.columns.filter(({ type, known }) => isDay(type) && known > 0).slice(0, MOST_DATE_COLUMNS);
  const found: QualitySuggestion[] = [];
  for (const [index, { name: first }] of days.entries()) {
    for (const { name: second } of days.slice(index + 1)) {
      const order = (column: string, later: string) =>
        ifItHolds(look, 'warn', { kind: 'notBefore', column, later }, MOST_MISPLACED);
      const forward = await order(first, second);
      found.push(...(forward.length > 0 ? forward : await order(second, first)));
    }
  }
  return found;
}

/** Columns whose values stand in a column of the same name elsewhere, where each stands once. */
async function references(look: Look): Promise<Found> {
  const found: QualitySuggestion[] = [];
  for (const { name, type, known } of look.columns) {
    if ((type !== 'text' && type !== 'integer') || known === 0) continue;
    for (const { name: table, columns } of look.tables) {
      const target = columns.find((column) => column.name.toLowerCase() === name.toLowerCase() && column.type === type);
      if (table === look.table.name || !target || !(await isKey(look, table, target.name))) continue;
      const check: QualityCheck = { kind: 'referential', column: name, to: { table, column: target.name } };
      found.push(...(await ifItHolds(look, 'warn', check, MOST_MISPLACED)));
    }
  }
  return found;
}

async function isKey({ connection, scope, signal }: Look, table: string, column: string): Promise<boolean> {
  const { checked, failing } = await countRule(
    connection,
    { table, severity: 'info', check: { kind: 'unique', columns: [column] } },
    scope,
    signal,
  );
  return checked > 0 && failing === 0;
}

/** The rule with its counts over the whole table, if at most this share of what is checked fails. */
async function ifItHolds(look: Look, severity: Severity, check: QualityCheck, mostFailing: number): Promise<Found> {
  const { connection, table, scope, signal } = look;
  const draft = { table: table.name, severity, check };
  const counts: QualityCounts = await countRule(connection, draft, scope, signal);
  const { checked, failing } = counts;
  const holds = checked >= FEWEST_CHECKED && failing <= mostFailing * checked;
  return holds ? [{ draft, checked, failing }] : [];
}

function isDay(type: ColumnType): boolean {
  return type === 'date' || type === 'timestamp';
}
