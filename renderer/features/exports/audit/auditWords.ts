import { type AuditEntry, headCode } from '#shared/model/audit';
import { kernelMethods } from '#shared/rpc/contract';
import type { TextKey, Translate } from '../../../text';
import { auditText } from '../../../text/audit';
import { definitionKindsText } from '../../../text/definitionKinds';

interface Words {
  readonly t: Translate<'audit'>;
  readonly calls: Translate<'calls'>;
  readonly kinds: Translate<'definitionKinds'>;
}

/** What an entry is about is said before what became of it. */
const FIRST = [
  'kind',
  'id',
  'export',
  'campaign',
  'table',
  'audience',
  'segment',
  'customer',
  'field',
  'tag',
  'file',
  'sql',
  'reason',
];

/** The detail of an entry as words, names and values. */
export function entryWords({ detail }: Pick<AuditEntry, 'detail'>, words: Words): string {
  try {
    return said(JSON.parse(detail), '', words);
  } catch {
    return detail;
  }
}

function said(value: unknown, name: string, words: Words): string {
  const { t } = words;
  if (Array.isArray(value)) return value.map((each) => said(each, name, words)).join(t('comma'));
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value)
      .filter(([, part]) => part !== null && !isEmpty(part))
      .sort(([one], [other]) => placeOf(one) - placeOf(other));
    return parts.map(([key, part]) => `${partName(key, t)}${t('colon')}${inBrackets(part, key, words)}`).join(t('separator'));
  }
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  const text = String(value);
  if (name === 'by' && text in kernelMethods) return words.calls(text as TextKey<'calls'>);
  if (name === 'kind' && Object.hasOwn(definitionKindsText.zh, text)) return words.kinds(text as TextKey<'definitionKinds'>);
  return /^[\da-f]{64}$/.test(text) ? headCode(text) : text;
}

/** Parts of a part are told apart from those beside it. */
function inBrackets(part: unknown, key: string, words: Words): string {
  const isPlain = typeof part !== 'object' || (Array.isArray(part) && part.every((each) => typeof each !== 'object'));
  return isPlain ? said(part, key, words) : `(${said(part, key, words)})`;
}

function placeOf(name: string): number {
  const place = FIRST.indexOf(name);
  return place < 0 ? FIRST.length : place;
}

function isEmpty(part: unknown): boolean {
  return Array.isArray(part) && part.length === 0;
}

function partName(key: string, t: Translate<'audit'>): string {
  return isText(`is.${key}`) ? t(`is.${key}` as TextKey<'audit'>) : key;
}

function isText(key: string): boolean {
  return Object.hasOwn(auditText.zh, key);
}
