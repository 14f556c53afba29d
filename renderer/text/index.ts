import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { useCallback, useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { commonText } from './common';
import { dataText } from './data';
import { errorsText } from './errors';
import { makeFormat } from './format';
import type { TextPair } from './pair';
import { portraitsText } from './portraits';
import { segmentsText } from './segments';
import { shellText } from './shell';
import { tagsText } from './tags';

/** How numbers and times are written in one language. */
export type Format = ReturnType<typeof makeFormat>;
export type Language = 'zh' | 'en';

const texts = {
  common: sameKeys(commonText),
  errors: sameKeys(errorsText),
  shell: sameKeys(shellText),
  data: sameKeys(dataText),
  tags: sameKeys(tagsText),
  segments: sameKeys(segmentsText),
  portraits: sameKeys(portraitsText),
};

export type TextSection = keyof typeof texts;
export type TextKey<S extends TextSection> = keyof (typeof texts)[S]['zh'] & string;
export type TextParams = Readonly<Record<string, string | number>>;
/** A sentence in the language in force; `{{name}}` in it is filled from `params`. */
export type Translate<S extends TextSection> = (key: TextKey<S>, params?: TextParams) => string;

void i18next.use(initReactI18next).init({
  lng: 'zh',
  fallbackLng: false,
  initAsync: false,
  resources: { zh: byLanguage('zh'), en: byLanguage('en') },
  interpolation: { escapeValue: false },
  keySeparator: false,
  nsSeparator: false,
  returnNull: false,
});

/** Texts of one part of the screens; the component draws again when the language changes. */
export function useText<S extends TextSection>(section: S): Translate<S> {
  const { t } = useTranslation(section);
  return useCallback((key, params) => t(key, { ...params }), [t]);
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh';
}

/** Numbers and times as the language in force writes them. */
export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => makeFormat(language), [language]);
}

export function switchLanguage(language: Language): void {
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  void i18next.changeLanguage(language);
}

/** All texts, for the test that holds the two languages together. */
export const allTexts: Readonly<Record<TextSection, TextPair>> = texts;

function byLanguage(language: Language): Record<string, Readonly<Record<string, string>>> {
  return Object.fromEntries(Object.entries(texts).map(([section, pair]) => [section, pair[language]]));
}

type SameKeys<Z, E> = [keyof Z] extends [keyof E] ? ([keyof E] extends [keyof Z] ? unknown : never) : never;

function sameKeys<Z extends TextPair['zh'], E extends TextPair['en']>(pair: { zh: Z; en: E } & SameKeys<Z, E>): { zh: Z; en: E } {
  return pair;
}
