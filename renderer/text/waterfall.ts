import type { TextPair } from './pair';

/** The chart of a group of the rule tree, block by block. */
export const waterfallText = {
  zh: {
    waterfall: '瀑布图',
    waterfallOfAll: '整条规则',
    waterfallOf: '所选分组（{{group}}）',
    waterfallEmpty: '还没有可计数的条件',
    waterfallEmptyHint: '加入条件并填好取值后，这里逐条显示人数如何变化。',
    waterfallSpoken: '从全部 {{base}} 位客户逐条到 {{result}} 位',
    allCustomers: '全部客户',
    result: '结果',
    remaining: '留下',
    lost: '减少',
    gained: '增加',
    change: '变化',
    block: '条件',
  },
  en: {
    waterfall: 'Waterfall',
    waterfallOfAll: 'the whole rule',
    waterfallOf: 'the selected group ({{group}})',
    waterfallEmpty: 'Nothing to count yet',
    waterfallEmptyHint: 'Once conditions have their values, this shows block by block how the number changes.',
    waterfallSpoken: 'Block by block from all {{base}} customers to {{result}}',
    allCustomers: 'All customers',
    result: 'Result',
    remaining: 'Remaining',
    lost: 'Lost',
    gained: 'Gained',
    change: 'Change',
    block: 'Block',
  },
} satisfies TextPair;
