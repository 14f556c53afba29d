import type { Customers } from './customers';
import { AS_OF_DAY } from './definition';
import type { Dice } from './dice';
import { PLANNED_SEGMENTS } from './plannedSegments';

export const SURVEY_GROUPS = 10;
const SHARE_OF_MEN = 0.49;

/** First day of each star sign, month and day, in the order of values.json (Aries first). */
const SIGN_STARTS = [
  [3, 21],
  [4, 20],
  [5, 21],
  [6, 22],
  [7, 23],
  [8, 23],
  [9, 23],
  [10, 24],
  [11, 23],
  [12, 22],
  [1, 20],
  [2, 19],
] as const;
const SIGN_DAYS = 29;
const MILLISECONDS_PER_DAY = 86_400_000;

/** Steps of a sequence that fills the cube evenly: powers of the inverse of the root of x⁴ = x + 1. */
const STEPS = [0.8191725133961645, 0.6710436067037893, 0.5497004779019703] as const;

/**
 * Draws what has nothing to do with anything else: gender, star sign, survey group. The values are spread evenly over
 * every combination of the planned segments, so that no seed makes one of them look like a finding by chance.
 */
export function drawNoise(customers: Customers, dice: Dice): void {
  const positions = Array.from({ length: 1 << PLANNED_SEGMENTS.length }, () => STEPS.map(() => dice.unit()));
  for (let row = 0; row < customers.count; row++) {
    const position = positions[cellOf(customers, row)] ?? [];
    STEPS.forEach((step, axis) => {
      position[axis] = ((position[axis] ?? 0) + step) % 1;
    });
    const [first = 0, second = 0, third = 0] = position;
    customers.surveyGroup[row] = Math.floor(first * SURVEY_GROUPS);
    customers.gender[row] = second < SHARE_OF_MEN ? 0 : 1;
    const sign = Math.floor(third * SIGN_STARTS.length);
    customers.zodiac[row] = sign;
    customers.birthDay[row] = birthDay(customers.age[row] ?? 0, sign, dice.below(SIGN_DAYS));
  }
}

/** The planned segments a customer is in, as bits; the survey group is not known yet and counts as 0 for all. */
function cellOf(customers: Customers, row: number): number {
  let cell = 0;
  PLANNED_SEGMENTS.forEach(({ member }, bit) => {
    if (member(customers, row)) cell |= 1 << bit;
  });
  return cell;
}

/** The day in a star sign on which somebody of this age was born. */
function birthDay(age: number, sign: number, offset: number): number {
  const [month, day] = SIGN_STARTS[sign] ?? SIGN_STARTS[0];
  const lastYear = new Date(AS_OF_DAY * MILLISECONDS_PER_DAY).getUTCFullYear() - age;
  const youngest = AS_OF_DAY - yearsToDays(age);
  const candidate = Date.UTC(lastYear, month - 1, day + offset) / MILLISECONDS_PER_DAY;
  return candidate <= youngest ? candidate : Date.UTC(lastYear - 1, month - 1, day + offset) / MILLISECONDS_PER_DAY;
}

/** Days from the day `age` years before the last day up to the last day. */
function yearsToDays(age: number): number {
  const last = new Date(AS_OF_DAY * MILLISECONDS_PER_DAY);
  return AS_OF_DAY - Date.UTC(last.getUTCFullYear() - age, last.getUTCMonth(), last.getUTCDate()) / MILLISECONDS_PER_DAY;
}
