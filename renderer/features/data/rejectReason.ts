import { rejectReasonOf } from '#shared/model/rejectReasons';
import type { Translate } from '../../text';

/** Why a row was refused. The kernel says it in its own words, which the workspace keeps; words that are not known here stay. */
export function rejectReason(words: string, t: Translate<'data'>, common: Translate<'common'>): string {
  const reason = rejectReasonOf(words);
  if (!reason) return words;
  return reason.key === 'reject.notType' ? t(reason.key, { type: common(`type.${reason.type}`) }) : t(reason.key);
}
