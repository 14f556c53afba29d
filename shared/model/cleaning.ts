import { z } from 'zod';
import { COLUMN_TYPES, type TableColumn } from './import';
import type { HuaxiangError } from './result';

const nameSchema = z.string().min(1).max(255);
const newNameSchema = nameSchema.regex(/^[^\0]*$/);
const columnsSchema = z.array(nameSchema).min(1).max(1000);
const valueSchema = z.union([z.string().max(65_536), z.number(), z.boolean()]);
export type CleaningValue = z.infer<typeof valueSchema>;

export const MOST_KEYS = 8;
export const MOST_KEY_COLUMNS = 4;
const keyColumnsSchema = z.array(nameSchema).min(1).max(MOST_KEY_COLUMNS);
/** Own columns and, in the same order, those of the customer table that are held to be the same. */
const identifyKeySchema = z.strictObject({ columns: keyColumnsSchema, theirs: keyColumnsSchema });
export type IdentifyKey = z.infer<typeof identifyKeySchema>;

/** A step that is switched off stays in its place and does nothing. */
const off = z.boolean().optional();

/** What a step does to the rows it is given. A cell that is unknown (null) stays unknown in every kind but `fill`. */
export const cleaningStepSchema = z.discriminatedUnion('kind', [
  /** Blanks of every script, and signs that nobody sees, around a text go; a text of nothing but blanks is unknown. */
  z.strictObject({ kind: z.literal('trim'), off, columns: columnsSchema }),
  /** Full-width letters, digits, punctuation (U+FF01–U+FF5E) and the ideographic blank become half-width. */
  z.strictObject({ kind: z.literal('width'), off, columns: columnsSchema }),
  z.strictObject({ kind: z.literal('case'), off, columns: columnsSchema, to: z.enum(['upper', 'lower']) }),
  /** Names of provinces or of cities become the official ones, see `regions`; others are left as they are. */
  z.strictObject({ kind: z.literal('region'), off, columns: columnsSchema, level: z.enum(['province', 'city']) }),
  /** Texts become others; `to: null` makes them unknown. */
  z.strictObject({
    kind: z.literal('map'),
    off,
    column: nameSchema,
    values: z
      .array(z.strictObject({ from: z.string().max(65_536), to: z.string().max(65_536).nullable() }))
      .min(1)
      .max(10_000),
  }),
  /**
   * Makes a column of every part of a text, behind it. By a separator the last part takes the rest; by positions (characters
   * from the left, ascending) there is one part more than cuts. Parts that are not there or empty are unknown.
   */
  z.strictObject({
    kind: z.literal('split'),
    off,
    column: nameSchema,
    by: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('separator'), separator: z.string().min(1).max(100) }),
      z.strictObject({ kind: z.literal('positions'), cuts: z.array(z.number().int().min(1).max(65_536)).min(1).max(100) }),
    ]),
    into: z.array(newNameSchema).min(1).max(101),
  }),
  /** Texts are read as people write values; what cannot be read becomes unknown. */
  z.strictObject({
    kind: z.literal('parse'),
    off,
    column: nameSchema,
    to: z.enum(COLUMN_TYPES).exclude(['text']),
    /** Cells of a number column carry a percent sign: 12.5% is 12.5. */
    percent: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('fill'),
    off,
    column: nameSchema,
    with: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('constant'), value: valueSchema }),
      /** The last known value before, in the order of `by`, else of the file; a row whose order is unknown is not filled. */
      z.strictObject({ kind: z.literal('previous'), by: nameSchema.optional() }),
      /** Of equally frequent values the smallest. */
      z.strictObject({ kind: z.literal('commonest') }),
    ]),
  }),
  /**
   * Of rows with the same keys one survives: the first or last in the order of `by`, and of those alike, or without `by`, of the
   * file. Rows with an unknown key are compared with nothing; one whose order is unknown survives only among its like.
   */
  z.strictObject({
    kind: z.literal('dedupe'),
    off,
    keys: z.array(nameSchema).min(1).max(16),
    keep: z.enum(['first', 'last']),
    by: nameSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('dropRows'),
    off,
    column: nameSchema,
    when: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('unknown') }),
      z.strictObject({ kind: z.literal('oneOf'), values: z.array(valueSchema).min(1).max(10_000) }),
    ]),
  }),
  z.strictObject({ kind: z.literal('dropColumns'), off, columns: columnsSchema }),
  z.strictObject({ kind: z.literal('rename'), off, column: nameSchema, to: newNameSchema }),
  /**
   * Makes a last column of the customers' keys, as the customer table writes them. A key finds the customers whose columns
   * `theirs` hold what its own `columns` hold: as text, without blanks around it, half-width and in capitals. It applies where
   * all of its columns are known, and names a customer where it finds exactly one. Keys are tried in order: the first that names
   * one decides. A key that finds several names nobody, but a later one may name one of them. Where any key found customers and
   * the one named is not among them, the row is a conflict; where some found several and none names one, it is ambiguous; where
   * none found any, unmatched. All three leave the column unknown: nothing is ever guessed.
   */
  z.strictObject({
    kind: z.literal('identify'),
    off,
    customers: z.strictObject({ table: nameSchema, key: nameSchema }),
    keys: z.array(identifyKeySchema).min(1).max(MOST_KEYS),
    into: newNameSchema,
  }),
]);
export type CleaningStep = z.infer<typeof cleaningStepSchema>;
export type StepKind = CleaningStep['kind'];
export type StepOf<K extends StepKind> = Extract<CleaningStep, { kind: K }>;

