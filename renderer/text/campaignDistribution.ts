import type { TextPair } from './pair';

/** Of how the values per customer of a metric are spread in each arm. */
export const campaignDistributionText = {
  zh: {
    distribution: '数值分布',
    distributionHelp:
      '每位客户的指标值在各组怎样分布，各组用同样的区间，按占本组客户的比例看。值为 0 的客户单独列出；区间到全部非零值的 P99 为止，再往上合为一段。人数过少的格子不显示，同组里会让它被推算出来的格子也不显示。',
    computing: '正在计算数值分布',
    which: '看哪个指标的分布',
    zero: '0',
    notZero: '不为 0',
    least: '≥ {{from}}',
    most: '< {{to}}',
    between: '{{from}} – {{to}}',
    bin: '每位客户的值',
    hidden: '人数过少，不显示',
    cell: '{{share}}（{{n}} 人）',
    zeros: '值为 0',
    values: '值不为 0',
    axis: '占本组客户',
    quantiles: '非零值的分位数',
    quantilesHelp:
      '值不为 0 的客户中，有这么多百分比的人不高于它（线性插值）。两侧各需至少 {{least}} 位客户，否则几乎就是某一个人的值。',
    gaps: '图上的空缺是不足 {{least}} 位客户、或会让这样的人数被推算出来的格子，不是 0。',
    tooFew: '数据不足：每组都没有足够的客户，画不出分布。',
    allZero: '各组客户的值全是 0，没有分布可看。',
    capped: '高于 {{cap}} 的值按 {{cap}} 算，和上面的结果一样。',
    'asTheyAre.matched': '这里各组是原样的，没有按可比客户匹配。',
    'asTheyAre.differenceInDifferences': '这里是开始之后的值，不是前后变化。',
    chartLabel: '{{metric}}：各组客户的值的分布。值为 0 的：{{zeros}}；非零值的中位数：{{medians}}',
  },
  en: {
    distribution: 'How values are spread',
    distributionHelp:
      'The value of each customer, in the same bins for all arms, as a share of the customers of the arm. Customers with 0 are told apart; bins reach to the P99 of all values that are not 0, and what is beyond is one bin. Cells of too few customers are hidden, and so is what would give them away.',
    computing: 'Computing how values are spread',
    which: 'Which metric',
    zero: '0',
    notZero: 'not 0',
    least: '≥ {{from}}',
    most: '< {{to}}',
    between: '{{from}} – {{to}}',
    bin: 'Value of a customer',
    hidden: 'too few, not shown',
    cell: '{{share}} ({{n}})',
    zeros: 'Value is 0',
    values: 'Value is not 0',
    axis: 'Share of the arm',
    quantiles: 'Quantiles of what is not 0',
    quantilesHelp:
      'Of the customers with a value other than 0, so many per cent have no more (interpolated). It takes {{least}} customers on either side: with fewer it is nearly one customer’s value.',
    gaps: 'A gap is no 0 but a cell of fewer than {{least}} customers, or one that would give such a number away.',
    tooFew: 'Too little data: no arm has enough customers for a distribution.',
    allZero: 'All customers have 0, so there is no distribution.',
    capped: 'Values above {{cap}} count as {{cap}}, as in the result above.',
    'asTheyAre.differenceInDifferences': 'Here are the values after the start, not how they changed.',
    'asTheyAre.matched': 'Here the arms are as they are, and not matched with comparable customers.',
    chartLabel:
      '{{metric}}: how the values of the customers are spread in each arm. With 0: {{zeros}}; median of the others: {{medians}}',
  },
} as const satisfies TextPair;
