import { FAULT_TEXTS } from './faultTexts';
import { COLUMN_TYPES, type ColumnType } from './import';
import { ENGLISH, type Saying, say, spell } from './saying';

const PLAIN = [
  'reject.fewCells',
  'reject.manyCells',
  'reject.otherCells',
  'reject.openQuote',
  'reject.afterQuote',
  'reject.longLine',
  'reject.notText',
  'reject.notColumnType',
] as const;

export type RejectReason =
  | { readonly key: (typeof PLAIN)[number] }
  | { readonly key: 'reject.notType'; readonly type: ColumnType };

/** The words that a workspace keeps. */
export function rejectWords(reason: RejectReason): string {
  return spell(sayingOf(reason), ENGLISH);
}

/** Which reason the words name that a workspace keeps of a refused row; none for words of other versions. */
export function rejectReasonOf(words: string): RejectReason | undefined {
  const key = PLAIN.find((each) => FAULT_TEXTS[each] === words);
  if (key) return { key };
  const type = COLUMN_TYPES.find((each) => rejectWords({ key: 'reject.notType', type: each }) === words);
  return type && { key: 'reject.notType', type };
}

/** The same to be said in every language; words that are not known here stay as they are. */
export function rejectSaying(words: string): Saying | string {
  const reason = rejectReasonOf(words);
  return reason ? sayingOf(reason) : words;
}

function sayingOf(reason: RejectReason): Saying {
  return reason.key === 'reject.notType' ? notOfType(reason.type) : say(reason.key, {});
}

function notOfType(type: ColumnType): Saying {
  return say('reject.notType', { type: say(`type.${type}`, {}) });
}
