import { type Call, optionText } from './call';
import { UsageError } from './usageError';

/** The language that a report is written in. @throws UsageError. */
export function reportLanguage(call: Call): 'zh' | 'en' {
  const language = optionText(call, 'language') ?? 'en';
  if (language === 'zh' || language === 'en') return language;
  throw new UsageError(`--language is zh or en, not "${language}"`);
}
