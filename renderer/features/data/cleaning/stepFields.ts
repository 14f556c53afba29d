import { type CleaningStep, MOST_KEYS, type StepKind, type StepOf } from '#shared/model/cleaning';
import type { ColumnType, TableColumn } from '#shared/model/import';
import { typedValue } from '../quality/ruleDraft';

/** Kinds in the order in which a form offers them. */
export const STEP_KINDS: readonly StepKind[] = [
  'trim',
  'width',
  'case',
  'region',
  'map',
  'split',
  'parse',
  'fill',
  'dedupe',
  'dropRows',
  'dropColumns',
  'rename',
  'identify',
];

/** What is in the form: every field of every kind, so that nothing typed is lost when the kind is changed. */
export interface StepFields {
  readonly kind: StepKind;
  readonly columns: readonly string[];
  readonly column?: string | undefined;
  readonly letters: StepOf<'case'>['to'];
  readonly level: StepOf<'region'>['level'];
  readonly pairs: StepOf<'map'>['values'];
  readonly by: StepOf<'split'>['by']['kind'];
  readonly separator: string;
  readonly cuts: readonly string[];
  readonly into: readonly string[];
  readonly type: StepOf<'parse'>['to'];
  readonly percent: boolean;
  readonly filling: StepOf<'fill'>['with']['kind'];
  readonly value: string;
  readonly order?: string | undefined;
  readonly keep: StepOf<'dedupe'>['keep'];
  readonly when: StepOf<'dropRows'>['when']['kind'];
  readonly values: readonly string[];
  readonly name: string;
  readonly customers: Customers;
  readonly keys: readonly KeyPairs[];
}

/** A customer table and its key, as far as they are chosen. */
export interface Customers {
  readonly table?: string | undefined;
  readonly key?: string | undefined;
}

/** The pairs of columns of one key, own and theirs. */
export type KeyPairs = readonly KeyPair[];
export interface KeyPair {
  readonly own?: string | undefined;
  readonly theirs?: string | undefined;
}

export type StepField = Exclude<keyof StepFields, 'kind'>;

const EMPTY: StepFields = {
  kind: 'trim',
  columns: [],
  letters: 'upper',
  level: 'province',
  pairs: [],
  by: 'separator',
  separator: '',
  cuts: [],
  into: [],
  type: 'number',
  percent: false,
  filling: 'constant',
  value: '',
  keep: 'last',
  when: 'unknown',
  values: [],
  name: '',
  customers: {},
  keys: [],
};

/** The fields that a form shows, in their order. */
export function shownFields({ kind, by, type, filling, when }: StepFields): readonly StepField[] {
  switch (kind) {
    case 'trim':
    case 'width':
    case 'dropColumns':
      return ['columns'];
    case 'case':
      return ['columns', 'letters'];
    case 'region':
      return ['columns', 'level'];
    case 'map':
      return ['column', 'pairs'];
    case 'split':
      return ['column', 'by', by === 'separator' ? 'separator' : 'cuts', 'into'];
    case 'parse':
      return ['column', 'type', ...(type === 'number' ? (['percent'] as const) : [])];
    case 'fill':
      return ['column', 'filling', ...({ constant: ['value'], previous: ['order'], commonest: [] } as const)[filling]];
    case 'dedupe':
      return ['columns', 'keep', 'order'];
    case 'dropRows':
      return ['column', 'when', ...(when === 'oneOf' ? (['values'] as const) : [])];
    case 'rename':
      return ['column', 'name'];
    case 'identify':
      return ['customers', 'keys', 'name'];
  }
}

const TEXT: readonly ColumnType[] = ['text'];
const TEXT_KINDS: readonly StepKind[] = ['trim', 'width', 'case', 'region', 'map', 'split', 'parse'];

/** Columns that a kind of step can take. */
export function columnsFor(kind: StepKind, columns: readonly TableColumn[]): readonly TableColumn[] {
  return TEXT_KINDS.includes(kind) ? columns.filter(({ type }) => TEXT.includes(type)) : columns;
}

/** The form for a new step, or for one there is. */
export function fieldsOf(step: CleaningStep | undefined): StepFields {
  if (!step) return EMPTY;
  const columns = 'columns' in step ? step.columns : [];
  const column = 'column' in step ? { column: step.column } : {};
  return { ...EMPTY, kind: step.kind, columns, ...column, ...ownFields(step) };
}

function ownFields(step: CleaningStep): Partial<StepFields> {
  switch (step.kind) {
    case 'case':
      return { letters: step.to };
    case 'region':
      return { level: step.level };
    case 'map':
      return { pairs: step.values };
    case 'split':
      return { into: step.into, ...cutFields(step.by) };
    case 'parse':
      return { type: step.to, percent: step.percent ?? false };
    case 'fill':
      return fillingFields(step.with);
    case 'dedupe':
      return { columns: step.keys, keep: step.keep, order: step.by };
    case 'dropRows':
      return { when: step.when.kind, values: step.when.kind === 'oneOf' ? step.when.values.map(String) : [] };
    case 'rename':
      return { name: step.to };
    case 'identify':
      return { customers: step.customers, keys: step.keys.map(pairsOf), name: step.into };
    default:
      return {};
  }
}

