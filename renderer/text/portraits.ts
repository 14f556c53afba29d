import type { TextPair } from './pair';

export const portraitsText = {
  zh: { title: '画像' },
  en: { title: 'Portraits' },
} satisfies TextPair;
