import type { Customers } from './customers';
import { AS_OF_DAY, productsOf } from './definition';
import { Dice } from './dice';

/** A product that a customer holds. */
export interface Holding {
  readonly customer: number;
  /** Position in `PRODUCTS`. */
  readonly product: number;
  /** Day since 1970. */
  readonly since: number;
  /** Yuan: the balance, the outstanding loan or the card's limit. */
  readonly amount: number;
}

const [CURRENT = 0, ...TERM] = productsOf('deposit');
const FUNDS = productsOf('fund');
const WEALTH = productsOf('wealth');
const LOANS = productsOf('loan');
const [STANDARD_CARD = 0, PLATINUM_CARD = 0] = productsOf('card');
const PLATINUM_LIMIT = 50_000;

/** What each customer holds; the amounts of a kind add up to the balance of the customers file. */
export function makeHoldings(customers: Customers): Holding[] {
  const dice = new Dice(customers.seed, 'holdings');
  const holdings: Holding[] = [];
  for (let row = 0; row < customers.count; row++) {
    const open = customers.openDay[row] ?? 0;
    const hold = (product: number, amount: number, since = open + dice.below(AS_OF_DAY - open + 1)) => {
      holdings.push({ customer: row, product, since, amount });
    };
    splitDeposit(customers.deposit[row] ?? 0, open, dice, hold);
    split(customers.fund[row] ?? 0, FUNDS, dice, hold);
    split(customers.wealth[row] ?? 0, WEALTH, dice, hold);
    const loan = customers.loan[row] ?? 0;
    if (loan > 0) hold(LOANS[dice.below(LOANS.length)] ?? 0, loan);
    const limit = customers.creditLimit[row] ?? Number.NaN;
    if (!Number.isNaN(limit)) hold(limit >= PLATINUM_LIMIT ? PLATINUM_CARD : STANDARD_CARD, limit);
  }
  return holdings;
}

type Hold = (product: number, amount: number, since?: number) => void;

/** Everybody has a current account; larger savings lie in term deposits. */
function splitDeposit(deposit: number, open: number, dice: Dice, hold: Hold): void {
  const term = deposit > 20_000 && dice.chance(0.5) ? Math.floor(deposit * 0.0007) * 1000 : 0;
  hold(CURRENT, yuan(deposit - term), open);
  if (term > 0) hold(TERM[dice.below(TERM.length)] ?? 0, term);
}

/** One product, or two different ones. */
function split(amount: number, products: readonly number[], dice: Dice, hold: Hold): void {
  if (amount === 0) return;
  const first = dice.below(products.length);
  const part = dice.chance(0.3) ? yuan(amount * (0.3 + 0.4 * dice.unit())) : amount;
  hold(products[first] ?? 0, part);
  if (part < amount) hold(products[(first + 1) % products.length] ?? 0, yuan(amount - part));
}

function yuan(amount: number): number {
  return Math.round(amount * 100) / 100;
}
