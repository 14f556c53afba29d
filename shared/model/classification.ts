import { z } from 'zod';
import { SHORTEST_REASON } from './audit';
import { MASK_KINDS, type MaskKind } from './mask';

/** What a column holds that makes it more than plain data. All that are masked, and three that are shown as they are. */
export const COLUMN_KINDS = [...MASK_KINDS, 'creditCode', 'birthDate', 'amount'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** Of personal financial information (JR/T 0171-2020); C3 is the most sensitive. */
export const DATA_CLASSES = ['C1', 'C2', 'C3'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** The level of JR/T 0197-2020, 5 the highest. */
const dataLabelSchema = z.number().int().min(1).max(5);

const classOfKindSchema = z.strictObject({ dataClass: z.enum(DATA_CLASSES), label: dataLabelSchema });
export type ClassOfKind = z.infer<typeof classOfKindSchema>;

/** What a kind is unless the workspace says otherwise; without a kind a column is C1. */
const CLASS_OF_KIND: Readonly<Partial<Record<ColumnKind, DataClass>>> = { credential: 'C3', creditCode: 'C1' };
/** The level that a class has unless it is said. */
export const LABEL_OF_CLASS: Readonly<Record<DataClass, number>> = { C1: 2, C2: 3, C3: 4 };

/** What says of what kind a column is. `share` is of the cells that were tried, 0–1. */
export interface ClassEvidence {
  readonly rule: 'checksum' | 'pattern' | 'header' | 'bands' | 'surnames' | 'damaged' | 'contains' | 'none';
  readonly share: number;
  /** Known cells that were tried. */
  readonly cells: number;
  /** The column's name says it too. */
  readonly named: boolean;
}

/** What the cells and the name of a column say. */
export interface FoundKind {
  readonly kind: ColumnKind | null;
  readonly evidence: ClassEvidence;
}

const nameSchema = z.string().min(1).max(4096);
const reasonSchema = z.string().trim().min(SHORTEST_REASON).max(500);

/** What a person says a column is, whatever was found. */
const overruleSchema = z.strictObject({
  kind: z.enum(COLUMN_KINDS).nullable(),
  dataClass: z.enum(DATA_CLASSES),
  label: dataLabelSchema.optional(),
  reason: reasonSchema,
});
export type Overrule = z.infer<typeof overruleSchema>;

const overruledSchema = overruleSchema.extend({ table: nameSchema, column: nameSchema, by: z.string(), at: z.string() });
type Overruled = z.infer<typeof overruledSchema>;

const kindClassesSchema = z.partialRecord(z.enum(COLUMN_KINDS), classOfKindSchema);
export type KindClasses = z.infer<typeof kindClassesSchema>;

/** What persons wrote down: a workspace has one. */
export const classificationSchema = z.strictObject({
  /** Kinds that are of another class here. */
  kinds: kindClassesSchema.default({}),
  overruled: z.array(overruledSchema).max(100_000).default([]),
});
export type Classification = z.infer<typeof classificationSchema>;

/** Changes of it: what is not named stays. Null takes an overruling back. */
export const classificationChangeSchema = z.strictObject({
  kinds: kindClassesSchema.optional(),
  /** Why kinds are of another class, or no longer. */
  reason: reasonSchema.optional(),
  columns: z
    .array(z.strictObject({ table: nameSchema, column: nameSchema, overrule: overruleSchema.nullable() }))
    .max(10_000)
    .default([]),
});
export type ClassificationChange = z.infer<typeof classificationChangeSchema>;

/** A column with its class. */
export interface ColumnClass extends ClassOfKind, FoundKind {
  readonly table: string;
  readonly column: string;
  readonly overruled?: {
    readonly by: string;
    /** ISO time. */
    readonly at: string;
    readonly reason: string;
    /** What it would be otherwise. */
    readonly found: ClassOfKind & Pick<FoundKind, 'kind'>;
  };
}

export interface ClassificationAnswer {
  /** By table, in the order of its columns. */
  readonly columns: readonly ColumnClass[];
  /** What every kind is here. */
  readonly kinds: Readonly<Record<ColumnKind, ClassOfKind>>;
}

/** How sensitive a list of customers is: the highest of what chooses them, and of the key that it keeps. */
export interface ResultClass {
  readonly kind: 'segment' | 'list' | 'audience';
  readonly id: string;
  readonly name: string;
  readonly dataClass: DataClass;
}

/** Of one column: what was found, or what a person made of it. */
export function classOf(
  { table, column, ...found }: FoundKind & { readonly table: string; readonly column: string },
  { kinds, overruled }: Classification,
): ColumnClass {
  const plain = classOfKind(found.kind, kinds);
  const said = overruled.find((each) => each.table === table && each.column === column);
  if (!said) return { table, column, ...found, ...plain };
  const { kind, dataClass, label = LABEL_OF_CLASS[dataClass], by, at, reason } = said;
  return {
    table,
    column,
    ...found,
    kind,
    dataClass,
    label,
    overruled: { by, at, reason, found: { kind: found.kind, ...plain } },
  };
}

export function classOfKind(kind: ColumnKind | null, kinds: KindClasses): ClassOfKind {
  const said = kind === null ? undefined : kinds[kind];
  if (said) return said;
  const dataClass = kind === null ? 'C1' : (CLASS_OF_KIND[kind] ?? 'C2');
  return { dataClass, label: LABEL_OF_CLASS[dataClass] };
}

/** Of all kinds, those that are of another class or level than they are by default. */
export function kindChanges(kinds: ClassificationAnswer['kinds']): KindClasses {
  const said = COLUMN_KINDS.filter((kind) => {
    const plain = classOfKind(kind, {});
    return kinds[kind].dataClass !== plain.dataClass || kinds[kind].label !== plain.label;
  });
  return Object.fromEntries(said.map((kind) => [kind, kinds[kind]]));
}

/** The written down with a change made to it. */
export function changed(
  { kinds, overruled }: Classification,
  change: ClassificationChange,
  signed: Pick<Overruled, 'by' | 'at'>,
): Classification {
  const touched = new Set(change.columns.map(({ table, column }) => JSON.stringify([table, column])));
  const kept = overruled.filter(({ table, column }) => !touched.has(JSON.stringify([table, column])));
  const added = change.columns.flatMap(({ table, column, overrule }) =>
    overrule ? [{ table, column, ...overrule, ...signed }] : [],
  );
  return { kinds: change.kinds ?? kinds, overruled: [...kept, ...added] };
}

/** How the cells of such a column are masked; a person who classes it C1 says that they need not be. */
export function maskOf({ kind, dataClass }: Pick<ColumnClass, 'kind' | 'dataClass'>): MaskKind | undefined {
  if (dataClass === 'C1') return undefined;
  if (dataClass === 'C3') return 'credential';
  return MASK_KINDS.find((each) => each === kind);
}

/** The highest of several; C1 of none. */
export function highestClass(classes: Iterable<DataClass>): DataClass {
  let highest: DataClass = 'C1';
  for (const each of classes) if (each > highest) highest = each;
  return highest;
}
