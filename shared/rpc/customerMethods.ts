import { z } from 'zod';
import { type Annotation, annotationSchema } from '../model/annotation';
import type { CountAnswer, PortraitAnswer, PortraitComparison } from '../model/answers';
import type { Audience, AudienceChange } from '../model/audience';
import { SHORTEST_REASON } from '../model/audit';
import { type Board, boardItemSchema, boardSchema } from '../model/board';
import {
  type CustomerAnswer,
  type CustomerSegments,
  type FieldStanding,
  type FoundCustomers,
  MOST_SIMILAR_TAGS,
  type RelatedAnswer,
  type ShownValue,
  type SimilarAnswer,
  type StandingAnswer,
  type TimelineAnswer,
  timelineSchema,
} from '../model/customer';
import type { CustomerTraces, ErasedCustomer } from '../model/erasure';
import { behaviourSchema, type EventKind } from '../model/event';
import { type FunnelAnswer, funnelSpecSchema } from '../model/funnel';
import { type FunnelMembers, funnelMarkSchema } from '../model/funnelMark';
import {
  type AffinityAnswer,
  affinitySpecSchema,
  type NextBestAnswer,
  nextBestSpecSchema,
  type TogetherAnswer,
  togetherSpecSchema,
} from '../model/insight';
import { type ListState, listSchema } from '../model/list';
import { type MigrationAnswer, migrationSpecSchema } from '../model/migration';
import { type PathAnswer, type PathMembers, pathMarkSchema, pathSpecSchema } from '../model/path';
import { portraitComparisonSpecSchema, portraitSpecSchema } from '../model/portrait';
import { type PortraitBrush, portraitBrushSpecSchema } from '../model/portraitBrush';
import { type PortraitCross, portraitCrossSpecSchema } from '../model/portraitCross';
import { portraitPictureSchema } from '../model/portraitPicture';
import { portraitTemplateSchema, type TemplateState } from '../model/portraitTemplate';
import { LONGEST_QUERY } from '../model/query';
import { type RetentionAnswer, retentionCellSchema, retentionSpecSchema } from '../model/retention';
import { askedRuleSchema, type Rule, ruleSchema } from '../model/rule';
import {
  type ExplainAnswer,
  limitSchema,
  type OverlapAnswer,
  type RuleReading,
  type SegmentComparison,
  type SegmentSize,
  type SegmentVersion,
  segmentSchema,
} from '../model/segment';
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
import { type RfmCuts, rfmEventsSchema, tagValueSchema } from '../model/tagSource';
import { type TrendAnswer, trendSpecSchema } from '../model/trend';
import { fileToken } from './dataMethods';
import { type MethodMap, method, nothing, page } from './method';

const customer = z.string().min(1).max(4096);
const reason = z.string().trim().min(SHORTEST_REASON).max(1000);
const markOfFunnel = { spec: funnelSpecSchema, mark: funnelMarkSchema };
const definition = z.strictObject({ definition: tagDefinitionSchema });

