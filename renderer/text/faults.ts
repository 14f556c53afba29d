import type { HuaxiangError } from '#shared/model/result';
import { ENGLISH, type Saying, spell, type Wording } from '#shared/model/saying';
import { chineseHints } from './faultHints';
import { chineseParts } from './faultParts';
import { chineseSentences } from './faultSentences';
import type { Language } from './index';

export interface ErrorWords {
  readonly message: string;
  readonly hint: string | undefined;
}

const CHINESE: Wording = {
  texts: { ...chineseSentences, ...chineseHints, ...chineseParts },
  comma: '、',
  quote: (text) => `“${text.replace(/\p{Cc}/gu, escaped)}”`,
};

/** What is wrong and what to do, in one language; what a database says of itself stays as it is. */
export function errorWords({ message, hint, say }: HuaxiangError, language: Language): ErrorWords {
  if (language === 'en' || !say) return { message, hint };
  return { message: spell(say, CHINESE), hint: say.hint && spell(say.hint, CHINESE) };
}

/** The same of what is no error. */
export function sayingWords(saying: Saying, language: Language): string {
  return spell(saying, language === 'en' ? ENGLISH : CHINESE);
}

function escaped(control: string): string {
  return JSON.stringify(control).slice(1, -1);
}
