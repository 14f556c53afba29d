import type { PortraitTemplate } from '../model/portraitTemplate';
import type { Tag } from '../model/tag';

type Language = 'zh' | 'en';

interface Dimension {
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
  /** Of categories and names that belong to it. */
  readonly words: RegExp;
}

/** The sides from which a bank looks at its customers, in the order in which a tag is given to the first that fits. */
const DIMENSIONS: readonly Dimension[] = [
  {
    id: 'dimension:risk',
    name: { zh: '风险特征', en: 'Risk' },
    words: /风险|信用|逾期|违约|授信|征信|反洗钱|黑名单|流失|risk|credit|default|overdue|loan|housing|delinq|fraud|aml|churn/i,
  },
  {
    id: 'dimension:social',
    name: { zh: '社交特征', en: 'Social' },
    words:
      /社交|推荐|邀请|好友|亲属|家庭|家属|关系|分享|代发|单位|social|referr|invit|friend|family|household|relation|share|employer/i,
  },
  {
    id: 'dimension:assets',
    name: { zh: '资产状况', en: 'Assets' },
    words:
      /资产|余额|存款|理财|基金|贷款|收入|工资|持有|价值|财富|产品|asset|aum|balance|deposit|wealth|fund|income|salary|holding|value|product/i,
  },
  {
    id: 'dimension:behaviour',
    name: { zh: '行为偏好', en: 'Behaviour' },
    words:
      /行为|偏好|渠道|登录|活跃|交易|转账|消费|频|最近|浏览|点击|触达|联系|营销|生命周期|活动|behavi|prefer|channel|login|activ|trans|spend|frequen|recen|visit|click|contact|campaign|duration|previous|pdays|poutcome|lifecycle|month|day/i,
  },
  {
    id: 'dimension:population',
    name: { zh: '人口属性', en: 'Population' },
    words:
      /年龄|性别|出生|生日|学历|教育|婚|职业|行业|城市|省|地区|区域|民族|国籍|基本|人口|age|gender|sex|birth|educat|marital|married|job|occupation|industry|city|province|region|country|demograph|basic/i,
  },
];

/** One template for each side of which the library has tags. */
export function dimensionTemplates(tags: readonly Tag[], language: Language): PortraitTemplate[] {
  const dimensionOf = new Map(tags.map((tag) => [tag.id, sideOf(tag)]));
  return DIMENSIONS.map(({ id, name }) => ({
    id,
    name: name[language],
    tags: tags.filter((tag) => dimensionOf.get(tag.id) === id).map((tag) => tag.id),
    unknown: 'apart' as const,
    buckets: 'readable' as const,
    pictures: {},
  }))
    .filter((template) => template.tags.length > 0)
    .sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id));
}

/** As people name them: who they are before what they have and do. */
const ORDER = ['population', 'assets', 'behaviour', 'risk', 'social'].map((side) => `dimension:${side}`);

/** The name says more than the category, which may be that of a table. */
function sideOf({ name, category }: Tag): string | undefined {
  const named = DIMENSIONS.find(({ words }) => words.test(name)) ?? DIMENSIONS.find(({ words }) => words.test(category));
  return named?.id;
}
