import { z } from 'zod';
import { type AuditPage, type AuditState, type AuditVerdict, auditFilterSchema, SHORTEST_REASON } from '../model/audit';
import {
  type BalanceChange,
  type BalanceChangeFacts,
  type BalanceChangeState,
  balanceChangeSchema,
} from '../model/balanceChange';
import { type ClassificationAnswer, classificationChangeSchema, type ResultClass } from '../model/classification';
import {
  type CleaningPreview,
  type CleaningState,
  cleaningSchema,
  type DroppedRow,
  type ReviewRow,
  type SpellingSuggestion,
} from '../model/cleaning';
import type { Comparison, TableKeys } from '../model/comparison';
import { type CustomerExample, type EntitiesAnswer, type EntitySuggestion, entityMapSchema } from '../model/entities';
import { type ImportPreview, type ImportReceipt, importOptionsSchema, type RejectedRow } from '../model/import';
import type { TableProfile } from '../model/profile';
import { type QualityAnswer, type QualityRuleState, type QualitySuggestion, qualityRuleSchema } from '../model/quality';
import {
  LONGEST_QUERY,
  MOST_QUERY_ROWS,
  type QueryAnswer,
  type QueryColumn,
  type QueryRun,
  type QuerySchema,
} from '../model/query';
import { type RecipeRun, recipeSchema, type WrittenRecipe } from '../model/recipe';
import { type ColumnMask, type CopiedCells, cellRangeSchema, type RangeSummary, rowViewSchema } from '../model/rowView';
import type { TableVersion } from '../model/version';
import { SHORTEST_PASSPHRASE, type TableInfo, type WorkspaceInfo } from '../model/workspace';
import { type MethodMap, method, nothing, page } from './method';

export const fileToken = z.string().min(1).max(100);
export const passphrase = z.string().min(1).max(1000);
export const newPassphrase = z.string().min(SHORTEST_PASSPHRASE).max(1000);
/** Files that one call may name. */
const MOST_FILES = 1000;
const moreFiles = z.array(fileToken).max(MOST_FILES).optional();
const load = { table: z.string().min(1), receipt: z.number().int().optional() };
const view = { ...load, view: rowViewSchema.optional() };
const changeOfBalances = z.strictObject({ change: balanceChangeSchema, replaces: z.string().min(1).optional() });
const query = { sql: z.string().max(LONGEST_QUERY) };
const indexes = z.tuple([z.number().int().min(0), z.number().int().min(0)]);

/** Rows of a table as Arrow IPC stream bytes. */
export interface TablePage {
  readonly offset: number;
  readonly total: number;
  readonly arrow: Uint8Array;
  /** Where a view chose or sorted them: their numbers in the table, from 1. */
  readonly rows?: readonly number[];
}

/** The rows that fail a rule, with their lines in the source file. */
export interface QualityFailures extends TablePage {
  readonly lines: readonly number[];
}

export interface EngineStatus {
  readonly engine: 'native' | 'wasm';
  readonly duckdbVersion: string;
  /** Bytes. */
  readonly memoryUsed: number;
  readonly bitsetBytes: number;
}

