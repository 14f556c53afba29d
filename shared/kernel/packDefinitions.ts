import type { Rule } from '../model/rule';
import { type Tag, type TagDefinition, tagDefinitionSchema } from '../model/tag';
import type { PackNeed, TagPackId } from '../model/tagPack';
import type { RfmCuts, RfmSource } from '../model/tagSource';
import type { Span } from '../model/value';
import { identifier } from '../sql/quote';
import { channels } from './packChannels';
import { contacts } from './packContacts';
import type { Bilingual, Draft } from './packDraft';
import type { PackFound } from './packNeeds';

/** What a pack is made over, and how. */
interface Recipe {
  readonly needs: readonly PackNeed[];
  readonly category: Bilingual;
  /** What its ranges and amounts are counted in. */
  readonly unit?: (found: PackFound) => Bilingual;
  /** Called only where everything that it needs was found. */
  readonly drafts: (found: PackFound, cuts: RfmCuts | null) => readonly Draft[];
}

export const PACK_RECIPES: Readonly<Record<TagPackId, Recipe>> = {
  lifeCycle: { needs: ['openedOn', 'lastActiveOn'], category: ['生命周期', 'Life-cycle'], drafts: lifeCycle },
  activity: { needs: ['lastActiveOn'], category: ['活跃度', 'Activity'], drafts: activity },
  valueTiers: { needs: ['assets'], category: ['客户价值', 'Value'], unit: unitOfAssets, drafts: valueTiers },
  holdings: { needs: ['holdings'], category: ['产品持有', 'Holdings'], drafts: holdings },
  rfm: { needs: ['purchases'], category: ['客户价值', 'Value'], unit: () => YUAN, drafts: rfm },
  ageBands: { needs: ['age'], category: ['基本信息', 'About the person'], unit: () => ['岁', 'years'], drafts: ageBands },
  channels: { needs: ['channel'], category: ['渠道偏好', 'Channels'], drafts: channels },
  contacts: { needs: ['contacts'], category: ['触达', 'Contacts'], drafts: contacts },
};

export type PackLanguage = 'zh' | 'en';

export function packDefinitions(
  pack: TagPackId,
  found: PackFound,
  cuts: RfmCuts | null,
  language: PackLanguage,
): TagDefinition[] {
  const { category, drafts } = PACK_RECIPES[pack];
  const said = ([zh, en]: Bilingual) => (language === 'zh' ? zh : en);
  return drafts(found, cuts).map(({ name, description, labels = [], ...rest }) =>
    tagDefinitionSchema.parse({
      ...rest,
      name: said(name),
      category: said(category),
      description: said(description),
      labels: labels.map(([value, zh, en]) => ({ value, label: said([zh, en]) })),
      status: 'published',
    }),
  );
}

/** What the ranges and amounts of a pack are counted in; undefined where they are mere numbers. */
export function packUnit(pack: TagPackId, found: PackFound, language: PackLanguage): string | undefined {
  const [zh, en] = PACK_RECIPES[pack].unit?.(found) ?? [];
  return language === 'zh' ? zh : en;
}

const YUAN: Bilingual = ['元', 'yuan'];

function unitOfAssets({ assets }: PackFound): Bilingual {
  return assets?.unit === undefined ? YUAN : [assets.unit, assets.unit];
}

const NEW_DAYS = 90;
const DECLINING_DAYS = 90;
const LOST_DAYS = 180;
const MATURE_DAYS = 730;

function lifeCycle({ openedOn, lastActiveOn }: PackFound): Draft[] {
  const opened = idOf(openedOn);
  const last = idOf(lastActiveOn);
  const cases = [
    { rule: inLast(opened, NEW_DAYS), value: 'new' },
    { rule: { kind: 'any' as const, rules: [unknown(last), notInLast(last, LOST_DAYS)] }, value: 'lost' },
    { rule: notInLast(last, DECLINING_DAYS), value: 'declining' },
    { rule: notInLast(opened, MATURE_DAYS), value: 'mature' },
  ];
  return [
    {
      id: 'lifeCycleStage',
      name: ['生命周期阶段', 'Life-cycle stage'],
      description: [
        `新客：开户 ${NEW_DAYS} 天内；流失：${LOST_DAYS} 天内没有活跃；衰退：${DECLINING_DAYS} 天内没有活跃；成熟：开户已满 ${MATURE_DAYS} 天；其余为成长。从上到下取第一个符合的阶段。`,
        `New: opened in the last ${NEW_DAYS} days; lost: not active in the last ${LOST_DAYS}; declining: not in the last ${DECLINING_DAYS}; mature: opened ${MATURE_DAYS} days ago or more; growing: all others. The first that fits counts.`,
      ],
      labels: [
        ['new', '新客', 'New'],
        ['growing', '成长', 'Growing'],
        ['mature', '成熟', 'Mature'],
        ['declining', '衰退', 'Declining'],
        ['lost', '流失', 'Lost'],
      ],
      source: { kind: 'cases', cases, otherwise: 'growing' },
    },
  ];
}

function activity({ lastActiveOn }: PackFound): Draft[] {
  const last = idOf(lastActiveOn);
  const cases = [
    { rule: inLast(last, 30), value: 'active' },
    { rule: inLast(last, 90), value: 'quiet' },
    { rule: known(last), value: 'sleeping' },
  ];
  return [
    {
      id: 'activityLevel',
      name: ['活跃程度', 'Activity level'],
      description: [
        '活跃：最近 30 天内活跃；沉寂：最近 90 天内活跃；沉睡：更早；从未：没有记录。',
        'Active: in the last 30 days; quiet: in the last 90; sleeping: before that; never: nothing is known.',
      ],
      labels: [
        ['active', '活跃', 'Active'],
        ['quiet', '沉寂', 'Quiet'],
        ['sleeping', '沉睡', 'Sleeping'],
        ['never', '从未', 'Never'],
      ],
      source: { kind: 'cases', cases, otherwise: 'never' },
    },
  ];
}

