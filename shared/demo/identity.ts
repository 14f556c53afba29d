import { isoDay } from '../model/calendar';
import type { Customers } from './customers';
import { CITIES, type DemoLanguage, GIVEN_NAMES, inLanguage, SURNAMES } from './definition';
import { mix, mixUnit, runningTotals } from './dice';

const SURNAME_TOTALS = runningTotals(SURNAMES.map((surname) => surname.weight));
const SALT = { surname: 11, given: 12, rare: 13, mobile: 14, prefix: 15, sequence: 16, missing: 17 } as const;
const RARE_SHARE = 0.002;
const MOBILE_PREFIXES = [
  '130',
  '131',
  '132',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '155',
  '158',
  '159',
  '166',
  '176',
  '177',
  '180',
  '181',
  '186',
  '188',
  '189',
  '198',
];
const NO_MOBILE = 0.02;
const NO_RESIDENT_ID = 0.01;
/** Weights and check characters of the eighteenth place of an identity number (GB 11643-1999). */
const CHECK_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const MALE = 0;

/** A made-up name that suits sex and age: 王子涵 or Wang Zihan. */
export function customerName(customers: Customers, row: number, language: DemoLanguage): string {
  const surname = SURNAMES[drawSurname(mixUnit(customers.seed, row, SALT.surname))] ?? { name: [] };
  const rare = mixUnit(customers.seed, row, SALT.rare) < RARE_SHARE;
  const list = rare ? GIVEN_NAMES.rare : GIVEN_NAMES[givenList(customers, row)];
  const given = list[mix(customers.seed, row, SALT.given) % list.length] ?? [];
  return [inLanguage(surname.name, language), inLanguage(given, language)].join(language === 'zh' ? '' : ' ');
}

/** A made-up mobile number in the form of a real one, or an empty text. */
export function mobile(customers: Customers, row: number): string {
  if (mixUnit(customers.seed, row, SALT.missing) < NO_MOBILE) return '';
  const prefix = MOBILE_PREFIXES[mix(customers.seed, row, SALT.prefix) % MOBILE_PREFIXES.length] ?? '';
  return prefix + String(mix(customers.seed, row, SALT.mobile) % 100_000_000).padStart(8, '0');
}

/** A resident identity number with a true check character, in a district that does not exist; or an empty text. */
export function residentId(customers: Customers, row: number): string {
  const { seed, city, birthDay, gender } = customers;
  if (mixUnit(seed, row, SALT.missing) > 1 - NO_RESIDENT_ID) return '';
  const region = CITIES[city[row] ?? 0]?.region ?? 0;
  const born = isoDay(birthDay[row] ?? 0).replaceAll('-', '');
  const sequence = (mix(seed, row, SALT.sequence) % 500) * 2 + (gender[row] === MALE ? 1 : 0);
  const body = `${region}${born}${String(sequence).padStart(3, '0')}`;
  const sum = CHECK_WEIGHTS.reduce((total, weight, place) => total + weight * Number(body[place]), 0);
  return body + (CHECK_CHARACTERS[sum % 11] ?? '');
}

/** A made-up name of a relationship manager. */
export function managerName(manager: number, seed: number, language: DemoLanguage): string {
  const surname = SURNAMES[drawSurname(mixUnit(seed, manager, 100 + SALT.surname))] ?? { name: [] };
  const list = mix(seed, manager, 100 + SALT.rare) % 2 === 0 ? GIVEN_NAMES.middleMale : GIVEN_NAMES.middleFemale;
  const given = manager % 37 === 0 ? GIVEN_NAMES.rare : list;
  const name = given[mix(seed, manager, 100 + SALT.given) % given.length] ?? [];
  return [inLanguage(surname.name, language), inLanguage(name, language)].join(language === 'zh' ? '' : ' ');
}

function drawSurname(unit: number): number {
  const target = unit * (SURNAME_TOTALS[SURNAME_TOTALS.length - 1] ?? 0);
  return SURNAME_TOTALS.findIndex((total) => total > target);
}

function givenList(customers: Customers, row: number): keyof typeof GIVEN_NAMES {
  const male = customers.gender[row] === MALE;
  const age = customers.age[row] ?? 0;
  if (age > 58) return male ? 'olderMale' : 'olderFemale';
  if (age > 33) return male ? 'middleMale' : 'middleFemale';
  return male ? 'youngMale' : 'youngFemale';
}
