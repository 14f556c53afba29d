import type { TextPair } from './pair';

export const retentionText = {
  zh: {
    start: '起始行为',
    anyStart: '首次出现',
    events: '{{n}} 次，{{customers}} 位客户',
  },
  en: {
    start: 'First they did',
    anyStart: 'their first event',
    events: '{{n}} times, by {{customers}} customers',
  },
} satisfies TextPair;
