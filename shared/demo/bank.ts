import type { BalanceRows } from './balances';
import type { CampaignRun } from './campaigns';
import type { Customers } from './customers';
import type { DemoLanguage } from './definition';
import type { EventLog } from './eventLog';
import type { Holding } from './holdings';

/** All that the demo bank knows, before it is written down in a language. */
export interface Bank {
  readonly language: DemoLanguage;
  readonly customers: Customers;
  readonly campaigns: CampaignRun;
  readonly events: EventLog;
  readonly holdings: readonly Holding[];
  readonly balances: BalanceRows;
}
