import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { useCallback, useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { type Format, makeFormat } from '#shared/report/format';
import { allTexts } from './allTexts';

export type { Format };
export type Language = 'zh' | 'en';

export type TextSection = keyof typeof allTexts;
export type TextKey<S extends TextSection> = keyof (typeof allTexts)[S]['zh'] & string;
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

function byLanguage(language: Language): Record<string, Readonly<Record<string, string>>> {
  return Object.fromEntries(Object.entries(allTexts).map(([section, pair]) => [section, pair[language]]));
}
