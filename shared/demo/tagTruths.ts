import type { Bank } from './bank';
import { aum, type Customers } from './customers';
import { AS_OF_DAY, texts } from './definition';
import { EVENT, type EventLog } from './eventLog';

/** Tag → value → customers, counted over the bank as it was made; customers of whom nothing is known are left out. */
export type TagTruths = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What the starter tags come to in this bank. */
export function tagTruths({ customers, events, language }: Pick<Bank, 'customers' | 'events' | 'language'>): TagTruths {
  const used = purchaseChannels(customers.count, events, texts('channel', language));
  const rows = Array.from({ length: customers.count }, (_, row) => row);
  const count = (of: (row: number) => string) => counted(rows.map(of));
  return {
    lifeCycleStage: count((row) => lifeCycleStage(customers, row)),
    activityLevel: count((row) => activityLevel(customers, row)),
    valueTier: count((row) => tier(aum(customers, row))),
    ageBand: count((row) => ageBand(customers.age[row] ?? 0)),
    productsHeld: count((row) => String(held(customers, row))),
    holdingBreadth: count((row) => ['none', 'one', 'several'][held(customers, row)] ?? ''),
    rfmCell: counted(rfmCells(customers.count, events)),
    mainChannel: counted(used.map(commonest)),
    channelBreadth: counted(used.map((channels) => (channels.size < 2 ? 'one' : 'several'))),
  };
}

function counted(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function lifeCycleStage({ openDay, lastLogin }: Customers, row: number): string {
  const since = AS_OF_DAY - (openDay[row] ?? 0);
  const quiet = lastLogin[row] === -1 ? Number.POSITIVE_INFINITY : AS_OF_DAY - (lastLogin[row] ?? 0);
  if (since < 90) return 'new';
  if (quiet >= 180) return 'lost';
  if (quiet >= 90) return 'declining';
  return since >= 730 ? 'mature' : 'growing';
}

function activityLevel({ lastLogin }: Customers, row: number): string {
  const last = lastLogin[row] ?? -1;
  if (last === -1) return 'never';
  if (AS_OF_DAY - last < 30) return 'active';
  return AS_OF_DAY - last < 90 ? 'quiet' : 'sleeping';
}

function tier(assets: number): string {
  if (assets >= 6_000_000) return 'private';
  if (assets >= 1_000_000) return 'wealthy';
  if (assets >= 300_000) return 'affluent';
  return assets >= 50_000 ? 'potential' : 'mass';
}

function ageBand(age: number): string {
  if (age < 25) return '0-24';
  if (age >= 65) return '65+';
  const from = Math.floor((age - 5) / 10) * 10 + 5;
  return `${from}-${from + 9}`;
}

function held({ fund, loan }: Customers, row: number): number {
  return Number((fund[row] ?? 0) > 0) + Number((loan[row] ?? 0) > 0);
}

const CHANNEL_DAYS = 180;

/** Of everybody who bought something lately, how often through which channel. */
function purchaseChannels(customers: number, events: EventLog, names: readonly string[]): Map<string, number>[] {
  const used = new Map<number, Map<string, number>>();
  for (let row = 0; row < events.count; row++) {
    const customer = events.customer[row] ?? 0;
    const day = Math.floor((events.time[row] ?? 0) / 86_400);
    if (events.event[row] !== EVENT.purchase || customer >= customers || AS_OF_DAY - day >= CHANNEL_DAYS) continue;
    const channel = names[events.channel[row] ?? 0] ?? '';
    const counts = used.get(customer) ?? new Map<string, number>();
    used.set(customer, counts.set(channel, (counts.get(channel) ?? 0) + 1));
  }
  return [...used.values()];
}

/** Of equally common ones the least by code point. */
function commonest(counts: ReadonlyMap<string, number>): string {
  const most = Math.max(...counts.values());
  return [...counts].flatMap(([name, n]) => (n === most ? [name] : [])).sort()[0] ?? '';
}

interface Buyer {
  last: number;
  readonly days: Set<number>;
  /** In cents, so that sums are exact. */
  cents: number;
}

/** The cell of every customer who bought something. */
function rfmCells(customers: number, events: EventLog): string[] {
  const buyers = new Map<number, Buyer>();
  for (let row = 0; row < events.count; row++) {
    const customer = events.customer[row] ?? 0;
    const day = Math.floor((events.time[row] ?? 0) / 86_400);
    if (events.event[row] !== EVENT.purchase || customer >= customers) continue;
    const buyer = buyers.get(customer) ?? { last: day, days: new Set<number>(), cents: 0 };
    buyer.last = Math.max(buyer.last, day);
    buyer.days.add(day);
    buyer.cents += Math.round((events.amount[row] || 0) * 100);
    buyers.set(customer, buyer);
  }
  const all = [...buyers.values()];
  const signs = [
    signsOf(all.map(({ last }) => last)),
    signsOf(all.map(({ days }) => days.size)),
    signsOf(all.map(({ cents }) => cents)),
  ];
  return all.map((_, index) => ['R', 'F', 'M'].map((letter, place) => `${letter}${signs[place]?.[index] ?? ''}`).join(''));
}

/** Whether the quintile of a value, by the average of the ranks of equal values, is above the mean quintile. */
function signsOf(values: readonly number[]): string[] {
  const sorted = [...values].sort((a, b) => a - b);
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  sorted.forEach((value, index) => {
    if (!first.has(value)) first.set(value, index + 1);
    last.set(value, index + 1);
  });
  const scores = values.map((value) => {
    const rank = ((first.get(value) ?? 0) + (last.get(value) ?? 0)) / 2;
    return Math.ceil((5 * (rank - 0.5)) / values.length);
  });
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return scores.map((score) => (score > mean ? '+' : '-'));
}