function pairsOf({ columns, theirs }: StepOf<'identify'>['keys'][number]): KeyPairs {
  return columns.map((own, index) => ({ own, theirs: theirs[index] }));
}

function cutFields(by: StepOf<'split'>['by']): Partial<StepFields> {
  return by.kind === 'separator' ? { by: by.kind, separator: by.separator } : { by: by.kind, cuts: by.cuts.map(String) };
}

function fillingFields(filling: StepOf<'fill'>['with']): Partial<StepFields> {
  if (filling.kind === 'constant') return { filling: 'constant', value: String(filling.value) };
  return filling.kind === 'previous' ? { filling: 'previous', order: filling.by } : { filling: 'commonest' };
}

/** The step that the form says, or undefined while something is missing. */
export function stepOf(fields: StepFields, columns: readonly TableColumn[]): CleaningStep | undefined {
  const { kind, column } = fields;
  const known = new Map(columns.map(({ name, type }) => [name, type]));
  const many = fields.columns.filter((name) => known.has(name));
  switch (kind) {
    case 'trim':
    case 'width':
    case 'dropColumns':
      return many.length > 0 ? { kind, columns: many } : undefined;
    case 'case':
      return many.length > 0 ? { kind, columns: many, to: fields.letters } : undefined;
    case 'region':
      return many.length > 0 ? { kind, columns: many, level: fields.level } : undefined;
    case 'dedupe':
      return many.length > 0 ? { kind, keys: many, keep: fields.keep, ...optional('by', fields.order) } : undefined;
    case 'identify':
      return identifyOf(fields, known);
    default: {
      const type = column === undefined ? undefined : known.get(column);
      return column === undefined || type === undefined ? undefined : stepOfColumn({ ...fields, kind }, column, type);
    }
  }
}

type ColumnKind = 'map' | 'split' | 'parse' | 'fill' | 'dropRows' | 'rename';

function stepOfColumn(fields: StepFields & { kind: ColumnKind }, column: string, type: ColumnType): CleaningStep | undefined {
  const { kind } = fields;
  switch (kind) {
    case 'map':
      return fields.pairs.length > 0 ? { kind, column, values: fields.pairs } : undefined;
    case 'split':
      return splitOf(fields, column);
    case 'parse':
      return { kind, column, to: fields.type, ...(fields.percent && fields.type === 'number' ? { percent: true } : {}) };
    case 'fill': {
      const filling = fillingOf(fields, type);
      return filling && { kind, column, with: filling };
    }
    case 'dropRows': {
      const when = conditionOf(fields, type);
      return when && { kind, column, when };
    }
    case 'rename':
      return fields.name.trim() === '' ? undefined : { kind, column, to: fields.name.trim() };
  }
}

function identifyOf({ customers: { table, key }, keys, name }: StepFields, known: ReadonlyMap<string, unknown>) {
  const paired = keys.map((pairs) =>
    pairs.flatMap(({ own, theirs }) => (own && theirs && known.has(own) ? [{ own, theirs }] : [])),
  );
  const isWhole = paired.length > 0 && paired.every((pairs, at) => pairs.length > 0 && pairs.length === keys[at]?.length);
  if (!table || !key || !isWhole || paired.length > MOST_KEYS || name.trim() === '') return undefined;
  const columns = paired.map((pairs) => ({ columns: pairs.map(({ own }) => own), theirs: pairs.map(({ theirs }) => theirs) }));
  return { kind: 'identify', customers: { table, key }, keys: columns, into: name.trim() } as const satisfies StepOf<'identify'>;
}

function splitOf({ by, separator, cuts, into }: StepFields, column: string): StepOf<'split'> | undefined {
  if (into.length === 0) return undefined;
  if (by === 'separator')
    return separator === '' ? undefined : { kind: 'split', column, by: { kind: by, separator }, into: [...into] };
  const places = cuts.map(Number);
  const fits = places.length > 0 && places.every((place) => Number.isInteger(place) && place > 0);
  return fits ? { kind: 'split', column, by: { kind: by, cuts: places }, into: [...into] } : undefined;
}

function fillingOf({ filling, value, order }: StepFields, type: ColumnType): StepOf<'fill'>['with'] | undefined {
  if (filling === 'commonest') return { kind: filling };
  if (filling === 'previous') return { kind: filling, ...optional('by', order) };
  const typed = typedValue(value, type);
  return typed === undefined ? undefined : { kind: filling, value: typed };
}

function conditionOf({ when, values }: StepFields, type: ColumnType): StepOf<'dropRows'>['when'] | undefined {
  if (when === 'unknown') return { kind: when };
  const typed = values.map((value) => typedValue(value, type)).filter((value) => value !== undefined);
  return typed.length === values.length && values.length > 0 ? { kind: when, values: typed } : undefined;
}

function optional<K extends string>(name: K, value: string | undefined): { [name in K]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [name in K]?: string });
}