/** Questions about the workspace, its files and its tables. */
export const dataMethods = {
  'engine.status': method<EngineStatus>()(nothing),
  'engine.configure': method<null>()(
    z.strictObject({ memoryMiB: z.number().int().min(256).optional(), threads: z.number().int().min(1).max(256).optional() }),
  ),

  /** With a passphrase the file is sealed. */
  'workspace.create': method<WorkspaceInfo>()(
    z.strictObject({ file: fileToken.nullable(), passphrase: newPassphrase.optional() }),
  ),
  'workspace.open': method<WorkspaceInfo>()(z.strictObject({ file: fileToken, passphrase: passphrase.optional() })),
  /** With a passphrase the copy is sealed, without one it is plain, whatever the workspace is. */
  'workspace.saveAs': method<WorkspaceInfo>()(z.strictObject({ file: fileToken, passphrase: newPassphrase.optional() })),
  'workspace.changePassphrase': method<null>()(z.strictObject({ passphrase, next: newPassphrase })),
  'workspace.close': method<null>()(nothing),
  /** What makes it again from its files, which are named as their receipts name them. */
  'workspace.recipe': method<WrittenRecipe>()(nothing),
  'workspace.info': method<WorkspaceInfo | null>()(nothing),

  /** Whether a recipe is sound as far as it can be known of its text, and the files that it names. */
  'recipes.check': method<{ files: readonly string[] }>()(z.strictObject({ recipe: recipeSchema })),
  /**
   * Makes all of a recipe in a workspace of its own, which is open then, and writes a report and the answers into the folder.
   * `files` are tokens by the names that the recipe has for them; files that no run wrote are only replaced with `replace`.
   */
  'recipes.run': method<RecipeRun>()(
    z.strictObject({
      recipe: recipeSchema,
      files: z.record(z.string(), fileToken),
      folder: fileToken,
      replace: z.boolean().default(false),
      language: z.enum(['zh', 'en']).default('en'),
    }),
  ),

  'demo.create': method<WorkspaceInfo>()(
    z.strictObject({
      folder: fileToken,
      customers: z.number().int().min(100).max(20_000_000).default(100_000),
      events: z.number().int().min(0).max(1_000_000_000).optional(),
      seed: z.number().int().min(0).default(1),
      language: z.enum(['zh', 'en']).default('zh'),
    }),
  ),

  /** `more` are files of the same shape, to become one table with the first. `table`: the one that they are to replace, whose columns persons may have classed. */
  'imports.preview': method<ImportPreview>()(
    z.strictObject({
      file: fileToken,
      more: moreFiles,
      options: importOptionsSchema.default({}),
      table: z.string().min(1).optional(),
    }),
  ),
  /** Which of the other files have the columns of the first. */
  'imports.alike': method<readonly string[]>()(z.strictObject({ file: fileToken, others: z.array(fileToken).max(MOST_FILES) })),
  /** What a file would change in a table, with nothing changed yet. */
  'imports.compare': method<Comparison>()(
    z.strictObject({
      file: fileToken,
      more: moreFiles,
      table: z.string().min(1),
      key: z.string().min(1),
      options: importOptionsSchema.default({}),
    }),
  ),
  'imports.run': method<ImportReceipt>()(
    z.strictObject({
      file: fileToken,
      more: moreFiles,
      table: z.string().min(1).max(255).optional(),
      options: importOptionsSchema.default({}),
      compared: z.strictObject({ receipt: z.number().int(), sha256: z.string() }).optional(),
    }),
  ),
  'imports.list': method<readonly ImportReceipt[]>()(nothing),
  'imports.rejects': method<{ total: number; rows: readonly RejectedRow[] }>()(
    z.strictObject({ receipt: z.number().int(), ...page }),
  ),

  /** Whether whoever works here sees masks of something in the workspace, and never what is under them. */
  'masks.seen': method<boolean>()(nothing),

  'tables.list': method<readonly TableInfo[]>()(nothing),
  /** Rows of the load that the table shows, or of the one with this receipt; all of them in source order unless `view` says else. */
  'tables.page': method<TablePage>()(z.strictObject({ ...view, ...page })),
  /** Figures of a range of cells of such a view. */
  'tables.summary': method<RangeSummary>()(z.strictObject({ ...view, range: cellRangeSchema })),
  /** A range of cells as text, what is of persons masked; `names` puts the columns' names on top. */
  'tables.copy': method<CopiedCells>()(z.strictObject({ ...view, range: cellRangeSchema, names: z.boolean().default(false) })),
  /** The columns that are masked when they are copied. */
  'tables.masks': method<readonly ColumnMask[]>()(z.strictObject(load)),
  /** Computed when it is first asked for, then kept with the import. */
  'tables.profile': method<TableProfile>()(z.strictObject({ table: z.string().min(1) })),
  'tables.keys': method<TableKeys>()(z.strictObject({ table: z.string().min(1) })),
  'tables.versions': method<readonly TableVersion[]>()(z.strictObject({ table: z.string().min(1) })),
  /** The table as it is then. */
  'tables.rollBack': method<TableInfo>()(z.strictObject({ table: z.string().min(1), receipt: z.number().int() })),
  'tables.drop': method<null>()(z.strictObject({ table: z.string().min(1) })),

  'entities.get': method<EntitiesAnswer>()(nothing),
  /** Reports how good keys and paths are without changing anything. */
  'entities.check': method<EntitiesAnswer>()(z.strictObject({ map: entityMapSchema })),
  /** A map made of what the tables hold, with the evidence; changes nothing. */
  'entities.suggest': method<EntitySuggestion>()(nothing),
  /** One customer as the map shows it: the one of this key, else one with events. */
  'entities.example': method<CustomerExample>()(
    z.strictObject({ map: entityMapSchema, customer: z.string().min(1).max(4096).optional() }),
  ),
  /** @throws KEY_VIOLATION when keys are empty or repeat and the map names no repair, or a path is not many-to-one. */
  'entities.apply': method<EntitiesAnswer>()(z.strictObject({ map: entityMapSchema })),

  /** The changes of balances that are events, with what each comes to. */
  'balanceChanges.list': method<readonly BalanceChangeState[]>()(nothing),
  /** What a change would come to; nothing is changed. `replaces` is the event that it takes the place of. */
  'balanceChanges.preview': method<BalanceChangeFacts>()(changeOfBalances),
  /** Makes its events, or those of the change that it replaces anew. */
  'balanceChanges.save': method<BalanceChange>()(changeOfBalances),
  'balanceChanges.remove': method<null>()(z.strictObject({ event: z.string().min(1) })),

  /** Every tag: columns first, then what persons defined. */
  /** Rules with what is known of them at this data version. */
  'quality.rules': method<QualityAnswer>()(nothing),
  'quality.save': method<readonly QualityRuleState[]>()(z.strictObject({ rules: z.array(qualityRuleSchema).min(1).max(10_000) })),
  'quality.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),
  'quality.suggest': method<readonly QualitySuggestion[]>()(z.strictObject({ table: z.string().min(1) })),
  /** Runs the rules of a table, or of all; a rule that cannot be run is an answer, not an error. */
  'quality.run': method<QualityAnswer>()(z.strictObject({ table: z.string().min(1).optional() })),
  'quality.failures': method<QualityFailures>()(z.strictObject({ rule: z.string().min(1), ...page })),

  'cleanings.list': method<readonly CleaningState[]>()(nothing),
  /** What each step does up to `upTo` (from 0), counted exactly and with examples; changes nothing. */
  'cleanings.preview': method<CleaningPreview>()(
    z.strictObject({ cleaning: cleaningSchema, upTo: z.number().int().min(0).optional() }),
  ),
  /** Values of a text column that differ little from commoner ones, as they are before the step `step` (from 0). */
  'cleanings.spellings': method<readonly SpellingSuggestion[]>()(
    z.strictObject({ cleaning: cleaningSchema, step: z.number().int().min(0), column: z.string().min(1) }),
  ),
  'cleanings.save': method<CleaningState>()(z.strictObject({ cleaning: cleaningSchema })),
  /** Makes the cleaned table by the saved cleaning of a table, or makes it anew. */
  'cleanings.apply': method<CleaningState>()(z.strictObject({ table: z.string().min(1) })),
  /** Rows of the source that have none in the cleaned table, by their lines. */
  'cleanings.dropped': method<{ total: number; rows: readonly (DroppedRow & { step: number })[] }>()(
    z.strictObject({ table: z.string().min(1), ...page }),
  ),
  /** Rows that `identify` steps leave to a person, by their lines, with what each key found. */
  'cleanings.review': method<{ total: number; rows: readonly ReviewRow[] }>()(
    z.strictObject({ table: z.string().min(1), ...page }),
  ),
  /** Removes the cleaning of a table and the table that it made. */
  'cleanings.drop': method<null>()(z.strictObject({ table: z.string().min(1) })),

  /** Runs one SELECT that a person wrote, and keeps its first rows. @throws INVALID_SQL, UNKNOWN_TABLE, UNKNOWN_COLUMN with the place. */
  'queries.run': method<QueryAnswer>()(
    z.strictObject({ ...query, limit: z.number().int().min(1).max(MOST_QUERY_ROWS).default(MOST_QUERY_ROWS) }),
  ),
  /** Rows of a result; large whole numbers and decimals as text. @throws UNKNOWN_QUERY when it is no longer kept. */
  'queries.page': method<TablePage>()(z.strictObject({ query: z.number().int(), ...page })),
  /** A range of its cells (both ends in) as text, what is of persons masked. */
  'queries.copy': method<CopiedCells>()(
    z.strictObject({ query: z.number().int(), rows: indexes, columns: indexes, names: z.boolean().default(false) }),
  ),
  /** What `queries.run` would refuse, and the columns that it would give. */
  'queries.check': method<{ columns: readonly QueryColumn[] }>()(z.strictObject(query)),
  'queries.explain': method<{ plan: string }>()(z.strictObject(query)),
  'queries.schema': method<QuerySchema>()(nothing),
  /** Newest first. */
  'queries.history': method<readonly QueryRun[]>()(nothing),

  /** What every column of a table, or of all tables, holds and how sensitive that is, with what says so; of 10,000 cells or every one. */
  'classification.read': method<ClassificationAnswer>()(
    z.strictObject({ table: z.string().min(1).optional(), everyCell: z.boolean().default(false) }),
  ),
  /** Of every saved segment, list and audience. */
  'classification.results': method<readonly ResultClass[]>()(nothing),
  /** Overrules what was found, or takes that back; the answer is of the table that the change names, or of all. */
  'classification.save': method<ClassificationAnswer>()(z.strictObject({ change: classificationChangeSchema })),

  /** Entries of the audit chain, newest first. */
  'audit.list': method<AuditPage>()(z.strictObject({ ...page, filter: auditFilterSchema.default({}) })),
  /** Goes through the whole chain: whether every entry is as it was written, and none is missing. */
  'audit.verify': method<AuditVerdict>()(nothing),
  /** The end of the chain, and whether it is the one that this profile saw last. */
  'audit.state': method<AuditState>()(nothing),
  /** Takes the chain as it is for the one to go on with; that, and what was expected, is an entry. */
  'audit.accept': method<null>()(z.strictObject({ reason: z.string().trim().min(SHORTEST_REASON).max(1000) })),
  /** Entries as a file, oldest first; that is an entry, too. */
  'audit.write': method<{ readonly entries: number; readonly bytes: number }>()(
    z.strictObject({ filter: auditFilterSchema.default({}), format: z.enum(['csv', 'jsonl']), file: fileToken }),
  ),
} satisfies MethodMap;
