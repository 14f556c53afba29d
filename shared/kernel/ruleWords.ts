import type { EventFilter } from '../model/event';
import { isGroup, type Rule } from '../model/rule';
import type { RuleWords } from '../sql/readableSql';
import type { Names } from './names';

type Language = 'zh' | 'en';

const TEXTS = {
  zh: {
    asOf: '数据截止日',
    everybody: '全部客户',
    nobody: '空集',
    members: '客群成员的客户号',
    all: '同时属于以下各块的客户',
    any: '属于以下任意一块的客户',
    none: '不属于以下任何一块的客户',
    tag: '标签',
    event: '行为',
    sequence: '行为序列',
    segment: '客群',
    list: '名单',
    query: '查询返回的客户',
    sql: 'SQL 条件',
    off: '（已停用）',
  },
  en: {
    asOf: 'the as-of day',
    everybody: 'all customers',
    nobody: 'nobody yet',
    members: 'the keys of the members',
    all: 'in all of these',
    any: 'in any of these',
    none: 'in none of these',
    tag: 'tag',
    event: 'events',
    sequence: 'events in order',
    segment: 'segment',
    list: 'list',
    query: 'found by a query',
    sql: 'SQL condition',
    off: ' (switched off)',
  },
} as const;

/** What the comments of a readable rule say in a language, with the names that persons gave. */
export function ruleWords({ tags, segments, lists }: Names, language: Language): RuleWords {
  const texts = TEXTS[language];
  const subject = (rule: Rule): string => {
    if (isGroup(rule) || rule.kind === 'query' || rule.kind === 'sql') return '';
    if (rule.kind === 'tag') return tags.get(rule.tag)?.name ?? rule.tag;
    if (rule.kind === 'segment') return segments.get(rule.segment)?.name ?? rule.segment;
    if (rule.kind === 'list') return lists.get(rule.list)?.name ?? rule.list;
    return rule.kind === 'event' ? rule.event : eventsOf(rule.steps);
  };
  const block = (rule: Rule, position: string) =>
    `${[position, texts[rule.kind], subject(rule)].filter((part) => part !== '').join(' ')}${rule.disabled ? texts.off : ''}`;
  return { ...texts, block };
}

function eventsOf(steps: readonly EventFilter[]): string {
  return steps.map(({ event }) => event).join(' → ');
}
