import { literal } from './quote';

/**
 * Conditions over a text expression that is not null: whether it is a number of a kind that carries its own check digit. They
 * look at letters alone and convert none, so that no cell can make the statement fail.
 */

const DIGITS = '0123456789';
/** The letters of GB 32100-2015 by their values: I, O, S, V and Z are left out. */
const CREDIT_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Digits by their values when doubled and added up: 5 counts as 1 + 0. */
const DOUBLED_DIGITS = '0516273849';
const LONGEST_CARD = 19;

const RESIDENT_ID_FORM = '[1-9][0-9]{16}[0-9X]';

/** The text is 17 digits and a check character, whatever these say. */
export function hasResidentIdForm(text: string): string {
  return `regexp_full_match(upper(${text}), ${literal(RESIDENT_ID_FORM)})`;
}

/** GB 11643-1999 (ISO 7064, MOD 11-2): the birth date is a real one and the last character fits the seventeen before it. */
export function isResidentId(text: string): string {
  const sum = weightedSum(
    text,
    Array.from({ length: 17 }, (_, place) => 2 ** (17 - place) % 11),
    DIGITS,
  );
  const checkCharacter = `substr('10X98765432', CAST((${sum}) % 11 AS INTEGER) + 1, 1)`;
  return `(${hasResidentIdForm(text)} AND ${residentBirthDay(text)} IS NOT NULL AND ${checkCharacter} = upper(substr(${text}, 18, 1)))`;
}

/** The birth date inside an identity number, null where there is no such day. */
export function residentBirthDay(text: string): string {
  return `CAST(try_strptime(substr(${text}, 7, 8), '%Y%m%d') AS DATE)`;
}

/** Whether an identity number is a man's: the seventeenth digit is odd. */
export function isResidentMan(text: string): string {
  return `(ascii(substr(${text}, 17, 1)) % 2 = 1)`;
}

export function isMobile(text: string): string {
  return `regexp_full_match(${text}, '1[3-9][0-9]{9}')`;
}

/** ISO/IEC 7812-1: every second digit from the right is doubled; noughts in front change nothing. */
export function isBankCard(text: string): string {
  const padded = `lpad(${text}, ${LONGEST_CARD}, '0')`;
  const plain = weightedSum(
    padded,
    Array.from({ length: LONGEST_CARD }, (_, place) => (place % 2 === 0 ? 1 : 0)),
    DIGITS,
  );
  const doubled = weightedSum(
    padded,
    Array.from({ length: LONGEST_CARD }, (_, place) => place % 2),
    DOUBLED_DIGITS,
  );
  return `(regexp_full_match(${text}, '[0-9]{13,19}') AND (${plain} + ${doubled}) % 10 = 0)`;
}

/** GB 32100-2015: the last of 18 letters fits the seventeen before it, weighed with the powers of 3, modulo 31. */
export function isCreditCode(text: string): string {
  const upper = `upper(${text})`;
  const letters = `[${CREDIT_LETTERS}]`;
  const form = `regexp_full_match(${upper}, ${literal(`${letters}{2}[0-9]{6}${letters}{10}`)})`;
  const weights = Array.from({ length: 17 }, (_, place) => powerOfThree(place)).concat(1);
  return `(${form} AND (${weightedSum(upper, weights, CREDIT_LETTERS)}) % 31 = 0)`;
}

function powerOfThree(exponent: number): number {
  let power = 1;
  for (let times = 0; times < exponent; times++) power = (power * 3) % 31;
  return power;
}

/** Σ weight · value over the text's letters from the left; a letter's value is its place in `letters`. */
function weightedSum(text: string, weights: readonly number[], letters: string): string {
  const terms = weights.flatMap((weight, place) =>
    weight === 0 ? [] : [`${weight} * (strpos(${literal(letters)}, substr(${text}, ${place + 1}, 1)) - 1)`],
  );
  return terms.join(' + ');
}
