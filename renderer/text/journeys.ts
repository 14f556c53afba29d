import type { TextPair } from './pair';

export const journeysText = {
  zh: {
    title: '行为分析',
    help: '客户在时间里做了什么：一条路走到哪一步、在哪里离开（漏斗），做过一件事之后隔多久还会再来（留存），某个事件前后都做了什么（路径）。所有数字都由本机的事件计算，点开任何一个数字都能看到背后的客户。',
    noEvents: '还没有事件',
    noEventsHint:
      '行为分析需要客户的事件，例如交易、登录、申购。先导入事件表，再在数据页的“客户与关系”中指定客户、时间和事件名称所在的列。',
    openData: '打开数据页',
    'tab.funnel': '漏斗',
    'tab.retention': '留存',
    'tab.paths': '路径',
    'tab.trends': '趋势',
    from: '开始日期',
    to: '结束日期',
    who: '客户范围',
    everybody: '全部客户',
    segments: '客群',
    anyInstead: '改为{{any}}',
    ownName: '名称',
    alsoCounts: '以下事件也算',
  },
  en: {
    title: 'Journeys',
    help: 'What customers do over time: how far they get on a way and where they leave it (funnel), how long until they come back (retention), what they do before and after an event (paths). Every number is counted from the events on this computer, and every number opens into the customers behind it.',
    noEvents: 'No events yet',
    noEventsHint:
      'Journeys need what customers did, such as transactions, sign-ins or purchases. Import a table of events, then say on the data page which columns hold the customer, the time and the name of the event.',
    openData: 'Open the data page',
    'tab.funnel': 'Funnel',
    'tab.retention': 'Retention',
    'tab.paths': 'Paths',
    'tab.trends': 'Trends',
    from: 'From',
    to: 'To',
    who: 'Customers',
    everybody: 'All customers',
    segments: 'Segments',
    anyInstead: 'Take {{any}} instead',
    ownName: 'Own name',
    alsoCounts: 'These events count as well',
  },
} satisfies TextPair;
