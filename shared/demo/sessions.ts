import type { Customers } from './customers';
import { productsOf, STALLED_BRANCH } from './definition';
import { type Dice, runningTotals } from './dice';
import { drawMoment, LAST_SECOND } from './eventCalendar';
import { CHANNEL, EVENT, type EventLog, NO_PRODUCT } from './eventLog';

const FUNDS = productsOf('fund');
const WEALTH = productsOf('wealth');
const DEPOSITS = productsOf('deposit').slice(1);
const OTHERS = [...productsOf('insurance'), ...productsOf('gold'), ...productsOf('card'), ...productsOf('loan')];

/** Chances of going on to the next step of a purchase, for holders of funds and for others. */
const APPLIES = { holder: 0.34, other: 0.2 };
const APPROVED = 0.8;
const APPROVED_WHERE_STALLED = 0.25;
const PURCHASES = 0.7;

type Visit = (writer: SessionWriter, row: number) => void;
const APP_VISITS: readonly { readonly weight: number; readonly visit: Visit }[] = [
  { weight: 30, visit: (writer, row) => writer.app(row, EVENT.viewBalance) },
  { weight: 24, visit: (writer, row) => writer.app(row, EVENT.transfer, writer.money(6.6, 1.3)) },
  { weight: 12, visit: (writer, row) => writer.app(row, EVENT.payBill, writer.money(4.8, 0.7)) },
  { weight: 30, visit: (writer, row) => writer.browse(row) },
  { weight: 4, visit: (writer, row) => writer.sellFund(row) },
];
const BRANCH_VISITS: typeof APP_VISITS = [
  { weight: 28, visit: (writer, row) => writer.branch(row, EVENT.deposit, writer.money(8.6, 1)) },
  { weight: 34, visit: (writer, row) => writer.branch(row, EVENT.withdraw, writer.money(7.9, 0.9)) },
  { weight: 14, visit: (writer, row) => writer.branch(row, EVENT.transfer, writer.money(9, 1.2)) },
  { weight: 12, visit: (writer, row) => writer.buyInBranch(row) },
  { weight: 12, visit: (writer, row) => writer.branch(row, EVENT.viewBalance) },
];
const APP_TOTALS = runningTotals(APP_VISITS.map(({ weight }) => weight));
const BRANCH_TOTALS = runningTotals(BRANCH_VISITS.map(({ weight }) => weight));

/** Writes what customers do of their own accord, one visit after another, until each has as many events as planned. */
export class SessionWriter {
  #left = 0;
  #time = 0;

  constructor(
    readonly customers: Customers,
    readonly log: EventLog,
    readonly dice: Dice,
  ) {}

  /** Writes exactly `events` events of a customer. */
  write(row: number, events: number): void {
    this.#left = events;
    const usesApp = this.customers.appUser[row] === 1;
    const hasCard = !Number.isNaN(this.customers.creditLimit[row] ?? Number.NaN);
    const hasLoan = (this.customers.loan[row] ?? 0) > 0;
    const appUntil = usesApp ? 0.66 : 0;
    const cardUntil = appUntil + (hasCard ? (usesApp ? 0.22 : 0.3) : 0);
    const loanUntil = cardUntil + (hasLoan ? 0.04 : 0);
    while (this.#left > 0) {
      const kind = this.dice.unit();
      if (kind < appUntil) this.#visitApp(row);
      else if (kind < cardUntil) this.#alone(row, EVENT.cardPayment, CHANNEL.pos, this.money(4.6, 1));
      else if (kind < loanUntil) this.#alone(row, EVENT.repayLoan, CHANNEL.mobile, this.money(8.2, 0.5));
      else if (kind < 0.97) this.#visitBranch(row);
      else this.#alone(row, EVENT.contactService, CHANNEL.phone);
    }
  }

  app(row: number, event: number, amount?: number): void {
    this.#add(row, 20 + this.dice.below(120), event, CHANNEL.mobile, NO_PRODUCT, amount);
  }