/** How the rows of an imported table become those of another. A table has at most one. */
export const cleaningSchema = z.strictObject({
  /** The imported table; it is never changed. */
  table: nameSchema,
  /** Name of the cleaned table. */
  result: newNameSchema,
  steps: z.array(cleaningStepSchema).max(200),
});
export type Cleaning = z.infer<typeof cleaningSchema>;

/** The tables in which the steps that are on find customers. */
export function customerTables({ steps }: Cleaning): readonly string[] {
  return steps.flatMap((step) => (step.kind === 'identify' && !step.off ? [step.customers.table] : []));
}

/** The columns behind a step. `make` makes those that are new. */
export function columnsAfter<C extends TableColumn>(
  step: CleaningStep,
  columns: readonly C[],
  make: (column: TableColumn, index: number) => C,
): readonly C[] {
  if (step.off) return columns;
  switch (step.kind) {
    case 'split': {
      const parts = step.into.map((name, index) => make({ name, type: 'text' }, index));
      return columns.flatMap((column) => (column.name === step.column ? [column, ...parts] : [column]));
    }
    case 'parse': {
      const unit = step.percent ? { unit: '%' } : {};
      return columns.map((column) => (column.name === step.column ? { ...column, type: step.to, ...unit } : column));
    }
    case 'dropColumns':
      return columns.filter(({ name }) => !step.columns.includes(name));
    case 'rename':
      return columns.map((column) => (column.name === step.column ? { ...column, name: step.to } : column));
    case 'identify':
      return [...columns, make({ name: step.into, type: 'text' }, 0)];
    default:
      return columns;
  }
}

/** Name that the cleaned table has where no other is given. */
export function resultName(table: string): string {
  return `${table}_clean`;
}

/** What a step did, counted exactly. A step that is switched off does nothing. */
export interface StepCounts {
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** Cells that are written otherwise than before, by column, where there are any. */
  readonly changed: readonly { readonly column: string; readonly cells: number }[];
  /** Cells that `parse` could not read (unknown now) or `region` does not know (left as they are). */
  readonly notRead: number;
  /** Of `identify` alone. */
  readonly identified?: IdentifiedCounts;
}

/** What became of the rows, each counted once; see the step. */
export interface IdentifiedCounts {
  /** Rows that each key decided, in the keys' order. */
  readonly matched: readonly number[];
  readonly conflicts: number;
  readonly ambiguous: number;
  readonly unmatched: number;
}

/** A row that the keys of an `identify` step do not agree on, or for which none could decide. */
export interface ReviewRow {
  /** From 0. */
  readonly step: number;
  readonly line: number;
  readonly why: 'conflict' | 'ambiguous';
  /** Every key of the step, in order. */
  readonly keys: readonly ReviewKey[];
}

export interface ReviewKey {
  readonly columns: readonly string[];
  /** The row's own, as they are written; null = unknown. */
  readonly values: readonly (string | null)[];
  /** How many customers it found; one = it names them. */
  readonly found: number;
  /** Their keys, in order, at most 10. */
  readonly customers: readonly string[];
}

/** A cell before and after a step as it is written; null = unknown. `line` is its row's in the source file. */
export interface ChangedCell {
  readonly line: number;
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface DroppedRow {
  readonly line: number;
  /** Line of the row that survives in its place; null where the row was dropped by a condition. */
  readonly survivor: number | null;
}

export interface StepPreview extends StepCounts {
  /** At most 20, the first lines first. */
  readonly examples: readonly ChangedCell[];
  /** At most 20, with the cells of the columns before the step. */
  readonly dropped: readonly (DroppedRow & { readonly cells: readonly (string | null)[] })[];
  /** Commonest texts that were not read, at most 20. */
  readonly notReadValues: readonly { readonly value: string; readonly rows: number }[];
  readonly columnsBefore: readonly TableColumn[];
}

export interface CleaningPreview {
  /** One per step, up to the one asked for. */
  readonly steps: readonly StepPreview[];
  /** After the last of them. */
  readonly columns: readonly TableColumn[];
  readonly rows: number;
}

/** What the cleaned table that is there was made of. */
export interface CleaningRun {
  /** Of the cleaning's definition. */
  readonly version: number;
  /** The source's load, by its receipt. */
  readonly receipt: number;
  readonly rows: number;
  readonly steps: readonly StepCounts[];
  /** ISO time. */
  readonly appliedAt: string;
  /** Why the source's present load could not be cleaned; the cleaned table then still holds `receipt`. */
  readonly error?: HuaxiangError;
}

export interface CleaningState {
  readonly cleaning: Cleaning;
  readonly version: number;
  /** ISO time. */
  readonly savedAt: string;
  /** Null = it was not applied yet, or its table was deleted. */
  readonly run: CleaningRun | null;
}

/** What the list of tables says of a cleaned one. */
export interface CleanedFrom extends Pick<CleaningRun, 'receipt' | 'error'> {
  readonly table: string;
}

/** A value of a column that may be another one, written differently. `edit`: they are one character apart. */
export interface SpellingSuggestion {
  readonly from: string;
  readonly to: string;
  readonly why: 'form' | 'edit';
  readonly fromRows: number;
  readonly toRows: number;
}
