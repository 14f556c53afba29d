import type { TextPair } from './pair';

export const shellText = {
  zh: { appName: '画像' },
  en: { appName: 'Huaxiang' },
} satisfies TextPair;
