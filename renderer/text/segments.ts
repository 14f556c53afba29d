import type { TextPair } from './pair';

export const segmentsText = {
  zh: { title: '客群' },
  en: { title: 'Segments' },
} satisfies TextPair;
