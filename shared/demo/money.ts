import { aum, type Customers } from './customers';
import { AS_OF_DAY, MANAGERS_PER_BRANCH } from './definition';
import { type Dice, runningTotals, sigmoid } from './dice';
import type { Person } from './people';

/** Least managed assets, in yuan, of the customer tiers after the first. */
const TIER_FLOORS = [50_000, 300_000, 1_000_000, 6_000_000];
const INCOME_EDGES = [-1.1, 0.1, 1.1, 2.1];
/** Channel codes 0-4: mobile app, branch, web, WeChat, phone. */
const CHANNEL_TOTALS = {
  youngApp: runningTotals([87, 1, 2, 9, 1]),
  app: runningTotals([68, 7, 9, 14, 2]),
  noApp: runningTotals([4, 58, 11, 10, 17]),
};
const YOUNG_BELOW = 35;
const MANAGED_FROM = 50_000;
/** Nobody holds an account before 2016-01-01 or this age. */
const FIRST_DAY = 16_801;
const FIRST_AGE = 16;
const DAYS_PER_YEAR = 365.25;

/** Draws what a customer owns and owes, and what follows from it: tier, manager, risk level, channel, churn score. */
export function drawMoney(customers: Customers, row: number, person: Person, dice: Dice): void {
  const { standing, age } = person;
  customers.openDay[row] = drawOpenDay(age, dice);
  customers.deposit[row] = yuan(Math.exp(9.2 + 1.35 * standing + 0.016 * (age - 40) + 1.4 * dice.normal()));
  const holdsFund = drawInvestments(customers, row, person, dice);
  drawLoans(customers, row, person, dice);
  customers.incomeBand[row] = above(INCOME_EDGES, standing + 0.3 * dice.normal());
  const managed = aum(customers, row);
  customers.vipTier[row] = above(TIER_FLOORS, managed);
  if (managed >= MANAGED_FROM)
    customers.manager[row] = (customers.branch[row] ?? 0) * MANAGERS_PER_BRANCH + dice.below(MANAGERS_PER_BRANCH);
  const appetite = 1.9 - 0.045 * (age - 40) + (holdsFund ? 0.9 : 0) + 0.8 * dice.normal();
  customers.risk[row] = Math.min(4, Math.max(0, Math.round(appetite)));
  customers.channel[row] = dice.pick(channelTotals(person));
  // Who holds more stays: a fund binds most, a loan least, since it ends.
  const bound = (holdsFund ? 0.7 : 0) + ((customers.wealth[row] ?? 0) > 0 ? 0.5 : 0) + ((customers.loan[row] ?? 0) > 0 ? 0.2 : 0);
  const leaning = -1.4 + (person.usesApp ? 0 : 1.5) - 0.15 * standing - bound + 0.9 * dice.normal();
  customers.churn[row] = Math.round(sigmoid(leaning) * 10_000) / 10_000;
}

function channelTotals({ usesApp, age }: Person): Float64Array {
  if (!usesApp) return CHANNEL_TOTALS.noApp;
  return age < YOUNG_BELOW ? CHANNEL_TOTALS.youngApp : CHANNEL_TOTALS.app;
}

function drawOpenDay(age: number, dice: Dice): number {
  const earliest = Math.max(FIRST_DAY, Math.floor(AS_OF_DAY - (age - FIRST_AGE) * DAYS_PER_YEAR));
  return AS_OF_DAY - Math.floor(dice.unit() * (AS_OF_DAY - earliest));
}

function drawInvestments(customers: Customers, row: number, person: Person, dice: Dice): boolean {
  const { age, education, standing, usesApp } = person;
  const pull = -1.7 + 0.45 * (education - 2) + (usesApp ? 1 : 0) - 0.17 * (age - 33) + 0.45 * standing;
  const holdsFund = dice.chance(sigmoid(pull));
  if (holdsFund) customers.fund[row] = yuan(Math.exp(8.8 + 1.2 * standing + 0.9 * dice.normal()));
  if (dice.chance(sigmoid(-1.6 + 0.4 * standing + 0.01 * (age - 45)))) {
    customers.wealth[row] = Math.round(Math.exp(10 + 0.3 * standing + 0.8 * dice.normal()) / 10_000) * 10_000;
  }
  return holdsFund;
}

function drawLoans(customers: Customers, row: number, person: Person, dice: Dice): void {
  const { age, standing, married, ownsBusiness, usesApp } = person;
  const familyHome = married && age >= 28 && age <= 48;
  if (age < 68 && dice.chance(sigmoid(-2.4 + (familyHome ? 1.4 : 0) + (ownsBusiness ? 1.7 : 0) + 0.15 * standing))) {
    customers.loan[row] = yuan(Math.exp(12.3 + 0.45 * standing + 0.8 * dice.normal()));
  }
  if (dice.chance(sigmoid(-0.9 + (usesApp ? 0.8 : 0) + 0.3 * standing - (age > 65 ? 1.5 : 0)))) {
    const limit = Math.exp(9.8 + 0.2 * standing + 0.6 * dice.normal());
    customers.creditLimit[row] = Math.max(3000, Math.round(limit / 1000) * 1000);
  }
}

/** How many of the rising edges a value reaches. */
function above(edges: readonly number[], value: number): number {
  let count = 0;
  for (const edge of edges) if (value >= edge) count++;
  return count;
}

function yuan(amount: number): number {
  return Math.round(amount * 100) / 100;
}
