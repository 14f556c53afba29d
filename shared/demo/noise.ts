import type { Customers } from './customers';
import { AS_OF_DAY } from './definition';
import type { Dice } from './dice';
import { PLANNED_SEGMENTS } from './plannedSegments';

const SURVEY_GROUPS = 10;
const GENDERS = 2;

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

/**
 * Draws what has nothing to do with anything else: gender, star sign, survey group. Each combination of the planned
 * segments deals them from shuffled decks of its own, so that no seed makes one of them look like a finding by chance.
 */
export function drawNoise(customers: Customers, dice: Dice): void {
  const people = Array.from({ length: 1 << PLANNED_SEGMENTS.length }, () => new Deck(GENDERS * SURVEY_GROUPS, dice));
  const signs = people.map(() => [new Deck(SIGN_STARTS.length, dice), new Deck(SIGN_STARTS.length, dice)]);
  for (let row = 0; row < customers.count; row++) {
    const cell = cellOf(customers, row);
    const card = people[cell]?.deal() ?? 0;
    const group = Math.floor(card / GENDERS);
    customers.gender[row] = card % GENDERS;
    customers.surveyGroup[row] = group;
    const sign = signs[cell]?.[group % 2]?.deal() ?? 0;
    customers.zodiac[row] = sign;
    customers.birthDay[row] = birthDay(customers.age[row] ?? 0, sign, dice.below(SIGN_DAYS));
  }
}

/** Cards 0 … size-1 in random order, shuffled again when all are dealt. */
class Deck {
  readonly #cards: Uint8Array;
  readonly #dice: Dice;
  #dealt: number;

  constructor(size: number, dice: Dice) {
    this.#cards = Uint8Array.from({ length: size }, (_, card) => card);
    this.#dice = dice;
    this.#dealt = size;
  }

  deal(): number {
    if (this.#dealt === this.#cards.length) this.#dealt = 0;
    const taken = this.#dealt + this.#dice.below(this.#cards.length - this.#dealt);
    const card = this.#cards[taken] ?? 0;
    this.#cards[taken] = this.#cards[this.#dealt] ?? 0;
    this.#cards[this.#dealt++] = card;
    return card;
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
