import type { TextPair } from './pair';

export const tagsText = {
  zh: { title: '标签' },
  en: { title: 'Tags' },
} satisfies TextPair;
