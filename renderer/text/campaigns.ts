import type { TextPair } from './pair';

export const campaignsText = {
  zh: {
    title: '活动',
    help: '营销活动的全过程：对谁、用什么、怎样分组（计划），活动有没有效果、值不值（效果），所有活动放在一起比较（台账），需要多少客户才看得出来（样本量）。所有数字都在本机计算。',
    noCustomers: '还没有客户',
    noCustomersHint: '活动总是对客户做的。先导入客户表，再在数据页的“客户与关系”中指定哪一列是客户号。',
    openData: '打开数据页',
    'tab.plan': '计划',
    'tab.work': '派单',
    'tab.result': '效果',
    'tab.ledger': '台账',
    'tab.size': '样本量',
  },
  en: {
    title: 'Campaigns',
    help: 'A campaign from end to end: whom to reach with what and how they are dealt out (plan), whether it worked and paid (result), all campaigns side by side (ledger), and how many customers it takes to tell (size). Every number is counted on this computer.',
    noCustomers: 'No customers yet',
    noCustomersHint:
      'A campaign is for customers. Import a table of customers, then say on the data page which column holds their key.',
    openData: 'Open the data page',
    'tab.plan': 'Plan',
    'tab.work': 'Work lists',
    'tab.result': 'Result',
    'tab.ledger': 'Ledger',
    'tab.size': 'Sample size',
  },
} satisfies TextPair;
