import type { CampaignRun } from './campaigns';
import type { Customers } from './customers';
import { CAMPAIGNS, FIRST_EVENT_DAY, productIndex } from './definition';
import { Dice } from './dice';
import { CHANNEL, EVENT, EventLog } from './eventLog';
import { SessionWriter } from './sessions';

const SECONDS_PER_DAY = 86_400;
/** A conversion is seen as view, application, approval and purchase. */
const EVENTS_PER_CONVERSION = 4;

/**
 * Makes `events` events (at least those of the campaigns), in order of customers, and sets `lastLogin`. Few customers do
 * most: activity is lognormal, higher for those who use the app.
 */
export async function makeEvents(
  customers: Customers,
  campaigns: CampaignRun,
  events: number,
  breathe: (row: number) => Promise<void>,
): Promise<EventLog> {
  const planned = campaigns.conversions.length * EVENTS_PER_CONVERSION;
  const log = new EventLog(Math.max(events, planned));
  writeConversions(customers, campaigns, log);
  await writeVisits(customers, log, Math.max(0, events - planned), breathe);
  noteLogins(customers, log);
  return log;
}

function writeConversions(customers: Customers, campaigns: CampaignRun, log: EventLog): void {
  const products = CAMPAIGNS.map((campaign) => productIndex(campaign.product));
  for (const { campaign, customer, time, amount } of campaigns.conversions) {
    const channel = customers.appUser[customer] === 1 ? CHANNEL.mobile : CHANNEL.branch;
    const product = products[campaign];
    log.add(customer, time - 480, EVENT.viewProduct, channel, product);
    log.add(customer, time - 300, EVENT.apply, channel, product);
    log.add(customer, time - 120, EVENT.approve, channel, product);
    log.add(customer, time, EVENT.purchase, channel, product, amount);
  }
}

async function writeVisits(
  customers: Customers,
  log: EventLog,
  events: number,
  breathe: (row: number) => Promise<void>,
): Promise<void> {
  const activity = drawActivity(customers);
  const total = activity.reduce((sum, value) => sum + value, 0);
  const writer = new SessionWriter(customers, log, new Dice(customers.seed, 'events'));
  let running = 0;
  let written = 0;
  for (let row = 0; row < customers.count; row++) {
    running += activity[row] ?? 0;
    const due = row === customers.count - 1 ? events : Math.floor((running / total) * events);
    writer.write(row, due - written);
    written = due;
    if (row % 4000 === 0) await breathe(row);
  }
}

function drawActivity(customers: Customers): Float64Array {
  const dice = new Dice(customers.seed, 'activity');
  return Float64Array.from({ length: customers.count }, (_, row) => {
    const app = customers.appUser[row] === 1 ? 1 : 0.25;
    const bound = 1.3 - (customers.churn[row] || 0);
    return app * bound * Math.exp(0.95 * dice.normal());
  });
}

/** The last login is the one among the events; some customers logged in before the events begin. */
function noteLogins(customers: Customers, log: EventLog): void {
  for (let row = 0; row < log.count; row++) {
    if (log.event[row] !== EVENT.login) continue;
    const customer = log.customer[row] ?? 0;
    const day = Math.floor((log.time[row] ?? 0) / SECONDS_PER_DAY);
    if (day > (customers.lastLogin[customer] ?? -1)) customers.lastLogin[customer] = day;
  }
  const dice = new Dice(customers.seed, 'logins');
  for (let row = 0; row < customers.count; row++) {
    const earlier = FIRST_EVENT_DAY - 1 - dice.below(400);
    const had = dice.chance(0.35) && earlier >= (customers.openDay[row] ?? 0);
    if (customers.lastLogin[row] === -1 && had) customers.lastLogin[row] = earlier;
  }
}
