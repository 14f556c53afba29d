import columns from '../../resources/demo/columns.json';
import names from '../../resources/demo/names.json';
import places from '../../resources/demo/places.json';
import catalogue from '../../resources/demo/products.json';
import values from '../../resources/demo/values.json';
import { dayNumber } from '../model/calendar';
import { runningTotals } from './dice';

/** The language of the values and the headers in the files. */
export type DemoLanguage = 'zh' | 'en';

/** A text in both languages: Chinese, English. */
export type Bilingual = readonly string[];

export type ColumnName = keyof typeof columns;
export type ValueList = keyof typeof values;

/** The last day that the demo bank knows of. */
export const AS_OF = '2026-06-30';
export const AS_OF_DAY = dayNumber(AS_OF);
/** Events cover the year up to and with `AS_OF`. */
export const EVENT_DAYS = 365;
export const FIRST_EVENT_DAY = AS_OF_DAY - EVENT_DAYS + 1;

export interface City {
  readonly name: Bilingual;
  readonly province: Bilingual;
  /** 1 (largest cities) to 4. */
  readonly tier: number;
  readonly weight: number;
  /** First six digits of an identity number: the city with a district number that is not assigned. */
  readonly region: number;
  readonly branches: number;
}

export interface Product {
  readonly id: string;
  readonly kind: string;
  readonly name: Bilingual;
  /** R1 to R5. */
  readonly risk: number;
  /** Percent a year. */
  readonly rate: number;
  /** Sold in a campaign only, so that its purchases are the campaign's conversions. */
  readonly campaign?: boolean;
}

export interface CampaignDefinition {
  readonly id: string;
  readonly name: Bilingual;
  readonly product: string;
  /** Code of `channel`. */
  readonly channelCode: number;
  /** Day since 1970. */
  readonly startDay: number;
  readonly days: number;
  /** Share of the consenting customers that take part. */
  readonly share: number;
  /** Planned share of the treatment arm. */
  readonly treatment: number;
  /** Yuan per contact. */
  readonly cost: number;
  readonly finding: string;
  /** True conversion rates within 14 days. */
  readonly rates: { readonly control: number; readonly treatment: number; readonly youngTreatment?: number };
  /** Median purchase in yuan. */
  readonly amount: number;
  /** Share of the treated customers who appear in the control arm too. */
  readonly crossovers?: number;
  /** English name of the only city that takes part. */
  readonly city?: string;
  /** Share of the control customers of the city's first branch that were reported as treated. */
  readonly leak?: number;
}

export const CITIES: readonly City[] = places.cities;
export const PRODUCTS: readonly Product[] = catalogue.products;
export const CAMPAIGNS: readonly CampaignDefinition[] = catalogue.campaigns.map(({ channel, start, ...rest }) => ({
  ...rest,
  channelCode: codeOf('channel', channel),
  startDay: dayNumber(start),
}));
export const CITY_TOTALS = runningTotals(CITIES.map((city) => city.weight));

export interface Surname {
  readonly name: Bilingual;
  readonly weight: number;
}

export const SURNAMES: readonly Surname[] = names.surnames.map(([zh, en, weight]) => ({
  name: [String(zh), String(en)],
  weight: Number(weight),
}));

/** Given names of women and men by age: `older` above 58, `middle` above 33, `young`. `rare` needs GB18030's four-byte codes. */
export const GIVEN_NAMES: Readonly<Record<keyof typeof names.given, readonly Bilingual[]>> = names.given;

export interface Branch {
  readonly id: string;
  readonly city: number;
  readonly name: Bilingual;
}

export const BRANCHES: readonly Branch[] = CITIES.flatMap((city, index) =>
  places.branchNames.slice(0, city.branches).map((name) => ({ city: index, name: joined(city.name, name) })),
).map((branch, index) => ({ ...branch, id: `B${String(index + 1).padStart(4, '0')}` }));

/** The number of the first branch of each city. */
export const FIRST_BRANCH: readonly number[] = CITIES.map((_, city) => BRANCHES.findIndex((branch) => branch.city === city));

/** The branch whose customers wait for approvals in vain: the first one of the second city. */
export const STALLED_BRANCH = FIRST_BRANCH[1] ?? 0;

export const MANAGERS_PER_BRANCH = 6;

/** The position of a product in `PRODUCTS`. */
export function productIndex(id: string): number {
  return indexOf(PRODUCTS, (product) => product.id === id, id);
}

export function cityIndex(englishName: string): number {
  return indexOf(CITIES, (city) => city.name[1] === englishName, englishName);
}

/** The positions of the products of a kind that are sold without a campaign. */
export function productsOf(kind: string): readonly number[] {
  return PRODUCTS.flatMap((product, index) => (product.kind === kind && product.campaign !== true ? [index] : []));
}

/** The position of a value by its English text; the code that the generator works with. */
export function codeOf(list: ValueList, english: string): number {
  return indexOf(values[list], (value) => value[1] === english, english);
}

/** The texts of a value list in one language, by code. */
export function texts(list: ValueList, language: DemoLanguage): readonly string[] {
  return values[list].map((value) => inLanguage(value, language));
}

export function columnName(column: ColumnName, language: DemoLanguage): string {
  return inLanguage(columns[column], language);
}

export function inLanguage(text: Bilingual, language: DemoLanguage): string {
  return text[language === 'zh' ? 0 : 1] ?? '';
}

function joined(city: Bilingual, branch: Bilingual): Bilingual {
  return [`${city[0]}${branch[0]}`, `${city[1]} ${branch[1]}`];
}

function indexOf<T>(list: readonly T[], matches: (item: T) => boolean, what: string): number {
  const index = list.findIndex(matches);
  if (index < 0) throw new Error(`the demo bank has no ${what}`);
  return index;
}
