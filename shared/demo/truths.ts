import type { Rule } from '../model/rule';
import type { Bank } from './bank';
import { type ArmCount, CONVERSION_DAYS } from './campaigns';
import {
  AS_OF,
  BRANCHES,
  CAMPAIGNS,
  type CampaignDefinition,
  type ColumnName,
  cityIndex,
  codeOf,
  columnName,
  type DemoLanguage,
  FIRST_BRANCH,
  inLanguage,
  STALLED_BRANCH,
  texts,
} from './definition';
import { type NextMonthTruth, nextMonthTruth } from './nextMonth';
import { type Leaf, NOISE, PLANNED_SEGMENTS, type PlannedSegment, translated } from './plannedSegments';
import { type TagTruths, tagTruths } from './tagTruths';

/** A value that is commoner or rarer in a segment: `ratio` = share in the segment / share of all, of known values, in a million customers. */
export interface OverIndex {
  /** A column of the customers table. */
  readonly tag: string;
  readonly value: string | boolean;
  readonly ratio: number;
}

export interface SegmentTruth {
  readonly id: string;
  readonly name: string;
  readonly rule: Rule;
  /** Members in the data as generated. */
  readonly n: number;
  readonly overIndex: readonly OverIndex[];
  /** Columns that have nothing to do with the segment. */
  readonly noise: readonly string[];
}

export interface CampaignTruth {
  readonly id: string;
  readonly name: string;
  readonly finding: string;
  readonly verdict: string;
  /** Planned share of the treatment arm. */
  readonly treatmentShare: number;
  /** A conversion is this event with this product within so many days of the first exposure. */
  readonly conversion: { readonly event: string; readonly product: string; readonly withinDays: number };
  /** True rates, and treatment minus control. */
  readonly effect: CampaignDefinition['rates'] & { readonly difference: number };
  /** Customers and conversions of each arm as generated, without those seen in both. */
  readonly arms: { readonly control: ArmCount; readonly treatment: ArmCount };
  readonly crossovers: number;
  /** Where control customers were reported as treated. */
  readonly leak?: { readonly branch: string; readonly share: number };
  /** The tag values in which alone the treatment works. */
  readonly worksIn?: { readonly tag: string; readonly values: readonly string[] };
}

/** A branch whose customers apply and are not approved. */
export interface StallTruth {
  readonly tag: string;
  readonly value: string;
  readonly apply: string;
  readonly approve: string;
}

/** What was planted in the data, for whoever wants to see whether it is found. */
export interface Truths {
  readonly seed: number;
  readonly language: DemoLanguage;
  readonly asOf: string;
  readonly customers: number;
  readonly events: number;
  readonly segments: readonly SegmentTruth[];
  readonly campaigns: readonly CampaignTruth[];
  readonly stall: StallTruth;
  /** What the starter tags come to. */
  readonly tags: TagTruths;
  /** What the file of the next month changes in the table of customers. */
  readonly nextMonth: NextMonthTruth;
}

const VERDICTS: Readonly<Record<string, string>> = {
  works: 'adopt',
  none: 'noDifference',
  leaked: 'notTrustworthy',
  segmentOnly: 'adoptForSegment',
  hurts: 'stop',
  tooSmall: 'insufficient',
};

export function truthsOf(bank: Bank): Truths {
  const { customers, events, language } = bank;
  return {
    seed: customers.seed,
    language,
    asOf: AS_OF,
    customers: customers.count,
    events: events.count,
    segments: PLANNED_SEGMENTS.map((segment) => segmentTruth(segment, bank)),
    campaigns: CAMPAIGNS.map((definition, index) => campaignTruth(definition, index, bank)),
    stall: {
      tag: columnName('branch_id', language),
      value: BRANCHES[STALLED_BRANCH]?.id ?? '',
      apply: texts('event', language)[codeOf('event', 'apply')] ?? '',
      approve: texts('event', language)[codeOf('event', 'approve')] ?? '',
    },
    tags: tagTruths(bank),
    nextMonth: nextMonthTruth(bank),
  };
}

/** The rule of a planned segment in the words of the data. */
export function ruleOf({ leaves }: PlannedSegment, language: DemoLanguage): Rule {
  return { kind: 'all', rules: leaves.map((leaf) => leafRule(leaf, language)) };
}

function leafRule({ column, op, list, values }: Leaf, language: DemoLanguage): Rule {
  return { kind: 'tag', tag: columnName(column, language), op, values: values.map((value) => translated(value, list, language)) };
}

function segmentTruth(segment: PlannedSegment, { customers, language }: Bank): SegmentTruth {
  let n = 0;
  for (let row = 0; row < customers.count; row++) if (segment.member(customers, row)) n++;
  const inRule = new Set<ColumnName>(segment.leaves.map((leaf) => leaf.column));
  return {
    id: segment.id,
    name: inLanguage(segment.name, language),
    rule: ruleOf(segment, language),
    n,
    overIndex: segment.overIndex.map(({ column, list, value, ratio }) => ({
      tag: columnName(column, language),
      value: translated(value, list, language),
      ratio,
    })),
    noise: (segment.noise ?? NOISE).filter((column) => !inRule.has(column)).map((column) => columnName(column, language)),
  };
}

function campaignTruth(definition: CampaignDefinition, index: number, { campaigns, language }: Bank): CampaignTruth {
  const { id, name, product, rates, finding, treatment, leak, city } = definition;
  const { control, treatment: treated, crossovers } = campaigns.arms[index] ?? { control: NONE, treatment: NONE, crossovers: 0 };
  const branch = city === undefined ? undefined : BRANCHES[FIRST_BRANCH[cityIndex(city)] ?? 0]?.id;
  const young = [0, 1].map((band) => texts('ageBand', language)[band] ?? '');
  return {
    id,
    name: inLanguage(name, language),
    finding,
    verdict: VERDICTS[finding] ?? finding,
    treatmentShare: treatment,
    conversion: { event: texts('event', language)[PURCHASE] ?? '', product, withinDays: CONVERSION_DAYS },
    effect: { ...rates, difference: Math.round((rates.treatment - rates.control) * 1e6) / 1e6 },
    arms: { control, treatment: treated },
    crossovers,
    ...(leak !== undefined && branch !== undefined ? { leak: { branch, share: leak } } : {}),
    ...(rates.youngTreatment !== undefined ? { worksIn: { tag: columnName('age_band', language), values: young } } : {}),
  };
}

const NONE: ArmCount = { n: 0, conversions: 0 };
const PURCHASE = codeOf('event', 'purchase');
