import { writtenName } from '../model/sqlTokens';
import { intervalAfter, type PrintStyle } from './print';

/** SQL as a person writes it: plain numbers and names, and days that say what they count from. `asOf` is the name of that day's table. */
export function readableStyle(asOf: string): PrintStyle {
  const day = `(SELECT day FROM ${asOf})`;
  return {
    value: (value, type) => (type === 'date' ? `DATE ${readableText(String(value))}` : readableValue(value)),
    name: writtenName,
    asOf: (_, after) => (after ? `CAST(${day} ${intervalAfter(after)} AS DATE)` : day),
  };
}

function readableValue(value: string | number | boolean): string {
  if (typeof value === 'string') return readableText(value);
  return typeof value === 'number' ? readableNumber(value) : value ? 'TRUE' : 'FALSE';
}

/** The database takes a number for a double where it has an exponent; without one it keeps every digit, of which some are not meant. */
function readableNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  const digits = text.replaceAll(/\D/g, '').length;
  return text.includes('e') || digits <= MOST_PLAIN_DIGITS ? text : `${text}e0`;
}

const MOST_PLAIN_DIGITS = 15;

/** What breaks a line or is not seen stands as its code, so that an editor or a comment cannot change it. */
export function readableText(value: string): string {
  const pieces = value.split(UNSEEN).filter((piece) => piece !== '');
  if (pieces.length === 0) return "''";
  const texts = pieces.map((piece) => (isUnseen(piece) ? `chr(${piece.codePointAt(0)})` : `'${piece.replaceAll("'", "''")}'`));
  return texts.length === 1 && !isUnseen(value) ? `${texts[0]}` : `(${texts.join(' || ')})`;
}

const UNSEEN = /([\p{Cc}\u2028\u2029\ufeff])/u;

function isUnseen(piece: string): boolean {
  return piece.length === 1 && UNSEEN.test(piece);
}
