import { z } from 'zod';
import { daySchema } from './event';
import type { EventCondition } from './rule';

const nameSchema = z.string().min(1).max(200);
export const MOST_MANAGERS = 10_000;

/** Who looks after a customer, tried in this order: the owner, then the least loaded of the branch, then the least loaded of all. */
export const WORK_ROUTES = ['owner', 'branch', 'anyone'] as const;
export type WorkRoute = (typeof WORK_ROUTES)[number];

const managerSchema = z.strictObject({
  name: nameSchema,
  branch: z.string().max(200).default(''),
  /** Orders at most. */
  capacity: z.number().int().min(0).max(1_000_000),
});
export type WorkManager = z.infer<typeof managerSchema>;

/** How the treated customers of a released campaign are handed to relationship managers. */
export const workPlanSchema = z.strictObject({
  campaign: nameSchema,
  /** Category tag: the manager by name. */
  owner: nameSchema.optional(),
  /** Category tag: the branch, by which files are cut too. */
  branch: nameSchema.optional(),
  /** Empty: all whom the owner tag names, each at the branch of most of their customers. */
  managers: z.array(managerSchema).max(MOST_MANAGERS).default([]),
  /** Of managers found in the owner tag. */
  capacity: z.number().int().min(0).max(1_000_000).default(200),
  routes: z
    .array(z.enum(WORK_ROUTES))
    .min(1)
    .max(WORK_ROUTES.length)
    .default([...WORK_ROUTES]),
  /** Number tag: the larger, the earlier a customer is handed out. */
  priority: nameSchema.optional(),
  /** Why this customer, with tags in double braces: `{{aum}}`. The script is that of the campaign's arm, written alike. */
  reason: z.string().max(2000).default(''),
  /** The last day in time. */
  due: daySchema,
});
export type WorkPlan = z.infer<typeof workPlanSchema>;

/** How a contact went. `converted` was reached, and took the offer. */
export const WORK_RESULTS = ['reached', 'notReached', 'refused', 'converted'] as const;
export type WorkResult = (typeof WORK_RESULTS)[number];
export type WorkState = 'open' | WorkResult;

export interface WorkOrder {
  /** `W`, a number, and its check digit: a mistyped one is no order. */
  readonly id: string;
  /** The customer's key. */
  readonly customer: string;
  readonly variant: string;
  /** Null where nobody had room. */
  readonly manager: string | null;
  readonly branch: string | null;
  readonly priority: number | null;
  readonly state: WorkState;
  /** ISO day of the contact. */
  readonly day: string | null;
  readonly amount: number | null;
  readonly reason: string;
  readonly script: string;
}

/** Orders of a manager, or of nobody (null). */
export interface ManagerProgress {
  readonly manager: string | null;
  readonly branch: string | null;
  /** Null of nobody. */
  readonly capacity: number | null;
  readonly orders: number;
  readonly results: Readonly<Record<WorkResult, number>>;
  /** Open after the day on which they were due. */
  readonly overdue: number;
  readonly amount: number;
}

export interface WorkListState {
  readonly plan: WorkPlan;
  /** ISO time. */
  readonly openedAt: string;
  readonly author: string;
  readonly orders: number;
  readonly unassigned: number;
  readonly open: number;
  readonly overdue: number;
}

/** A saved segment that asks for what balances did, such as a fall by 30 %, and who of it was not handed out yet. */
export interface WorkAlert {
  /** Its id. */
  readonly segment: string;
  readonly name: string;
  /** The events of balances that it asks for. */
  readonly events: readonly string[];
  readonly members: number;
  /** Members in no arm of a campaign for this segment whose customers were handed out. */
  readonly fresh: number;
  /** The last such campaign; null where there was none. */
  readonly last: { readonly campaign: string; readonly name: string; readonly openedAt: string } | null;
}

/** Orders that left as files, by branch, and those that did not since the contact policy withholds their customers now. */
export interface WrittenOrders {
  readonly branches: readonly { readonly branch: string; readonly orders: number }[];
  /** By rule of the policy, the first that finds a customer; those that find somebody. */
  readonly withheld: readonly { readonly label: string; readonly n: number }[];
}

/** What handing out would come to. */
export interface WorkPreview {
  readonly orders: number;
  readonly unassigned: number;
  readonly byRoute: Readonly<Record<WorkRoute, number>>;
  readonly managers: readonly (WorkManager & { readonly orders: number })[];
}

/** Columns of a table of results. */
export const resultColumnsSchema = z.strictObject({
  order: nameSchema,
  result: nameSchema,
  day: nameSchema,
  amount: nameSchema.optional(),
});
export type ResultColumns = z.infer<typeof resultColumnsSchema>;

/** Rows that were not taken, or with a caution: how many, and the first few by line. */
export interface ResultRows {
  readonly n: number;
  readonly examples: readonly { readonly line: number; readonly order: string; readonly found: string }[];
}

/** How a file of results met the orders. */
export interface ReceivedResults {
  readonly rows: number;
  /** Orders that have a result by this file. */
  readonly taken: number;
  /** Rows of orders that are not of this campaign, or of none. */
  readonly unmatched: ResultRows;
  /** Rows of orders that a later row of the file speaks of too: the last one counts. */
  readonly duplicates: ResultRows;
  /** Taken, but after the day on which they were due. */
  readonly late: ResultRows;
  /** Rows whose result, day or amount cannot be read. */
  readonly unreadable: ResultRows;
  /** Rows with nothing filled in: still open. */
  readonly empty: number;
}

/** The words of a result in a file, of any case. */
export const RESULT_WORDS: Readonly<Record<WorkResult, readonly string[]>> = {
  reached: ['reached', 'contacted', '已联系', '已接通', '已触达', '接通'],
  notReached: ['notreached', 'not reached', 'no answer', '未联系', '未接通', '未触达', '无人接听'],
  refused: ['refused', 'declined', '拒绝', '已拒绝', '不感兴趣'],
  converted: ['converted', 'bought', 'accepted', '已办理', '已购买', '已成交', '成交', '办理'],
};

/** The headers that a file of results is written with, in either language, and read by. */
export const RESULT_HEADERS: Readonly<Record<keyof ResultColumns, readonly [en: string, zh: string]>> = {
  order: ['order', '工单号'],
  result: ['result', '结果'],
  day: ['contacted on', '联系日期'],
  amount: ['amount', '金额'],
};

/** Where the results stand among the tables of the data. */
export const WORK_TABLE = 'work_results';
/** Its column of the days. */
export const WORK_DAY = 'day';
/** And of their campaigns. */
export const WORK_CAMPAIGN = 'campaign';
/** What the names of the events begin with. */
export const WORK_EVENT = 'work.';
/** The event that a result is. */
export function workEvent(result: WorkResult): string {
  return `${WORK_EVENT}${result}`;
}

/** Results of customers who were spoken to. */
export const REACHED_RESULTS: readonly WorkResult[] = ['reached', 'refused', 'converted'];

/** Customers whose contact in the campaign went so. */
export function workResultRule(campaign: string, result: WorkResult): EventCondition {
  const where = [{ prop: 'campaign', op: 'is' as const, values: [campaign] }];
  return { kind: 'event', event: workEvent(result), where, measure: 'count', op: 'gte', values: [1] };
}

const DIGITS = 7;

export function orderId(number: number): string {
  const digits = String(number).padStart(DIGITS, '0');
  return `W${digits}${checkDigit(digits)}`;
}

/** Luhn's. */
function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