function valueTiers({ assets }: PackFound): Draft[] {
  return [
    {
      id: 'valueTier',
      name: ['资产分层', 'Value tier'],
      description: ['按管理资产：5 万、30 万、100 万、600 万元。', 'By assets: 50,000, 300,000, 1,000,000 and 6,000,000 yuan.'],
      labels: [
        ['mass', '大众客户', 'Mass'],
        ['potential', '潜力客户', 'Potential'],
        ['affluent', '富裕客户', 'Affluent'],
        ['wealthy', '高净值客户', 'Wealthy'],
        ['private', '私行客户', 'Private banking'],
      ],
      source: {
        kind: 'bucket',
        tag: idOf(assets),
        edges: [50_000, 300_000, 1_000_000, 6_000_000],
        labels: ['mass', 'potential', 'affluent', 'wealthy', 'private'],
        method: 'typed',
      },
    },
  ];
}

function holdings({ holdings: held }: PackFound): Draft[] {
  const sql = held.map(({ id }) => `CAST(coalesce(${identifier(id)}, FALSE) AS INTEGER)`).join(' + ');
  return [
    {
      id: 'productsHeld',
      name: ['持有产品数', 'Products held'],
      description: [`${held.length} 类产品中持有几类。`, `How many of ${held.length} kinds of products are held.`],
      source: { kind: 'expression', sql },
    },
    {
      id: 'holdingBreadth',
      name: ['产品持有情况', 'Holding breadth'],
      description: ['未持有、持有一类、持有多类。', 'None, one, or several kinds of products.'],
      labels: [
        ['none', '未持有', 'None'],
        ['one', '持有一类', 'One'],
        ['several', '持有多类', 'Several'],
      ],
      source: { kind: 'bucket', tag: 'productsHeld', edges: [1, 2], labels: ['none', 'one', 'several'], method: 'typed' },
    },
  ];
}

function rfm({ purchases }: PackFound, cuts: RfmCuts | null): Draft[] {
  if (!purchases || !cuts) return [];
  const source = (output: RfmSource['output']): RfmSource => ({ kind: 'rfm', ...purchases, ...cuts, output });
  return [
    {
      id: 'rfmScore',
      name: ['RFM 得分', 'RFM score'],
      description: [
        '百位是最近一次购买（R），十位是购买天数（F），个位是购买金额（M），各按五等分记 1 至 5 分。',
        'Hundreds: the last purchase (R), tens: days with a purchase (F), ones: their amount (M), each from 1 to 5 by quintile.',
      ],
      source: source('score'),
    },
    {
      id: 'rfmCell',
      name: ['RFM 客户类型', 'RFM cell'],
      description: [
        'R、F、M 得分各以平均分为界分为高（+）低（-），共八类。',
        'Whether the scores of R, F and M are above their means (+) or not (-): eight cells.',
      ],
      labels: [
        ['R+F+M+', '重要价值客户', 'Champions'],
        ['R+F-M+', '重要发展客户', 'Important, to develop'],
        ['R-F+M+', '重要保持客户', 'Important, to keep'],
        ['R-F-M+', '重要挽留客户', 'Important, to win back'],
        ['R+F+M-', '一般价值客户', 'General, loyal'],
        ['R+F-M-', '一般发展客户', 'General, to develop'],
        ['R-F+M-', '一般保持客户', 'General, to keep'],
        ['R-F-M-', '一般挽留客户', 'General, to win back'],
      ],
      source: source('segment'),
    },
  ];
}

function ageBands({ age }: PackFound): Draft[] {
  return [
    {
      id: 'ageBand',
      name: ['年龄分段', 'Age group'],
      description: ['25、35、45、55、65 岁为界。', 'Cut at 25, 35, 45, 55 and 65 years.'],
      labels: [
        ['0-24', '24 岁及以下', 'Up to 24'],
        ['25-34', '25–34 岁', '25–34'],
        ['35-44', '35–44 岁', '35–44'],
        ['45-54', '45–54 岁', '45–54'],
        ['55-64', '55–64 岁', '55–64'],
        ['65+', '65 岁及以上', '65 and over'],
      ],
      source: {
        kind: 'bucket',
        tag: idOf(age),
        edges: [25, 35, 45, 55, 65],
        labels: ['0-24', '25-34', '35-44', '45-54', '55-64', '65+'],
        method: 'typed',
      },
    },
  ];
}

function idOf(tag: Tag | undefined): string {
  if (!tag) throw new Error('a pack was made without what it needs');
  return tag.id;
}

function inLast(tag: string, n: number): Rule {
  return { kind: 'tag', tag, op: 'inLast', values: [days(n)] };
}

function notInLast(tag: string, n: number): Rule {
  return { kind: 'tag', tag, op: 'notInLast', values: [days(n)] };
}

function unknown(tag: string): Rule {
  return { kind: 'tag', tag, op: 'isNull', values: [] };
}

function known(tag: string): Rule {
  return { kind: 'tag', tag, op: 'isNotNull', values: [] };
}

function days(n: number): Span {
  return { n, unit: 'day' };
}
