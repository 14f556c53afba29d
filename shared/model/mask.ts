import { textCell } from './textCell';

/** What a column holds of persons that must not leave in the clear. */
export const MASK_KINDS = ['residentId', 'mobile', 'bankCard', 'name', 'email', 'address'] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

/** Fewer hidden letters than this could be guessed, so then all are hidden. */
const FEWEST_HIDDEN = 3;
const STARS = '***';

const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 轩辕 端木 百里 南宫 东郭 独孤 公冶 闻人 申屠 ' +
    '太史 澹台 濮阳 淳于 单于 仲孙 钟离 呼延 万俟 赫连 闾丘 亓官 鲜于 拓跋 第五'
  ).split(' '),
);

/** A cell as it may be shown outside: 138****1234, 6 + stars + 4 of an identity or card number, 张*, a***@domain, the district. */
export function maskText(kind: MaskKind, text: string): string {
  const plain = text.trim();
  switch (kind) {
    case 'mobile':
      return keepEnds(digitsOf(plain).replace(/^(\+|00)?86(?=1\d{10}$)/, ''), 3, 4);
    case 'residentId':
      return maskResidentId(digitsOf(plain));
    case 'bankCard':
      return keepEnds(digitsOf(plain), 6, 4);
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
