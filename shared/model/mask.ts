import { textCell } from './textCell';

/** What a column holds of persons that must not leave in the clear. */
export const MASK_KINDS = [
  'residentId',
  'mobile',
  'landline',
  'bankCard',
  'account',
  'name',
  'email',
  'address',
  'passport',
  'permit',
  'credential',
  'freeText',
] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

/** Fewer hidden letters than this could be guessed, so then all are hidden. */
const FEWEST_HIDDEN = 3;
const STARS = '***';
/** As many stars for every password, so that not even its length is told. */
const HIDDEN = '******';
/** Digits in a row, in groups or not, that may be a number of a person. */
const NUMBER_IN_TEXT = /\d(?:[ -]?\d){6,}[xX]?/g;
const DAY = /^\d{4}-\d{1,2}-\d{1,2}$/;
const EMAIL_IN_TEXT = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+/g;

export const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 轩辕 端木 百里 南宫 东郭 独孤 公冶 闻人 申屠 ' +
    '太史 澹台 濮阳 淳于 单于 仲孙 钟离 呼延 万俟 赫连 闾丘 亓官 鲜于 拓跋 第五'
  ).split(' '),
);

/**
 * A cell as it may be shown outside: 138****1234, 6 + stars + 4 of an identity or card number, 张*, a***@domain, the district, the
 * last four of an account or a telephone with its area code, and nothing of a password. Of free text the numbers and addresses in it.
 */
export function maskText(kind: MaskKind, text: string): string {
  const plain = text.trim();
  switch (kind) {
    case 'mobile':
      return keepEnds(digitsOf(plain).replace(/^(\+|00)?86(?=1\d{10}$)/, ''), 3, 4);
    case 'residentId':
      return maskResidentId(digitsOf(plain));
    case 'bankCard':
      return keepEnds(digitsOf(plain), 6, 4);
    case 'landline':
      return maskLandline(plain);
    case 'account':
      return keepEnds(digitsOf(plain), 0, 4);
    case 'passport':
    case 'permit':
      return keepEnds(digitsOf(plain), 1, 3);
    case 'credential':
      return HIDDEN;
    case 'freeText':
      return maskFreeText(plain);
    case 'name':
      return maskName(plain);
    case 'email':
      return maskEmail(plain);
    case 'address':
      return maskAddress(plain);
  }
}

/** A cell as it is copied: masked if its column is of a kind, and no formula for a spreadsheet. Unknown is empty. */
export function copiedText(
  text: string | null,
  { isText, kind }: { readonly isText: boolean; readonly kind: MaskKind | undefined },
): string {
  if (text === null) return '';
  if (kind) return textCell(maskText(kind, text));
  return isText ? textCell(text) : text;
}

function digitsOf(text: string): string {
  return text.replace(/[\s-]/g, '');
}

/** In the older number of 15 digits the day of birth reaches one place further to the right. */
function maskResidentId(text: string): string {
  return keepEnds(text, 6, text.length === 15 ? 3 : 4);
}

function keepEnds(text: string, head: number, tail: number): string {
  const letters = [...text];
  const hidden = letters.length - head - tail;
  if (hidden < FEWEST_HIDDEN) return '*'.repeat(letters.length);
  return letters.slice(0, head).join('') + '*'.repeat(hidden) + letters.slice(letters.length - tail).join('');
}

/** The area code stays: 010, 02x and 03xx to 09xx. */
function maskLandline(text: string): string {
  const [, area = '', rest = ''] = /^\(?(0(?:10|2\d|[3-9]\d{2}))\)?[\s-]*(\d[\d\s-]*)$/.exec(text) ?? [];
  if (area === '') return keepEnds(digitsOf(text), 0, 4);
  return `${area}-${keepEnds(digitsOf(rest), 0, 4)}`;
}

/** Every longer number is masked, whatever it is: which of them is a person's is not for a mask to find out. */
function maskFreeText(text: string): string {
  return text
    .replace(EMAIL_IN_TEXT, (address) => maskEmail(address))
    .replace(NUMBER_IN_TEXT, (number) => {
      if (DAY.test(number)) return number;
      const digits = digitsOf(number);
      return digits.length >= 15 ? keepEnds(digits, 6, 4) : keepEnds(digits, digits.length >= 11 ? 3 : 0, 4);
    });
}

/** The surname stays; of a name in Latin letters nobody knows which part that is, so its first letter does. */
function maskName(name: string): string {
  const letters = [...name];
  if (!/^\p{Script=Han}/u.test(name)) return letters.length > 1 ? `${letters[0]}${STARS}` : '*'.repeat(letters.length);
  const two = letters.slice(0, 2).join('');
  const surname = letters.length > 2 && COMPOUND_SURNAMES.has(two) ? two : letters.length > 1 ? (letters[0] ?? '') : '';
  return surname + '*'.repeat(letters.length - [...surname].length);
}

function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? STARS : `${[...address][0]}${STARS}${address.slice(at)}`;
}

/** A residential quarter (小区, 社区, …) is no district. */
function maskAddress(address: string): string {
  const district = /^.{0,20}?(?:(?<![小社园校厂院片])区|县|旗)/u.exec(address) ?? /^.{0,12}?市/u.exec(address);
  return `${district?.[0] ?? ''}${STARS}`;
}
