import type { RuleValue, TagOperator } from '../model/value';
import { aum, type Customers } from './customers';
import { type Bilingual, type ColumnName, codeOf, type DemoLanguage, texts, type ValueList } from './definition';

export interface Leaf {
  readonly column: ColumnName;
  readonly op: TagOperator;
  /** Texts of a list are given in English and written in the language of the data. */
  readonly list?: ValueList;
  readonly values: readonly RuleValue[];
}

export interface PlannedSegment {
  readonly id: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly leaves: readonly Leaf[];
  readonly member: (customers: Customers, row: number) => boolean;
  readonly overIndex: readonly {
    readonly column: ColumnName;
    readonly list?: ValueList;
    readonly value: string | boolean;
    readonly ratio: number;
  }[];
  /** Noise where it is not the usual. */
  readonly noise?: readonly ColumnName[];
}

/** Spread evenly whatever else is true of a customer. */
export const NOISE: readonly ColumnName[] = ['zodiac', 'survey_group', 'gender'];

const OWNERS = [codeOf('occupation', 'Self-employed trader'), codeOf('occupation', 'Business owner')];
const ODD_GROUPS = ['A', 'C', 'E', 'G', 'I'];

/** The segments whose portraits are known: ratios are those of a million customers. */
export const PLANNED_SEGMENTS: readonly PlannedSegment[] = [
  {
    id: 'young-digital',
    name: ['年轻数字客群', 'Young and digital'],
    description: ['35岁以下且开通手机银行的客户', 'Customers under 35 who use the mobile app'],
    leaves: [
      { column: 'age_band', op: 'in', list: 'ageBand', values: ['18-24', '25-34'] },
      { column: 'app_user', op: 'is', values: [true] },
    ],
    member: (customers, row) => (customers.ageBand[row] ?? 9) <= 1 && customers.appUser[row] === 1,
    overIndex: [
      { column: 'occupation', list: 'occupation', value: 'Student', ratio: 2.98 },
      { column: 'risk_level', list: 'risk', value: 'R5 Aggressive', ratio: 2.35 },
      { column: 'risk_level', list: 'risk', value: 'R4 Growth', ratio: 1.66 },
      { column: 'fund_holder', value: true, ratio: 2.29 },
      { column: 'preferred_channel', list: 'channel', value: 'Mobile app', ratio: 1.44 },
      { column: 'marital_status', list: 'marital', value: 'Single', ratio: 2.86 },
      { column: 'marital_status', list: 'marital', value: 'Married', ratio: 0.61 },
      { column: 'risk_level', list: 'risk', value: 'R1 Cautious', ratio: 0.034 },
    ],
  },
  {
    id: 'wealthy-seniors',
    name: ['高净值银发客群', 'Wealthy seniors'],
    description: ['55岁及以上且管理资产30万元以上的客户', 'Customers of 55 and over with at least 300,000 yuan under management'],
    leaves: [
      { column: 'age', op: 'gte', values: [55] },
      { column: 'aum', op: 'gte', values: [300_000] },
    ],
    member: (customers, row) => (customers.age[row] ?? 0) >= 55 && aum(customers, row) >= 300_000,
    overIndex: [
      { column: 'occupation', list: 'occupation', value: 'Retired', ratio: 4.11 },
      { column: 'income_band', list: 'incomeBand', value: '20k-50k', ratio: 2.84 },
      { column: 'app_user', value: false, ratio: 2.77 },
      { column: 'risk_level', list: 'risk', value: 'R2 Conservative', ratio: 1.91 },
      { column: 'risk_level', list: 'risk', value: 'R1 Cautious', ratio: 3.29 },
      { column: 'occupation', list: 'occupation', value: 'Services', ratio: 0.416 },
    ],
  },
  {
    id: 'business-owners',
    name: ['小微企业主', 'Business owners'],
    description: ['职业为个体工商户或企业主的客户', 'Customers who trade on their own account or own a company'],
    leaves: [{ column: 'occupation', op: 'in', list: 'occupation', values: ['Self-employed trader', 'Business owner'] }],
    member: (customers, row) => OWNERS.includes(customers.occupation[row] ?? -1),
    overIndex: [
      { column: 'loan_holder', value: true, ratio: 2.67 },
      { column: 'income_band', list: 'incomeBand', value: 'Over 50k', ratio: 3.38 },
      { column: 'income_band', list: 'incomeBand', value: '20k-50k', ratio: 1.81 },
      { column: 'vip_tier', list: 'vipTier', value: 'Platinum', ratio: 1.91 },
      { column: 'age_band', list: 'ageBand', value: '45-54', ratio: 1.34 },
      { column: 'education', list: 'education', value: 'College', ratio: 2.09 },
      { column: 'education', list: 'education', value: 'Bachelor', ratio: 0.6 },
    ],
  },
  {
    id: 'leaving',
    name: ['流失预警客群', 'About to leave'],
    description: ['流失评分不低于0.6的客户', 'Customers with a churn score of at least 0.6'],
    leaves: [{ column: 'churn_score', op: 'gte', values: [0.6] }],
    member: (customers, row) => (customers.churn[row] ?? 0) >= 0.6,
    overIndex: [
      { column: 'app_user', value: false, ratio: 4.06 },
      { column: 'preferred_channel', list: 'channel', value: 'Branch', ratio: 3.2 },
      { column: 'preferred_channel', list: 'channel', value: 'Phone', ratio: 3.1 },
      { column: 'preferred_channel', list: 'channel', value: 'Mobile app', ratio: 0.22 },
      { column: 'age_band', list: 'ageBand', value: '65 and over', ratio: 3.39 },
      { column: 'occupation', list: 'occupation', value: 'Retired', ratio: 2.98 },
      { column: 'risk_level', list: 'risk', value: 'R1 Cautious', ratio: 2.56 },
    ],
  },
  {
    id: 'random-half',
    name: ['随机一半客户', 'A random half'],
    description: [
      '按随机调研分组取出的一半客户，用来检验画像不误报',
      'Half of the customers by random survey group, to see that a portrait does not cry wolf',
    ],
    leaves: [{ column: 'survey_group', op: 'in', values: ODD_GROUPS }],
    member: (customers, row) => (customers.surveyGroup[row] ?? 0) % 2 === 0,
    overIndex: [],
    noise: [
      ...NOISE,
      'age_band',
      'occupation',
      'education',
      'marital_status',
      'income_band',
      'preferred_channel',
      'vip_tier',
      'app_user',
      'fund_holder',
    ],
  },
];

/** A value of a list, given in English, in the language of the data; other values as they are. */
export function translated<T extends RuleValue>(value: T, list: ValueList | undefined, language: DemoLanguage): T | string {
  return list === undefined ? value : (texts(list, language)[codeOf(list, String(value))] ?? value);
}
