import type { Customers } from './customers';
import { BRANCHES, CITIES, CITY_TOTALS, codeOf, FIRST_BRANCH } from './definition';
import { type Dice, runningTotals, sigmoid } from './dice';

/** What is true of a customer whether the bank knows it or not; other facts follow from it. */
export interface Person {
  readonly age: number;
  /** Code of `education`, 0 (lowest) to 4. */
  readonly education: number;
  /** Standing: about standard normal, higher is richer. */
  readonly standing: number;
  readonly married: boolean;
  /** Trades on own account or owns a company. */
  readonly ownsBusiness: boolean;
  readonly usesApp: boolean;
}

const AGE_GROUPS = [
  { from: 18, to: 24, weight: 10 },
  { from: 25, to: 34, weight: 24 },
  { from: 35, to: 44, weight: 24 },
  { from: 45, to: 54, weight: 19 },
  { from: 55, to: 64, weight: 14 },
  { from: 65, to: 84, weight: 9 },
] as const;
const AGE_TOTALS = runningTotals(AGE_GROUPS.map((group) => group.weight));

const EDUCATION_TOTALS = {
  young: runningTotals([6, 17, 27, 42, 8]),
  middle: runningTotals([18, 27, 26, 25, 4]),
  older: runningTotals([40, 33, 16, 10, 1]),
};

/** Weights of the occupations in the order of values.json, for people of working age. */
const OCCUPATION_TOTALS = {
  degree: runningTotals([0, 17, 10, 8, 16, 9, 8, 4, 4, 12, 10, 0, 1]),
  college: runningTotals([0, 4, 4, 20, 6, 2, 4, 20, 10, 19, 10, 0, 1]),
  school: runningTotals([0, 1, 0, 31, 4, 0, 1, 10, 3, 32, 10, 0, 9]),
};
const COLLEGE = codeOf('education', 'College');
const STUDENT = codeOf('occupation', 'Student');
const RETIRED = codeOf('occupation', 'Retired');
const TRADER = codeOf('occupation', 'Self-employed trader');
const OWNER = codeOf('occupation', 'Business owner');
const SINGLE = codeOf('marital', 'Single');
const MARRIED = codeOf('marital', 'Married');
const DIVORCED = codeOf('marital', 'Divorced');
const WIDOWED = codeOf('marital', 'Widowed');

const TIER_EFFECT = [0, 0.45, 0.15, -0.1, -0.35];
const AGE_EFFECT = [-0.75, -0.2, 0.15, 0.35, 0.3, 0.1];
const MAIN_BRANCH_SHARE = 0.25;

/** Draws who a customer is: age, place, education, work, family and whether the mobile bank is used. */
export function drawPerson(customers: Customers, row: number, dice: Dice): Person {
  const band = dice.pick(AGE_TOTALS);
  const age = ageIn(band, dice);
  customers.age[row] = age;
  customers.ageBand[row] = band;
  const tier = TIER_EFFECT[drawPlace(customers, row, dice)] ?? 0;
  const education = drawEducation(age, tier, dice);
  customers.education[row] = education;
  const occupation = drawOccupation(age, education, dice);
  customers.occupation[row] = occupation;
  const marital = drawMarital(age, dice);
  customers.marital[row] = marital;
  const ownsBusiness = occupation === TRADER || occupation === OWNER;
  const business = occupation === OWNER ? 1 : occupation === TRADER ? 0.35 : 0;
  const standing = 0.75 * dice.normal() + 0.22 * (education - 2) + tier + (AGE_EFFECT[band] ?? 0) + business;
  const usesApp = dice.chance(sigmoid(2.9 - 0.12 * (age - 35) + 0.3 * tier + 0.05 * (education - 2)));
  customers.appUser[row] = usesApp ? 1 : 0;
  customers.consent[row] = dice.chance(0.88) ? 1 : 0;
  customers.staff[row] = age < 60 && dice.chance(0.004) ? 1 : 0;
  return { age, education, standing, married: marital === MARRIED, ownsBusiness, usesApp };
}

function ageIn(band: number, dice: Dice): number {
  const group = AGE_GROUPS[band] ?? AGE_GROUPS[0];
  const years = group.to - group.from + 1;
  // The oldest group thins out with age.
  const position = group.from >= 65 ? dice.unit() * dice.unit() : dice.unit();
  return group.from + Math.floor(position * years);
}

/** Draws city and branch, and answers the city's tier. */
function drawPlace(customers: Customers, row: number, dice: Dice): number {
  const city = dice.pick(CITY_TOTALS);
  const first = FIRST_BRANCH[city] ?? 0;
  const { branches, tier } = CITIES[city] ?? { branches: 1, tier: 4 };
  const branch = branches === 1 || dice.chance(MAIN_BRANCH_SHARE) ? first : first + 1 + dice.below(branches - 1);
  customers.city[row] = city;
  customers.branch[row] = Math.min(branch, BRANCHES.length - 1);
  return tier;
}

function drawEducation(age: number, tier: number, dice: Dice): number {
  const totals = age < 45 ? EDUCATION_TOTALS.young : age < 55 ? EDUCATION_TOTALS.middle : EDUCATION_TOTALS.older;
  const drawn = dice.pick(totals);
  const moved = dice.chance(Math.abs(tier) * 0.3) ? drawn + Math.sign(tier) : drawn;
  return Math.min(4, Math.max(0, moved));
}

function drawOccupation(age: number, education: number, dice: Dice): number {
  if (age <= 23 && dice.chance(age <= 21 ? 0.75 : 0.4)) return STUDENT;
  if (age >= 50 && dice.chance(sigmoid((age - 59) * 0.8))) return RETIRED;
  return dice.pick(OCCUPATION_TOTALS[education > COLLEGE ? 'degree' : education === COLLEGE ? 'college' : 'school']);
}

function drawMarital(age: number, dice: Dice): number {
  if (dice.chance(sigmoid((27.5 - age) * 0.35))) return SINGLE;
  if (age > 60 && dice.chance((age - 60) * 0.012)) return WIDOWED;
  return dice.chance(age < 30 ? 0.04 : 0.1) ? DIVORCED : MARRIED;
}
