import type { TextPair } from './pair';

/** Starter packs, and what they need of the columns and events. */
export const tagPacksText = {
  zh: {
    'pack.lifeCycle': '生命周期',
    'pack.activity': '活跃度',
    'pack.valueTiers': '资产分层',
    'pack.holdings': '产品持有',
    'pack.rfm': 'RFM',
    'pack.ageBands': '年龄段',
    'pack.channels': '渠道偏好',
    'need.openedOn': '开户日期列',
    'need.lastActiveOn': '最近活跃日期列',
    'need.assets': '资产数值列',
    'need.holdings': '产品持有的是/否列',
    'need.purchases': '带金额的交易事件',
    'need.age': '年龄列',
    'need.channel': '带渠道的购买事件，或渠道列',
  },
  en: {
    'pack.lifeCycle': 'Life-cycle',
    'pack.activity': 'Activity',
    'pack.valueTiers': 'Value tiers',
    'pack.holdings': 'Product holdings',
    'pack.rfm': 'RFM',
    'pack.ageBands': 'Age bands',
    'pack.channels': 'Channel preference',
    'need.openedOn': 'a date column of when the account was opened',
    'need.lastActiveOn': 'a date column of the last activity',
    'need.assets': 'a number column of assets',
    'need.holdings': 'yes/no columns of products held',
    'need.purchases': 'purchase events with an amount',
    'need.age': 'a number column of the age',
    'need.channel': 'purchase events with a channel, or a column of it',
  },
} satisfies TextPair;
