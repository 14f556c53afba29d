import { balanceRows } from './balances';
import type { Bank } from './bank';
import { runCampaigns } from './campaigns';
import type { DemoLanguage } from './definition';
import { makeHoldings } from './holdings';
import { makeCustomers } from './makeCustomers';
import { makeEvents } from './makeEvents';
import { makeNextMonth } from './nextMonth';

export interface BankSize {
  readonly customers: number;
  readonly events: number;
  readonly seed: number;
  readonly language: DemoLanguage;
}

/** Makes the bank in memory: the same size and seed make the same bank in either language. */
export async function makeBank(size: BankSize, breathe: (done: number) => Promise<void>): Promise<Bank> {
  const customers = await makeCustomers(size.customers, size.seed, (row) => breathe((0.2 * row) / size.customers));
  const campaigns = runCampaigns(customers, size.seed);
  const events = await makeEvents(customers, campaigns, size.events, (row) => breathe(0.2 + (0.8 * row) / size.customers));
  return {
    language: size.language,
    customers,
    campaigns,
    events,
    holdings: makeHoldings(customers),
    balances: balanceRows(customers),
    nextMonth: await makeNextMonth(customers),
  };
}
