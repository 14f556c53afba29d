import { WORK_EVENT, WORK_TABLE } from '../model/workList';
import { keyText } from './audiencesSql';
import { identifier, literal, qualified } from './quote';

export const CREATE_WORK_LISTS_SQL = `
  CREATE TABLE IF NOT EXISTS meta.work_lists (campaign VARCHAR NOT NULL, plan VARCHAR NOT NULL, opened_at VARCHAR NOT NULL, author VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS meta.work_orders (id VARCHAR NOT NULL, campaign VARCHAR NOT NULL, key VARCHAR NOT NULL, variant VARCHAR NOT NULL,
    manager VARCHAR, branch VARCHAR, priority DOUBLE);
  CREATE TABLE IF NOT EXISTS meta.work_transfers (seq BIGINT NOT NULL, order_id VARCHAR NOT NULL, manager VARCHAR NOT NULL, given_at VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS meta.work_results (seq BIGINT NOT NULL, order_id VARCHAR NOT NULL, result VARCHAR NOT NULL, day DATE NOT NULL,
    amount DOUBLE, source VARCHAR NOT NULL, row BIGINT NOT NULL);`;

export const LIST_WORK_SQL = 'SELECT plan, opened_at, author FROM meta.work_lists ORDER BY rowid DESC';
export const INSERT_WORK_SQL = 'INSERT INTO meta.work_lists VALUES ($1, $2, $3, $4)';
export const COUNT_ORDERS_SQL = 'SELECT count(*) AS n FROM meta.work_orders';

/** Of a customer to be handed out: which column of the customers says what. */
export interface WorkColumns {
  readonly rowColumn: string;
  readonly key: string | null;
  readonly owner: string | null;
  readonly branch: string | null;
  readonly priority: string | null;
}

/** An arm's variant and the audience that holds its customers. */
export interface WorkArm {
  readonly variant: string;
  readonly audience: string;
}

/** `key, row, variant, owner, branch, priority` of all customers of the arms, the largest priority first; `row` null of who is gone. */
export function customersToHandOutSql(arms: readonly WorkArm[], columns: WorkColumns): string {
  return `SELECT key, row, variant, owner, branch, priority FROM (${askedSql(arms, columns)}) ORDER BY priority DESC NULLS LAST, key`;
}

/** `name, branch`: whom the owner tag names, each with the branch of most of their customers. */
export function ownersSql(arms: readonly WorkArm[], columns: WorkColumns, limit: number): string {
  return `SELECT owner AS name, coalesce(arg_max(branch, (n, branch)), '') AS branch FROM (
      SELECT owner, branch, count(*) AS n FROM (${askedSql(arms, columns)}) WHERE owner IS NOT NULL GROUP BY ALL)
    GROUP BY owner ORDER BY owner LIMIT ${limit}`;
}

function askedSql(arms: readonly WorkArm[], { rowColumn, key, owner, branch, priority }: WorkColumns): string {
  const variants = arms.map(({ audience, variant }) => `(${literal(audience)}, ${literal(variant)})`).join(', ');
  const text = (column: string | null) =>
    column === null ? 'CAST(NULL AS VARCHAR)' : `CAST(customers.${identifier(column)} AS VARCHAR)`;
  const number = priority === null ? 'CAST(NULL AS DOUBLE)' : `CAST(customers.${identifier(priority)} AS DOUBLE)`;
  return `SELECT asked.key, CAST(customers.${identifier(rowColumn)} AS UINTEGER) AS row, arms.variant, ${text(owner)} AS owner, ${text(branch)} AS branch, ${number} AS priority
    FROM meta.audience_customers AS asked JOIN (VALUES ${variants}) AS arms(audience, variant) ON arms.audience = asked.audience
    LEFT JOIN tags.customers AS customers ON ${keyText(rowColumn, key)} = asked.key WHERE asked.member`;
}

/** Every order of a campaign as it stands: `id, key, variant, manager, branch, priority, state, day, amount, overdue`. */
function ordersSql(campaign: string, due: string, today: string): string {
  const late = today > due ? `r.result IS NULL` : 'FALSE';
  return `SELECT o.id, o.key, o.variant, coalesce(t.manager, o.manager) AS manager, o.branch, o.priority, coalesce(r.result, 'open') AS state,
      r.day, r.amount, ${late} AS overdue
    FROM meta.work_orders AS o LEFT JOIN ${lastOf('work_transfers', 'seq DESC')} AS t ON t.order_id = o.id
    LEFT JOIN ${lastOf('work_results', 'day DESC, seq DESC')} AS r ON r.order_id = o.id WHERE o.campaign = ${literal(campaign)}`;
}

