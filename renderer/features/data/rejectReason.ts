import { COLUMN_TYPES } from '#shared/model/import';
import type { TextKey, Translate } from '../../text';

const TEXTS: Readonly<Record<string, TextKey<'data'>>> = {
  'too few cells': 'reject.fewCells',
  'too many cells': 'reject.manyCells',
  'another number of cells': 'reject.otherCells',
  'a quote is not closed': 'reject.openQuote',
  'characters after a closing quote': 'reject.afterQuote',
  'the line is too long': 'reject.longLine',
  'not UTF-8 text': 'reject.notUtf8',
  'not a value of the column type': 'reject.notColumnType',
};

/** Why a row was refused. The kernel says it in its own words, which the workspace keeps; words that are not known here stay. */
export function rejectReason(reason: string, t: Translate<'data'>, common: Translate<'common'>): string {
  const key = TEXTS[reason];
  if (key) return t(key);
  const type = COLUMN_TYPES.find((each) => reason === `not a value of type ${each}`);
  return type ? t('reject.notType', { type: common(`type.${type}`) }) : reason;
}