/** Questions about the customers: what they are like, who belongs, what they have in common. */
export const customerMethods = {
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

  /** How far customers get on a way of events. */
  'funnels.compute': method<FunnelAnswer>()(z.strictObject({ spec: funnelSpecSchema })),
  /** Who is behind a number of the same. */
  'funnels.members': method<FunnelMembers>()(z.strictObject(markOfFunnel)),
  /** Keeps these customers as a list, since no rule may say who they are. */
  'funnels.freeze': method<ListState>()(z.strictObject({ ...markOfFunnel, name: z.string().trim().min(1).max(200) })),

  'lists.list': method<readonly ListState[]>()(nothing),
  'lists.save': method<ListState>()(z.strictObject({ list: listSchema })),
  'lists.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),

  'rules.count': method<CountAnswer>()(z.strictObject({ rule: askedRuleSchema })),
  /** A rule as SQL that a person reads, blocks that are switched off too; the comments are in the language. */
  'rules.sql': method<{ sql: string }>()(z.strictObject({ rule: ruleSchema, language: z.enum(['zh', 'en']).default('en') })),
  /** The way back: such SQL as a rule, after changes by hand. */
  'rules.read': method<RuleReading>()(z.strictObject({ sql: z.string().min(1).max(LONGEST_QUERY) })),

  /** Which blocks of a rule one customer meets, and what was read. */
  'rules.explain': method<ExplainAnswer>()(z.strictObject({ rule: askedRuleSchema, customer: z.string().min(1).max(4096) })),

  'segments.list': method<readonly SegmentVersion[]>()(nothing),
  'segments.save': method<SegmentVersion>()(z.strictObject({ segment: segmentSchema })),
  'segments.versions': method<readonly SegmentVersion[]>()(z.strictObject({ id: z.string().min(1) })),
  'segments.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),
  /** Keys of the members in row order. */
  'segments.members': method<{ total: number; keys: readonly string[] }>()(z.strictObject({ id: z.string().min(1), ...page })),
  /** How many customers a rule finds when a limit is put on it. */
  'segments.count': method<{ n: number }>()(z.strictObject({ who: askedRuleSchema, limit: limitSchema.optional() })),
  /** Every segment counted on the data as they are, which is kept, and its sizes on data versions before. */
  'segments.sizes': method<readonly SegmentSize[]>()(nothing),
  /** The members of two versions of a segment on the data as they are: who is only in the latter, who only in the former. */
  'segments.compare': method<SegmentComparison>()(
    z.strictObject({ id: z.string().min(1), from: z.number().int().positive(), to: z.number().int().positive() }),
  ),
  'segments.overlap': method<OverlapAnswer>()(z.strictObject({ segments: z.array(z.string().min(1)).min(1).max(30) })),

  'audiences.list': method<readonly Audience[]>()(nothing),
  'audiences.freeze': method<Audience>()(
    z.strictObject({ segment: z.string().min(1), name: z.string().min(1).max(200), reason: z.string().max(10_000).default('') }),
  ),
  /** Who joined and left since, by the definition that was frozen or by the one that is saved now, or up to another audience. */
  'audiences.change': method<AudienceChange>()(
    z.strictObject({
      id: z.string().min(1),
      to: z.union([z.enum(['frozen', 'saved']), z.strictObject({ audience: z.string().min(1) })]).default('frozen'),
    }),
  ),
  'audiences.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),

  /** Products and events that a segment holds more, or less, often than a base. */
  'insight.affinity': method<AffinityAnswer>()(z.strictObject({ spec: affinitySpecSchema })),
  /** Pairs and triples of items that the same customers hold. */
  'insight.together': method<TogetherAnswer>()(z.strictObject({ spec: togetherSpecSchema })),
  /** Per product the members who lack it and whom it suits. */
  'insight.nextBest': method<NextBestAnswer>()(z.strictObject({ spec: nextBestSpecSchema })),
  /** Who was at which value of a tag then and is at which now. */
  'insight.migration': method<MigrationAnswer>()(z.strictObject({ spec: migrationSpecSchema })),
  /** What customers did after an event, before one, or from any on. */
  'paths.compute': method<PathAnswer>()(z.strictObject({ spec: pathSpecSchema })),
  /** Who is behind a node or a link of the same, and a rule that finds them. */
  'paths.members': method<PathMembers>()(z.strictObject({ spec: pathSpecSchema, mark: pathMarkSchema })),
  /** Events, their customers or a property of theirs, period by period. */
  'trends.compute': method<TrendAnswer>()(z.strictObject({ spec: trendSpecSchema })),
  /** What was typed of days, by day. */
  'annotations.list': method<readonly Annotation[]>()(nothing),
  'annotations.save': method<Annotation>()(z.strictObject({ annotation: annotationSchema })),
  'annotations.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),
  /** Who came back when, by cohort. */
  'retention.compute': method<RetentionAnswer>()(z.strictObject({ spec: retentionSpecSchema })),
  /** A cell of it as a rule that finds the same customers. */
  'retention.rule': method<{ readonly rule: Rule }>()(z.strictObject({ cell: retentionCellSchema })),
  /** Customers by their key or its beginning, by the end of a name or a number of theirs, or by the value of a tag. */
  'customers.find': method<FoundCustomers>()(
    z
      .strictObject({
        text: z.string().trim().max(200).default(''),
        tag: z.strictObject({ tag: z.string().min(1), value: tagValueSchema }).optional(),
        /** Any of the customers that a rule finds. */
        rule: askedRuleSchema.optional(),
      })
      .refine(({ text, tag, rule }) => text !== '' || tag !== undefined || rule !== undefined, { path: ['text'] }),
  ),
  /** One customer's tags, masked by default. */
  'customers.describe': method<CustomerAnswer>()(z.strictObject({ customer })),
  /** Where the customer stands among all, tag by tag. */
  'customers.standing': method<StandingAnswer>()(z.strictObject({ customer })),
  /** The saved segments that the customer is in and why, and those left since an audience was frozen. */
  'customers.segments': method<CustomerSegments>()(z.strictObject({ customer })),
  'customers.timeline': method<TimelineAnswer>()(timelineSchema),
  /** The nearest customers by Gower's distance over these tags. */
  'customers.similar': method<SimilarAnswer>()(
    z.strictObject({
      customer,
      tags: z.array(z.string().min(1)).min(1).max(MOST_SIMILAR_TAGS),
      k: z.number().int().min(1).max(100).default(10),
    }),
  ),
  /** Whom the tables of relations link with the customer, over two hops. */
  'customers.related': method<RelatedAnswer>()(z.strictObject({ customer })),
  /** The value of one field in the clear; who looked, at what and why is written into the audit chain first. */
  'customers.unmask': method<ShownValue & { standing?: FieldStanding }>()(
    z.strictObject({ customer, field: z.string().min(1), reason }),
  ),
  /** Where one customer stands in the workspace, of which an erasure takes all that it can. */
  'customers.traces': method<CustomerTraces>()(z.strictObject({ customer })),
  /** Takes one customer out of everything that the workspace holds, and out of its file; there is no way back. */
  'customers.erase': method<ErasedCustomer>()(z.strictObject({ customer, reason })),

  'portraits.compute': method<PortraitAnswer>()(z.strictObject({ spec: portraitSpecSchema })),
  /** The same as a file for people without the product: small cells are hidden. `name` is what the segment is called in it, where that is not its own. */
  'reports.portrait': method<{ readonly bytes: number; readonly answer: PortraitAnswer }>()(
    z.strictObject({
      spec: portraitSpecSchema,
      name: z.string().max(200).optional(),
      format: z.enum(['html', 'xlsx', 'pptx']),
      language: z.enum(['zh', 'en']).default('en'),
      file: fileToken,
    }),
  ),
  /** A board as a page, a workbook or slides, every number counted anew. */
  'reports.board': method<{ readonly bytes: number }>()(
    z.strictObject({
      board: z.string().min(1),
      format: z.enum(['html', 'xlsx', 'pptx']).default('html'),
      language: z.enum(['zh', 'en']).default('en'),
      file: fileToken,
    }),
  ),
  /** One tag of the same portrait, all of it in one picture, or two tags at once, as a drawing for a document of one's own. */
  'reports.picture': method<{ readonly bytes: number }>()(
    z.strictObject({
      spec: portraitSpecSchema,
      picture: portraitPictureSchema,
      name: z.string().max(200).optional(),
      language: z.enum(['zh', 'en']).default('en'),
      file: fileToken,
    }),
  ),
  /** Those that somebody saved, and those that are made of the library: one for each side of a customer. */
  'portraitTemplates.list': method<readonly TemplateState[]>()(z.strictObject({ language: z.enum(['zh', 'en']).default('en') })),
  'portraitTemplates.save': method<TemplateState>()(z.strictObject({ template: portraitTemplateSchema })),
  'portraitTemplates.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),
  'boards.list': method<readonly Board[]>()(nothing),
  'boards.save': method<Board>()(z.strictObject({ board: boardSchema })),
  /** Puts an item at the end of a board, which is made under the name where there is none yet. */
  'boards.pin': method<Board>()(z.strictObject({ board: boardSchema.pick({ id: true, name: true }), item: boardItemSchema })),
  'boards.remove': method<null>()(z.strictObject({ id: z.string().min(1) })),
  'portraits.compare': method<PortraitComparison>()(z.strictObject({ spec: portraitComparisonSpecSchema })),
  /** The same by two tags at once. */
  'portraits.cross': method<PortraitCross>()(z.strictObject({ spec: portraitCrossSpecSchema })),
  /** Several tags of the same, each counted among the customers that the brushes of the others leave. */
  'portraits.brush': method<PortraitBrush>()(z.strictObject({ spec: portraitBrushSpecSchema })),
} satisfies MethodMap;
