import {
  type CellTest,
  COUNTRY_CODE,
  LONGEST_TRIED,
  PACKED_FORMS,
  PACKED_LETTERS,
  PARTS,
  PLAIN_FORMS,
  PLAIN_LETTERS,
} from '../model/cellForms';

/** A cell as the tests want it: `plain` with the letters that stand for the same, `packed` without what groups a number. */
export interface ReadCell {
  readonly plain: string;
  readonly packed: string;
}

export function readCell(cell: string): ReadCell {
  const head = cell.length > LONGEST_TRIED ? [...cell].slice(0, LONGEST_TRIED).join('') : cell;
  const plain = head.replace(OTHER_LETTERS, (letter) => PLAIN_OF.get(letter) ?? '').replace(/^ +| +$/g, '');
  const packed = plain.replace(LOOSE_LETTERS, (letter) => PACKED_OF.get(letter) ?? '').replace(CODED, '$1');
  return { plain, packed };
}

/**
 * Whether a cell is what a test asks for; `today` is an ISO day. Forms, check digits and traps: GB 11643-1999, ISO/IEC 7812-1,
 * GB 32100-2015. `shared/sql/detectorsSql.ts` says the same of whole columns.
 */
export function passes(test: CellTest, { plain, packed }: ReadCell, today: string): boolean {
  switch (test) {
    case 'residentId':
      return isTrueId(packed, today) || isOlderId(packed);
    case 'roundedId':
      return fits('roundedId', packed) || (fits('cutId', packed) && isAlive(packed, today) && !hasIdCheck(packed));
    case 'bankCard':
      return isBankCard(packed);
    case 'checkedCard':
      return hasCardCheck(packed);
    case 'creditCode':
      return isCreditCode(packed);
    case 'surname':
      return PLAIN.surname.test(plain) && !PART.notOfPersons.test(plain);
    case 'spelled':
    case 'amountBand':
      return PLAIN[test].test(plain.toLowerCase());
    case 'address':
      return (PART.address.test(plain) || PART.road.test(plain.toLowerCase())) && !PART.office.test(plain);
    case 'track':
      return PART.track.test(plain);
    case 'inText':
      return isInText(plain, today);
    default:
      return test in PLAIN ? PLAIN[test as keyof typeof PLAIN].test(plain) : fits(test as keyof typeof PACKED, packed);
  }
}

const wholly = (pattern: string) => new RegExp(`^(?:${pattern})$`, 'u');
const anywhere = (pattern: string) => new RegExp(pattern, 'u');

function compiled<K extends string>(forms: Readonly<Record<K, string>>, make: (pattern: string) => RegExp): Record<K, RegExp> {
  const entries = Object.entries<string>(forms).map(([name, pattern]) => [name, make(pattern)]);
  return Object.fromEntries(entries) as Record<K, RegExp>;
}

const PACKED = compiled(PACKED_FORMS, wholly);
const PLAIN = compiled(PLAIN_FORMS, wholly);
const PART = compiled(PARTS, anywhere);

const PLAIN_OF = letterMap(PLAIN_LETTERS);
const PACKED_OF = letterMap(PACKED_LETTERS);
const OTHER_LETTERS = anyOf(PLAIN_LETTERS.from);
const LOOSE_LETTERS = anyOf(PACKED_LETTERS.from);
const CODED = new RegExp(COUNTRY_CODE);

function letterMap({ from, to }: { readonly from: string; readonly to: string }): ReadonlyMap<string, string> {
  return new Map(Array.from(from, (letter, at) => [letter, to[at] ?? '']));
}

function anyOf(letters: string): RegExp {
  return new RegExp(`[${letters.replace(/[\]\\^-]/g, '\\$&')}]`, 'g');
}

function fits(form: keyof typeof PACKED, packed: string): boolean {
  return PACKED[form].test(packed);
}

function isTrueId(packed: string, today: string): boolean {
  return fits('residentIdForm', packed) && isAlive(packed, today) && hasIdCheck(packed);
}

function isAlive(packed: string, today: string): boolean {
  const day = `${packed.slice(6, 10)}-${packed.slice(10, 12)}-${packed.slice(12, 14)}`;
  return isDay(day) && day >= '1900-01-01' && day <= today;
}

function isOlderId(packed: string): boolean {
  return fits('olderId', packed) && isDay(`19${packed.slice(6, 8)}-${packed.slice(8, 10)}-${packed.slice(10, 12)}`);
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** The last of eighteen characters fits the seventeen before it (ISO 7064, MOD 11-2). */
function hasIdCheck(packed: string): boolean {
  if (!/^[1-9][0-9]{16}[0-9X]$/.test(packed)) return false;
  const sum = [...packed.slice(0, 17)].reduce((total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11), 0);
  return '10X98765432'[sum % 11] === packed[17];
}

function hasCardCheck(packed: string): boolean {
  if (!fits('cardDigits', packed)) return false;
  const sum = [...packed].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const CREDIT_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

function isCreditCode(packed: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(packed)) return false;
  let weight = 1;
  let sum = 0;
  for (const letter of packed.slice(0, 17)) {
    sum += CREDIT_LETTERS.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return (sum + CREDIT_LETTERS.indexOf(packed[17] ?? '')) % 31 === 0;
}

function isInText(plain: string, today: string): boolean {
  if (!PART.words.test(plain)) return false;
  if (PART.mobile.test(plain) || PART.email.test(plain)) return true;
  return (
    foundIn(plain, EVERY_ID).some((id) => isTrueId(id.toUpperCase(), today)) ||
    foundIn(plain, EVERY_CARD).some((card) => isBankCard(card.replace(/[ -]/g, '')))
  );
}

const EVERY_ID = new RegExp(PARTS.residentId, 'gu');
const EVERY_CARD = new RegExp(PARTS.card, 'gu');

function foundIn(plain: string, pattern: RegExp): string[] {
  return Array.from(plain.matchAll(pattern), ([, found = '']) => found);
}

function isBankCard(packed: string): boolean {
  return fits('bankCard', packed) && hasCardCheck(packed);
}