  branch(row: number, event: number, amount?: number): void {
    this.#add(row, 300 + this.dice.below(1800), event, CHANNEL.branch, NO_PRODUCT, amount);
  }

  /** Looks at one to three products and perhaps buys the last. */
  browse(row: number): void {
    const looks = 1 + this.dice.below(3);
    let product = NO_PRODUCT;
    for (let look = 0; look < looks; look++) {
      product = this.#taste(row);
      this.#add(row, 15 + this.dice.below(180), EVENT.viewProduct, CHANNEL.mobile, product);
    }
    const applies = (this.customers.fund[row] ?? 0) > 0 ? APPLIES.holder : APPLIES.other;
    if (this.dice.chance(applies)) this.#buy(row, product, CHANNEL.mobile, 172_800);
  }

  buyInBranch(row: number): void {
    this.#add(row, 600, EVENT.viewProduct, CHANNEL.branch, this.#taste(row));
    this.#buy(row, this.#taste(row), CHANNEL.branch, 3600);
  }

  sellFund(row: number): void {
    if ((this.customers.fund[row] ?? 0) === 0) return;
    this.#add(row, 60, EVENT.redeem, CHANNEL.mobile, FUNDS[this.dice.below(FUNDS.length)], this.money(8.2, 0.9));
  }

  /** An amount in yuan around e^centre. */
  money(centre: number, spread: number): number {
    return Math.round(Math.exp(centre + spread * this.dice.normal()) * 100) / 100;
  }

  #visitApp(row: number): void {
    this.#start(row, 'app');
    this.#add(row, 0, EVENT.login, CHANNEL.mobile);
    APP_VISITS[this.dice.pick(APP_TOTALS)]?.visit(this, row);
  }

  #visitBranch(row: number): void {
    this.#start(row, 'branch');
    this.#add(row, 0, EVENT.visitBranch, CHANNEL.branch);
    BRANCH_VISITS[this.dice.pick(BRANCH_TOTALS)]?.visit(this, row);
  }

  #alone(row: number, event: number, channel: number, amount?: number): void {
    this.#start(row, 'app');
    this.#add(row, 0, event, channel, NO_PRODUCT, amount);
  }

  #start(row: number, place: 'app' | 'branch'): void {
    this.#time = drawMoment(place, this.customers.openDay[row] ?? 0, this.dice);
  }

  #buy(row: number, product: number, channel: number, approvalSeconds: number): void {
    this.#add(row, 60 + this.dice.below(600), EVENT.apply, channel, product);
    const stalls = this.customers.branch[row] === STALLED_BRANCH;
    if (!this.dice.chance(stalls ? APPROVED_WHERE_STALLED : APPROVED)) return;
    this.#add(row, 60 + Math.floor(approvalSeconds * this.dice.unit() * this.dice.unit()), EVENT.approve, channel, product);
    if (!this.dice.chance(PURCHASES)) return;
    this.#add(row, 120 + Math.floor(this.dice.wait() * 43_200), EVENT.purchase, channel, product, this.money(8.9, 1));
  }

  /** Holders look at what they hold; others look around. */
  #taste(row: number): number {
    const { fund, wealth } = this.customers;
    const roll = this.dice.unit();
    const list =
      (fund[row] ?? 0) > 0 && roll < 0.6 ? FUNDS : (wealth[row] ?? 0) > 0 && roll < 0.75 ? WEALTH : this.#anyList(roll);
    return list[this.dice.below(list.length)] ?? NO_PRODUCT;
  }

  #anyList(roll: number): readonly number[] {
    if (roll < 0.3) return FUNDS;
    if (roll < 0.55) return WEALTH;
    return roll < 0.75 ? DEPOSITS : OTHERS;
  }

  /** Adds an event some seconds after the one before, unless the customer has enough or time is over. */
  #add(row: number, after: number, event: number, channel: number, product?: number, amount?: number): void {
    const time = this.#time + after;
    if (this.#left === 0 || time > LAST_SECOND) return;
    this.#time = time;
    this.#left--;
    this.log.add(row, time, event, channel, product, amount);
  }
}
