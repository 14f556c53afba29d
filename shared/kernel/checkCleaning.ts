import { isIsoDay } from '../model/calendar';
import {
  type Cleaning,
  type CleaningStep,
  type CleaningValue,
  columnsAfter,
  type StepKind,
  type StepOf,
} from '../model/cleaning';
import type { HintKey, SentenceKey } from '../model/faultTexts';
import { COLUMN_TYPES, type ColumnType, type TableColumn } from '../model/import';
import { type Fault, fault } from '../model/result';
import { type PlainHintKey, quoted, type Saying, say, type ValuesOf } from '../model/saying';
import type { CleanedSource } from './cleaningStates';
import { type KnownTable, tablesHint } from './tables';
import { VALUE_HINTS } from './valueHints';

const ANY: readonly ColumnType[] = COLUMN_TYPES;
const TEXT: readonly ColumnType[] = ['text'];

/** A step's number from 1, the columns it is given, and the tables that it may name beside its own. */
interface Place {
  readonly step: number;
  readonly columns: readonly TableColumn[];
  readonly cleaning: Pick<Cleaning, 'table' | 'result'>;
  readonly tables: readonly KnownTable[];
}

/** The columns behind the steps. @throws Fault as `checkStep`. */
export function checkCleaning(
  cleaning: Cleaning,
  { columns, tables }: Pick<CleanedSource, 'columns' | 'tables'>,
): readonly TableColumn[] {
  return cleaning.steps.reduce((given, step, index) => {
    if (!step.off) checkStep(step, { step: index + 1, columns: given, cleaning, tables });
    return columnsAfter(step, given, (column) => column);
  }, columns);
}

/**
 * Holds a step to the columns it is given: each is there, of a type that the step takes, and new names are free.
 * @throws Fault INVALID_CLEANING, UNKNOWN_COLUMN; its sentence begins with the step's number, `at.path` is the field.
 */
export function checkStep(step: CleaningStep, place: Place): void {
  (CHECKS[step.kind] as (step: CleaningStep, place: Place) => void)(step, place);
}

const CHECKS: { readonly [K in StepKind]: (step: StepOf<K>, place: Place) => void } = {
  trim: ({ columns }, place) => checkColumns(columns, TEXT, place),
  width: ({ columns }, place) => checkColumns(columns, TEXT, place),
  case: ({ columns }, place) => checkColumns(columns, TEXT, place),
  region: ({ columns }, place) => checkColumns(columns, TEXT, place),
  map: checkMap,
  split: checkSplit,
  parse: checkParse,
  fill: checkFill,
  dedupe: checkDedupe,
  dropRows: checkDropRows,
  dropColumns: checkDropColumns,
  rename: checkRename,
  identify: checkIdentify,
};

function checkColumns(names: readonly string[], types: readonly ColumnType[], place: Place): void {
  for (const [index, name] of names.entries()) findColumn(name, types, place, `columns.${index}`);
  refuseTwice(names, place, 'columns');
}

function checkMap({ column, values }: StepOf<'map'>, place: Place): void {
  findColumn(column, TEXT, place, 'column');
  const froms = values.map(({ from }) => from);
  refuseTwice(froms, place, 'values', false);
}

function checkSplit({ column, by, into }: StepOf<'split'>, place: Place): void {
  findColumn(column, TEXT, place, 'column');
  for (const [index, name] of into.entries()) refuseTaken(name, place.columns, place, `into.${index}`);
  refuseTwice(into, place, 'into');
  if (by.kind === 'separator') return;
  const { cuts } = by;
  if (cuts.some((cut, index) => cut <= (cuts[index - 1] ?? 0)))
    throw invalid('cleaning.cuts', {}, place, 'by.cuts', 'hint.ascend');
  const said = { cuts: cuts.length, parts: cuts.length + 1, given: into.length };
  if (into.length !== cuts.length + 1) throw invalid('cleaning.parts', said, place, 'into', 'hint.namePerPart');
}

function checkParse({ column, to, percent }: StepOf<'parse'>, place: Place): void {
  findColumn(column, TEXT, place, 'column');
  if (percent && to !== 'number') throw invalid('cleaning.percent', {}, place, 'percent', 'hint.noPercent');
}

function checkFill({ column, with: filling }: StepOf<'fill'>, place: Place): void {
  const { type } = findColumn(column, ANY, place, 'column');
  if (filling.kind === 'constant') checkValue(filling.value, { name: column, type }, place, 'with.value');
  if (filling.kind === 'previous' && filling.by !== undefined) findColumn(filling.by, ANY, place, 'with.by');
}

function checkDedupe({ keys, by }: StepOf<'dedupe'>, place: Place): void {
  for (const [index, key] of keys.entries()) findColumn(key, ANY, place, `keys.${index}`);
  refuseTwice(keys, place, 'keys');
  if (by !== undefined) findColumn(by, ANY, place, 'by');
}

function checkDropRows({ column, when }: StepOf<'dropRows'>, place: Place): void {
  const found = findColumn(column, ANY, place, 'column');
  const values = when.kind === 'oneOf' ? when.values : [];
  for (const [index, value] of values.entries()) checkValue(value, found, place, `when.values.${index}`);
}

function checkDropColumns({ columns }: StepOf<'dropColumns'>, place: Place): void {
  checkColumns(columns, ANY, place);
  if (columns.length >= place.columns.length) throw invalid('cleaning.noColumns', {}, place, 'columns', 'hint.keepColumn');
}

