/**
 * The customers as columns by row number. Codes count from 0 in the order of resources/demo/values.json and are -1 for
 * unknown; days count from 1970-01-01; money is in yuan, NaN for unknown.
 */
export interface Customers {
  readonly count: number;
  readonly seed: number;
  readonly gender: Int8Array;
  readonly age: Uint8Array;
  readonly ageBand: Int8Array;
  readonly birthDay: Int32Array;
  readonly city: Uint8Array;
  readonly branch: Uint16Array;
  /** The manager's number from 0, or -1. */
  readonly manager: Int32Array;
  readonly occupation: Int8Array;
  readonly education: Int8Array;
  readonly marital: Int8Array;
  readonly incomeBand: Int8Array;
  readonly openDay: Int32Array;
  readonly channel: Int8Array;
  readonly risk: Int8Array;
  readonly consent: Uint8Array;
  readonly staff: Uint8Array;
  readonly vipTier: Int8Array;
  readonly deposit: Float64Array;
  readonly fund: Float64Array;
  readonly wealth: Float64Array;
  readonly loan: Float64Array;
  readonly creditLimit: Float64Array;
  readonly appUser: Uint8Array;
  readonly churn: Float64Array;
  readonly zodiac: Int8Array;
  readonly surveyGroup: Uint8Array;
  /** Filled in when the events are known; -1 for never. */
  readonly lastLogin: Int32Array;
}

export function emptyCustomers(count: number, seed: number): Customers {
  const codes = () => new Int8Array(count);
  const flags = () => new Uint8Array(count);
  const money = () => new Float64Array(count);
  return {
    count,
    seed,
    gender: codes(),
    age: flags(),
    ageBand: codes(),
    birthDay: new Int32Array(count),
    city: flags(),
    branch: new Uint16Array(count),
    manager: new Int32Array(count).fill(-1),
    occupation: codes(),
    education: codes(),
    marital: codes(),
    incomeBand: codes(),
    openDay: new Int32Array(count),
    channel: codes(),
    risk: codes(),
    consent: flags(),
    staff: flags(),
    vipTier: codes(),
    deposit: money(),
    fund: money(),
    wealth: money(),
    loan: money(),
    creditLimit: money().fill(Number.NaN),
    appUser: flags(),
    churn: money(),
    zodiac: codes(),
    surveyGroup: flags(),
    lastLogin: new Int32Array(count).fill(-1),
  };
}

/** Total of what the bank manages for the customer, in whole cents as it is written, so that a rule finds the same members. */
export function aum(customers: Customers, row: number): number {
  const total = (customers.deposit[row] ?? 0) + (customers.fund[row] ?? 0) + (customers.wealth[row] ?? 0);
  return Math.round(total * 100) / 100;
}

/** Customer numbers have gaps and leading zeros, as the core system of a bank makes them. */
export function customerId(row: number): string {
  return String(row * 7 + 13).padStart(10, '0');
}
