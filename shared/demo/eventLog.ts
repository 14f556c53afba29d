import { codeOf } from './definition';

/** Codes of the event names in the order of values.json. */
export const EVENT = {
  login: codeOf('event', 'login'),
  viewBalance: codeOf('event', 'view_balance'),
  viewProduct: codeOf('event', 'view_product'),
  apply: codeOf('event', 'apply'),
  approve: codeOf('event', 'approve'),
  purchase: codeOf('event', 'purchase'),
  redeem: codeOf('event', 'redeem'),
  transfer: codeOf('event', 'transfer'),
  payBill: codeOf('event', 'pay_bill'),
  cardPayment: codeOf('event', 'card_payment'),
  visitBranch: codeOf('event', 'visit_branch'),
  deposit: codeOf('event', 'deposit'),
  withdraw: codeOf('event', 'withdraw'),
  repayLoan: codeOf('event', 'repay_loan'),
  contactService: codeOf('event', 'contact_service'),
} as const;

/** Codes of the channels in the order of values.json. */
export const CHANNEL = {
  mobile: codeOf('channel', 'Mobile app'),
  branch: codeOf('channel', 'Branch'),
  web: codeOf('channel', 'Web'),
  wechat: codeOf('channel', 'WeChat'),
  phone: codeOf('channel', 'Phone'),
  sms: codeOf('channel', 'SMS'),
  pos: codeOf('channel', 'POS'),
} as const;

export const NO_PRODUCT = 255;

/** Events in columns, in the order they were added. */
export class EventLog {
  readonly customer: Uint32Array;
  /** Seconds since 1970. */
  readonly time: Uint32Array;
  readonly event: Uint8Array;
  /** Position in `PRODUCTS`, or `NO_PRODUCT`. */
  readonly product: Uint8Array;
  readonly channel: Uint8Array;
  /** Yuan, NaN where the event has no amount. */
  readonly amount: Float64Array;
  count = 0;

  constructor(readonly capacity: number) {
    this.customer = new Uint32Array(capacity);
    this.time = new Uint32Array(capacity);
    this.event = new Uint8Array(capacity);
    this.product = new Uint8Array(capacity);
    this.channel = new Uint8Array(capacity);
    this.amount = new Float64Array(capacity);
  }

  add(customer: number, time: number, event: number, channel: number, product = NO_PRODUCT, amount = Number.NaN): void {
    const row = this.count++;
    this.customer[row] = customer;
    this.time[row] = time;
    this.event[row] = event;
    this.channel[row] = channel;
    this.product[row] = product;
    this.amount[row] = amount;
  }

  /** Row numbers in order of time; events of the same second stay in the order they were added. */
  inOrderOfTime(): Uint32Array {
    const first = this.time.subarray(0, this.count).reduce((least, time) => Math.min(least, time), 0xffffffff);
    const rows = Uint32Array.from({ length: this.count }, (_, row) => row);
    const byLow = sortedBy(rows, (row) => ((this.time[row] ?? 0) - first) & 0x1fff, 1 << 13);
    return sortedBy(byLow, (row) => ((this.time[row] ?? 0) - first) >>> 13, 1 << 13);
  }
}

/** Counting sort, stable; keys are 0 … buckets-1. */
function sortedBy(rows: Uint32Array, key: (row: number) => number, buckets: number): Uint32Array {
  const starts = new Uint32Array(buckets + 1);
  for (const row of rows) starts[key(row) + 1] = (starts[key(row) + 1] ?? 0) + 1;
  for (let bucket = 1; bucket <= buckets; bucket++) starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const place = starts[key(row)] ?? 0;
    sorted[place] = row;
    starts[key(row)] = place + 1;
  }
  return sorted;
}