/** Which orders of a campaign; `due` and `today` are ISO days. */
export interface WorkScope {
  readonly campaign: string;
  readonly due: string;
  readonly today: string;
  /** Null: those of nobody. */
  readonly manager?: string | null | undefined;
  readonly branch?: string | null | undefined;
  readonly state?: string | undefined;
  readonly overdue?: boolean | undefined;
}

function chosenSql({ campaign, due, today, manager, branch, state, overdue }: WorkScope): string {
  const is = (column: string, value: string | null | undefined) =>
    value === undefined ? [] : [value === null ? `${column} IS NULL` : `${column} = ${literal(value)}`];
  const conditions = [...is('manager', manager), ...is('branch', branch), ...is('state', state), ...(overdue ? ['overdue'] : [])];
  return `SELECT * FROM (${ordersSql(campaign, due, today)})${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}`;
}

export function countOrdersSql(scope: WorkScope): string {
  return `SELECT count(*) AS orders, count(*) FILTER (WHERE manager IS NULL) AS unassigned, count(*) FILTER (WHERE state = 'open') AS open,
    count(*) FILTER (WHERE overdue) AS overdue FROM (${chosenSql(scope)})`;
}

export function progressSql(scope: WorkScope, results: readonly string[]): string {
  const counts = results.map((result) => `count(*) FILTER (WHERE state = ${literal(result)}) AS ${identifier(result)}`);
  return `SELECT manager, count(*) AS orders, count(*) FILTER (WHERE overdue) AS overdue, coalesce(sum(amount), 0) AS amount, ${counts.join(', ')}
    FROM (${chosenSql(scope)}) GROUP BY manager ORDER BY manager NULLS FIRST`;
}

/** Orders with what some tags say of their customers now, in columns `tag0`, `tag1` …, in the order of their numbers. */
export function ordersPageSql(
  scope: WorkScope,
  tags: readonly string[],
  customers: Pick<WorkColumns, 'rowColumn' | 'key'>,
  page?: { readonly offset: number; readonly limit: number },
): string {
  const range = page ? ` LIMIT ${page.limit} OFFSET ${page.offset}` : '';
  const chosen = `SELECT * FROM (${chosenSql(scope)}) ORDER BY id${range}`;
  const said = tags.map((tag, at) => `, CAST(customers.${identifier(tag)} AS VARCHAR) AS tag${at}`).join('');
  return `SELECT chosen.*${said} FROM (${chosen}) AS chosen LEFT JOIN tags.customers AS customers
    ON ${keyText(customers.rowColumn, customers.key)} = chosen.key ORDER BY chosen.id`;
}

/** `id, row`: the chosen orders whose customers are still there. */
export function orderRowsSql(scope: WorkScope, { rowColumn, key }: Pick<WorkColumns, 'rowColumn' | 'key'>): string {
  return `SELECT chosen.id, CAST(customers.${identifier(rowColumn)} AS UINTEGER) AS row FROM (${chosenSql(scope)}) AS chosen
    JOIN tags.customers AS customers ON ${keyText(rowColumn, key)} = chosen.key ORDER BY chosen.id`;
}

/** `row, manager, branch`: to whom the customers of a campaign were handed out at first, whoever has their orders now. */
export function handedOutSql(campaign: string, { rowColumn, key }: Pick<WorkColumns, 'rowColumn' | 'key'>): string {
  return `SELECT CAST(customers.${identifier(rowColumn)} AS UINTEGER) AS row, o.manager, o.branch FROM meta.work_orders AS o
    JOIN tags.customers AS customers ON ${keyText(rowColumn, key)} = o.key WHERE o.campaign = ${literal(campaign)}`;
}

const NEXT = (table: string) => `(SELECT coalesce(max(seq), 0) + 1 FROM meta.${table})`;

/** One transfer of each of the orders that a statement of `id` and `manager` names. */
export function transferSql(statement: string, at: string): string {
  return `INSERT INTO meta.work_transfers SELECT ${NEXT('work_transfers')}, id, manager, ${literal(at)} FROM (${statement})`;
}

