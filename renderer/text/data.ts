import type { TextPair } from './pair';

export const dataText = {
  zh: { title: '数据' },
  en: { title: 'Data' },
} satisfies TextPair;
