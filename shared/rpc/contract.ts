import { z } from 'zod';
import type { CountAnswer, PortraitAnswer } from '../model/answers';
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
import { behaviourSchema, type EventKind } from '../model/event';
import { type ImportPreview, type ImportReceipt, importOptionsSchema, type RejectedRow } from '../model/import';
import { type ListState, listSchema } from '../model/list';
import { portraitSpecSchema } from '../model/portrait';
import type { TableProfile } from '../model/profile';
import { type QualityAnswer, type QualityRuleState, type QualitySuggestion, qualityRuleSchema } from '../model/quality';
import { type ColumnMask, type CopiedCells, cellRangeSchema, type RangeSummary, rowViewSchema } from '../model/rowView';
import { ruleSchema } from '../model/rule';
import { type SegmentVersion, segmentSchema } from '../model/segment';
import {
  type Distribution,
  type TagDistribution,
  type TagState,
  type TagType,
  type TagVersion,
  tagDefinitionSchema,
} from '../model/tag';
import type { AlikePair, LibraryChange, TagComparison, TagLineage, TagPreview } from '../model/tagAnswers';
import { type TagLibraryFile, tagLibrarySchema } from '../model/tagLibraryFile';
import type { TagPack } from '../model/tagPack';
import { type RfmCuts, rfmEventsSchema } from '../model/tagSource';
import type { TableVersion } from '../model/version';
import type { TableInfo, WorkspaceInfo } from '../model/workspace';
import { type MethodMap, method } from './method';

const fileToken = z.string().min(1).max(100);
/** Files that one call may name. */
const MOST_FILES = 1000;
const moreFiles = z.array(fileToken).max(MOST_FILES).optional();
const nothing = z.strictObject({});
const load = { table: z.string().min(1), receipt: z.number().int().optional() };
const view = { ...load, view: rowViewSchema.optional() };
const definition = z.strictObject({ definition: tagDefinitionSchema });
const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) };

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

/** Every question the screens, the command line and the tests may ask the kernel, one line each. */
export const kernelMethods = {
  'engine.status': method<EngineStatus>()(nothing),
  'engine.configure': method<null>()(
    z.strictObject({ memoryMiB: z.number().int().min(256).optional(), threads: z.number().int().min(1).max(256).optional() }),
  ),

  'workspace.create': method<WorkspaceInfo>()(z.strictObject({ file: fileToken.nullable() })),
  'workspace.open': method<WorkspaceInfo>()(z.strictObject({ file: fileToken })),
  'workspace.saveAs': method<WorkspaceInfo>()(z.strictObject({ file: fileToken })),
  'workspace.close': method<null>()(nothing),
  'workspace.info': method<WorkspaceInfo | null>()(nothing),

  'demo.create': method<WorkspaceInfo>()(
    z.strictObject({
      folder: fileToken,
      customers: z.number().int().min(100).max(20_000_000).default(100_000),
      events: z.number().int().min(0).max(1_000_000_000).optional(),
      seed: z.number().int().min(0).default(1),
      language: z.enum(['zh', 'en']).default('zh'),
    }),
  ),

  /** `more` are files of the same shape, to become one table with the first. */
  'imports.preview': method<ImportPreview>()(
    z.strictObject({ file: fileToken, more: moreFiles, options: importOptionsSchema.default({}) }),
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

  /** Every tag: columns first, then what persons defined. */
  'tags.list': method<readonly TagState[]>()(nothing),
  /** What a definition would be and give; nothing is changed. */
  'tags.check': method<{ type: TagType }>()(definition),
  'tags.preview': method<TagPreview>()(definition),
  /** What saving it would change of the values that the tag has. */
  'tags.compare': method<TagComparison>()(definition),
  /** Saves a new version and computes what it changes, all of it or nothing. */
  'tags.save': method<TagState>()(definition),
  'tags.versions': method<readonly TagVersion[]>()(z.strictObject({ id: z.string().min(1) })),
  'tags.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),
  /** Computes what is out of date of these tags, or of all, and answers the library. */
  'tags.refresh': method<readonly TagState[]>()(z.strictObject({ tags: z.array(z.string().min(1)).max(10_000).optional() })),
  'tags.lineage': method<TagLineage>()(z.strictObject({ tag: z.string().min(1) })),
  /** Pairs of tags that agree of nearly everybody. */
  'tags.alike': method<readonly AlikePair[]>()(nothing),
  'tags.exportLibrary': method<TagLibraryFile>()(nothing),
  /** What becomes of each tag of a library; only with `apply` is it saved, all that is not refused. */
  'tags.importLibrary': method<readonly LibraryChange[]>()(
    z.strictObject({ library: tagLibrarySchema, apply: z.boolean().default(false) }),
  ),
  /** Quintiles for an RFM tag, from the events as they are; null without such events. */
  'tags.rfmCuts': method<RfmCuts | null>()(rfmEventsSchema),
  /** Starter tags over the columns and events that there are. */
  'tags.packs': method<readonly TagPack[]>()(z.strictObject({ language: z.enum(['zh', 'en']).default('zh') })),
  /** Cut points for a bucket tag, from the values as they are. */
  'tags.edges': method<{ edges: readonly (number | string)[] }>()(
    z.strictObject({ tag: z.string().min(1), method: z.enum(['width', 'quantile']), n: z.number().int().min(2).max(1000) }),
  ),
  'tags.distribution': method<TagDistribution>()(
    z.strictObject({
      tag: z.string().min(1),
      search: z.string().max(200).default(''),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
  ),

  /** The events of the stream by name, commonest first. */
  'events.list': method<readonly EventKind[]>()(nothing),
  /** Values of a property over all events of a name. */
  'events.distribution': method<Distribution>()(
    z.strictObject({
      event: z.string().min(1),
      prop: z.string().min(1),
      search: z.string().max(200).default(''),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
  ),
  /** Values of a measure over all customers. */
  'events.measured': method<Distribution>()(
    z.strictObject({
      behaviour: behaviourSchema,
      search: z.string().max(200).default(''),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
  ),

  'lists.list': method<readonly ListState[]>()(nothing),
  'lists.save': method<ListState>()(z.strictObject({ list: listSchema })),
  'lists.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),

  'rules.count': method<CountAnswer>()(z.strictObject({ rule: ruleSchema })),
  'rules.sql': method<{ sql: string }>()(z.strictObject({ rule: ruleSchema })),

  'segments.list': method<readonly SegmentVersion[]>()(nothing),
  'segments.save': method<SegmentVersion>()(z.strictObject({ segment: segmentSchema })),
  'segments.versions': method<readonly SegmentVersion[]>()(z.strictObject({ id: z.string().min(1) })),
  'segments.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),

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

  'portraits.compute': method<PortraitAnswer>()(z.strictObject({ spec: portraitSpecSchema })),
} satisfies MethodMap;

export type KernelMethods = typeof kernelMethods;

/** What the kernel announces without being asked. */
export type KernelEvents = {
  /** Definitions or data of these nouns changed: pages that show them ask again. */
  'workspace.changed': {
    readonly nouns: readonly (
      | 'workspace'
      | 'tables'
      | 'imports'
      | 'entities'
      | 'tags'
      | 'segments'
      | 'lists'
      | 'quality'
      | 'cleanings'
    )[];
  };
};
