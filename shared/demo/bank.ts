import type { BalanceRows } from './balances';
import type { CampaignRun } from './campaigns';
import type { Customers } from './customers';
import type { DemoLanguage } from './definition';
import type { EventLog } from './eventLog';
import type { Holding } from './holdings';

/** The customers a month later, as what was decided for each of them. */
export interface NextMonth {
  /** Rows of this month's customers that are left, in their order. */
  readonly left: Int32Array;
  /** By this month's row the columns that say something else, as bits in the order of `counts`. */
  readonly changes: Uint16Array;
  /** Customers for whom each planned change was decided, and for whom any was. */
  readonly counts: readonly number[];
  readonly changed: number;
  /** Customers that joined; their numbers follow this month's. */
  readonly joined: Customers;
}

/** All that the demo bank knows, before it is written down in a language. */
export interface Bank {
  readonly language: DemoLanguage;
  readonly customers: Customers;
  readonly campaigns: CampaignRun;
  readonly events: EventLog;
  readonly holdings: readonly Holding[];
  readonly balances: BalanceRows;
  readonly nextMonth: NextMonth;
}