function checkRename({ column, to }: StepOf<'rename'>, place: Place): void {
  findColumn(column, ANY, place, 'column');
  const others = place.columns.filter(({ name }) => name !== column);
  refuseTaken(to, others, place, 'to');
}

function checkIdentify({ customers, keys, into }: StepOf<'identify'>, place: Place): void {
  const { table, columns } = findCustomers(customers.table, place);
  findTheirs(customers.key, table, columns, place, 'customers.key');
  for (const [index, key] of keys.entries()) {
    const field = `keys.${index}`;
    for (const [at, name] of key.columns.entries()) findColumn(name, ANY, place, `${field}.columns.${at}`);
    for (const [at, name] of key.theirs.entries()) findTheirs(name, table, columns, place, `${field}.theirs.${at}`);
    const said = { key: index + 1, columns: key.columns.length, theirs: key.theirs.length };
    if (said.columns !== said.theirs) throw invalid('cleaning.keyPairs', said, place, field, 'hint.pairColumns');
  }
  refuseTaken(into, place.columns, place, 'into');
}

/** @throws Fault UNKNOWN_TABLE; INVALID_CLEANING for the table that this cleaning makes, or made under another name. */
function findCustomers(name: string, place: Place): { table: string; columns: readonly TableColumn[] } {
  const { cleaning, tables, step } = place;
  const found = tables.find((table) => table.name === name);
  if (name.toLowerCase() === cleaning.result.toLowerCase() || found?.cleaned?.table === cleaning.table)
    throw invalid('cleaning.ownCustomers', { table: quoted(name) }, place, 'customers.table', 'hint.otherCustomers');
  if (found) return { table: name, columns: found.columns };
  const at = placeOf(place, 'customers.table');
  throw fault('UNKNOWN_TABLE', 'cleaning.noTable', { step, table: quoted(name) }, { hint: tablesHint(tables), at });
}

function findTheirs(name: string, table: string, columns: readonly TableColumn[], place: Place, field: string): void {
  if (columns.some((column) => column.name === name)) return;
  const hint = say('hint.columns', { columns: columns.map((each) => each.name) });
  const said = { step: place.step, table: quoted(table), column: quoted(name) };
  throw fault('UNKNOWN_COLUMN', 'cleaning.noTheirColumn', said, { hint, at: placeOf(place, field) });
}

function findColumn(name: string, types: readonly ColumnType[], place: Place, field: string): TableColumn {
  const column = place.columns.find((candidate) => candidate.name === name);
  if (!column) {
    const hint = say('hint.columns', { columns: place.columns.map((each) => each.name) });
    const said = { step: place.step, column: quoted(name) };
    throw fault('UNKNOWN_COLUMN', 'cleaning.noColumn', said, { hint, at: placeOf(place, field) });
  }
  if (types.includes(column.type)) return column;
  const hint = say('hint.columnTypes', { types: types.map((type) => say(`type.${type}`, {})) });
  throw invalid('cleaning.unfitColumn', { column: quoted(name), type: say(`type.${column.type}`, {}) }, place, field, hint);
}

function checkValue(value: CleaningValue, { name, type }: Pick<TableColumn, 'name' | 'type'>, place: Place, field: string): void {
  if (isOfType(value, type)) return;
  const shown = typeof value === 'string' ? quoted(value) : String(value);
  const said = { value: shown, column: quoted(name), type: say(`type.${type}`, {}) };
  throw invalid('cleaning.wrongValue', said, place, field, VALUE_HINTS[type]);
}

function isOfType(value: CleaningValue, type: ColumnType): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return typeof value === 'number';
  if (type === 'boolean') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  if (type === 'text') return true;
  const time = /^(\d{4}-\d{2}-\d{2})( ([01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$/.exec(value);
  return isIsoDay(time?.[1] ?? '') && (type === 'timestamp' || time?.[2] === undefined);
}

/** Names of columns are the same but for their case, as the database compares them. */
function refuseTwice(values: readonly string[], place: Place, field: string, isName = true): void {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    const key = isName ? value.toLowerCase() : value;
    if (seen.has(key))
      throw invalid(
        'cleaning.twice',
        { value: quoted(value) },
        place,
        `${field}.${index}`,
        isName ? 'hint.nameOnce' : 'hint.valueOnce',
      );
    seen.add(key);
  }
}

function refuseTaken(name: string, columns: readonly TableColumn[], place: Place, field: string): void {
  if (!columns.some((column) => column.name.toLowerCase() === name.toLowerCase())) return;
  throw invalid('cleaning.nameTaken', { column: quoted(name) }, place, field, 'hint.otherTable');
}

function placeOf({ step }: Place, field: string) {
  return { field, path: `steps.${step - 1}.${field}` };
}

type StepSentence = Exclude<Extract<SentenceKey, `cleaning.${string}`>, 'cleaning.unknown'>;

function invalid<K extends StepSentence>(
  key: K,
  values: Omit<ValuesOf<K>, 'step'>,
  place: Place,
  field: string,
  hint: PlainHintKey | Saying<HintKey>,
): Fault {
  const said = { ...values, step: place.step } as unknown as ValuesOf<K>;
  return fault('INVALID_CLEANING', key, said, { hint, at: placeOf(place, field) });
}
