import { keyText } from './audiencesSql';
import { identifier, literal } from './quote';

/** How the customers are numbered and named; `key` null where they have no key column. */
export interface CustomersBy {
  readonly rowColumn: string;
  readonly key: string | null;
}

/** A text that is drawn for each customer, the same wherever it is taken; `$1` says what for and with which seed. */
function draw({ rowColumn, key }: CustomersBy): string {
  return `md5(concat($1, ':', ${keyText(rowColumn, key)}))`;
}

function rowOf({ rowColumn }: CustomersBy): string {
  return `CAST(customers.${identifier(rowColumn)} AS UINTEGER) AS row`;
}

/** The rows of the customers whose draw is below the hexadecimal digits `$2`. */
export function drawnBelowSql(by: CustomersBy): string {
  return `SELECT ${rowOf(by)} FROM tags.customers AS customers WHERE ${draw(by)} < $2`;
}

/** The rows of all customers in the order drawn. */
export function drawnOrderSql(by: CustomersBy): string {
  return `SELECT ${rowOf(by)} FROM tags.customers AS customers ORDER BY ${draw(by)}`;
}

export interface ContactsAsked {
  /** Days; `before` is not in. */
  readonly from: string;
  readonly before: string;
  /** The variant that is no contact. */
  readonly control: string;
  /** Whose own exposures are none either. */
  readonly campaign: string;
  /** Absent: any. */
  readonly channel: string | undefined;
  /** Audiences whose members had a contact each. */
  readonly audiences: readonly string[];
  /** False where no exposures are mapped. */
  readonly hasExposures: boolean;
}

/** The rows of the customers with at least `n` contacts. */
export function cappedRowsSql(by: CustomersBy, n: number, asked: ContactsAsked): string {
  const contacts = [...(asked.hasExposures ? [exposedRowsSql(asked)] : []), memberRowsSql(by, asked.audiences)];
  return `SELECT CAST(row AS UINTEGER) AS row FROM (${contacts.join(' UNION ALL ')}) GROUP BY row HAVING count(*) >= ${n}`;
}

function exposedRowsSql({ from, before, control, campaign, channel }: ContactsAsked): string {
  const own = channel === undefined ? '' : ` AND channel = ${literal(channel)}`;
  return `SELECT row FROM tags.exposures WHERE ${between(from, before)} AND variant <> ${literal(control)} AND campaign <> ${literal(campaign)}${own}`;
}

/** The row of a customer once for each of the audiences that hold the customer. */
export function memberRowsSql(by: CustomersBy, audiences: readonly string[]): string {
  const chosen = audiences.length === 0 ? 'FALSE' : `held.audience IN (${audiences.map((id) => literal(id)).join(', ')})`;
  return `SELECT ${rowOf(by)} FROM meta.audience_customers AS held
    JOIN tags.customers AS customers ON ${keyText(by.rowColumn, by.key)} = held.key WHERE held.member AND ${chosen}`;
}

/** `campaign, row`, once each: who was exposed to other campaigns than `campaign`, in whichever arm. */
export function exposedToOthersSql({ from, before, campaign }: Pick<ContactsAsked, 'from' | 'before' | 'campaign'>): string {
  return `SELECT DISTINCT campaign, CAST(row AS UINTEGER) AS row FROM tags.exposures
    WHERE ${between(from, before)} AND campaign <> ${literal(campaign)} ORDER BY campaign, row`;
}

function between(from: string, before: string): string {
  return `time >= CAST(${literal(from)} AS TIMESTAMP) AND time < CAST(${literal(before)} AS TIMESTAMP)`;
}