/** `id`, in the order of priority. */
export function chosenOrdersSql(scope: WorkScope): string {
  return `SELECT id, branch FROM (${chosenSql(scope)}) ORDER BY priority DESC NULLS LAST, key`;
}

/** The last result of every order, with its customer. */
export function workRowsSql(): string {
  return `CREATE TABLE ${qualified('data', WORK_TABLE)} AS SELECT o.key AS customer, r.day, ${literal(WORK_EVENT)} || r.result AS event, o.campaign, o.id AS "order",
      o.variant, coalesce(t.manager, o.manager) AS manager, r.amount
    FROM meta.work_orders AS o JOIN ${lastOf('work_results', 'day DESC, seq DESC')} AS r ON r.order_id = o.id
    LEFT JOIN ${lastOf('work_transfers', 'seq DESC')} AS t ON t.order_id = o.id ORDER BY r.day, o.id`;
}

function lastOf(table: string, order: string): string {
  return `(SELECT * FROM meta.${table} QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY ${order}) = 1)`;
}

export interface ResultSource {
  readonly table: string;
  readonly order: string;
  readonly result: string;
  readonly day: string;
  readonly amount: string | null;
}

const RESULTS_TABLE = 'temp.read_results';

/**
 * Reads a table of results against the orders of a campaign into a temporary table: `row, id, word, result, day, amount, found, why`. `why`
 * is null for what is taken, else unmatched, duplicate, unreadable or empty; `words` gives the result of each word.
 */
export function readResultsSql(
  { table, order, result, day, amount }: ResultSource,
  campaign: string,
  words: readonly (readonly [word: string, result: string])[],
): string {
  const cell = (column: string) => `nullif(trim(CAST(${identifier(column)} AS VARCHAR)), '')`;
  const known = words.map(([word, meaning]) => `(${literal(word)}, ${literal(meaning)})`).join(', ');
  return `CREATE OR REPLACE TEMP TABLE read_results AS WITH cells AS (
      SELECT rowid AS row, upper(${cell(order)}) AS id, ${cell(result)} AS word, ${cell(day)} AS day_text,
        ${amount === null ? 'CAST(NULL AS VARCHAR)' : cell(amount)} AS amount_text FROM ${qualified('data', table)}),
    read AS (SELECT cells.*, known.result, TRY_CAST(day_text AS DATE) AS day, TRY_CAST(amount_text AS DOUBLE) AS amount,
        own.id IS NOT NULL AS is_own
      FROM cells LEFT JOIN (VALUES ${known}) AS known(word, result) ON known.word = lower(cells.word)
      LEFT JOIN (SELECT id FROM meta.work_orders WHERE campaign = ${literal(campaign)}) AS own ON own.id = cells.id),
    judged AS (SELECT *, CASE WHEN NOT is_own THEN 'unmatched' WHEN word IS NULL AND day_text IS NULL AND amount_text IS NULL THEN 'empty'
        WHEN result IS NULL OR day IS NULL OR (amount_text IS NOT NULL AND (amount IS NULL OR NOT isfinite(amount))) THEN 'unreadable' END AS why
      FROM read)
    SELECT row, id, result, day, amount, concat_ws(' ', word, day_text, amount_text) AS found,
      CASE WHEN why IS NULL AND row < max(row) FILTER (WHERE why IS NULL) OVER (PARTITION BY id) THEN 'duplicate' ELSE why END AS why FROM judged`;
}

export const COUNT_READ_SQL = `SELECT coalesce(why, 'taken') AS why, count(*) AS n FROM ${RESULTS_TABLE} GROUP BY 1`;
export const LATE_SQL = `SELECT count(*) AS n FROM ${RESULTS_TABLE} WHERE why IS NULL AND day > CAST($1 AS DATE)`;
export const EXAMPLES_SQL = `SELECT row, id, found FROM ${RESULTS_TABLE} WHERE why = $1 ORDER BY row LIMIT 20`;
export const LATE_EXAMPLES_SQL = `SELECT row, id, found FROM ${RESULTS_TABLE} WHERE why IS NULL AND day > CAST($1 AS DATE) ORDER BY row LIMIT 20`;
export const TAKE_RESULTS_SQL = `INSERT INTO meta.work_results SELECT ${NEXT('work_results')}, id, result, day, amount, $1, row FROM ${RESULTS_TABLE} WHERE why IS NULL`;
export const FORGET_READ_SQL = `DROP TABLE IF EXISTS ${RESULTS_TABLE}`;
