import { type CustomerPath, type EntityMap, keyColumnOf, type RelationSource, type TableRole } from '../model/entities';
import { repeatedKeyDaysSql } from '../sql/sourcesSql';
import { fewValuesSql } from '../sql/suggestEntitiesSql';
import type { SqlConnection } from './ports';
import { records } from './table';
import type { ColumnFacts, TableFacts } from './tableFacts';

const EVENT_NAME = [/event|事件/i, /action|behaviou?r|activity|行为|操作/i, /operation|type|kind|类型|类别|业务|摘要/i];
const TIME_NAME = /time|timestamp|_at$|date|day|时间|日期|日$/i;
const CONTROL_VALUE = /^(control|holdout|placebo|baseline)\b|对照|空白组/i;
const CAMPAIGN_NAME = /campaign|experiment|activity|promotion|活动|实验|营销/i;
const CHANNEL_NAME = /channel|渠道/i;
const COST_NAME = /cost|fee|成本|费用/i;
const MOST_VARIANTS = 10;
const MOST_EVENT_NAMES = 200;
const MOST_DAYS = 1000;
const MOST_RELATION_KINDS = 50;
/** Balances stand for most customers on most days; events do not. */
const FILLED = 0.2;

export type SourceParts = Pick<EntityMap, 'attributes' | 'events' | 'balances' | 'exposures' | 'relations'>;

interface Guess {
  readonly connection: SqlConnection;
  readonly facts: TableFacts;
  readonly customer: CustomerPath;
  /** Columns that hold keys of customers. */
  readonly ends: readonly string[];
  /** Others reach the customers through the table. */
  readonly isLink: boolean;
  readonly signal: AbortSignal;
}

/** What a table that reaches the customers says of them, going by what its columns hold; adds it to the parts. */
export async function guessSource(guess: Guess, parts: SourceParts): Promise<TableRole['role']> {
  const { facts, customer, isLink } = guess;
  const { table } = facts;
  const exposure = await exposureOf(guess);
  if (exposure) {
    parts.exposures.push({ table, customer, ...exposure });
    return 'exposures';
  }
  const relation = relationOf(guess);
  if (relation) {
    parts.relations.push(relation);
    const said = new Set([relation.from, relation.to, relation.kind]);
    if (facts.columns.every(({ column }) => said.has(column))) return 'relations';
  }
  const isOnePerCustomer = facts.columns.some(({ column, isKey }) => isKey && column === customer);
  if (isOnePerCustomer && !isLink && typeof customer === 'string') {
    parts.attributes.push({ table, key: customer });
    return 'attributes';
  }
  const balance = await balanceOf(guess);
  if (balance) {
    parts.balances.push({ table, customer, ...balance });
    return 'balances';
  }
  const time = timeOf(facts);
  if (!time) return isLink ? 'link' : 'none';
  parts.events.push({ table, customer, time, ...eventOf(facts, keyColumnOf(customer), time) });
  return 'events';
}

async function exposureOf({
  connection,
  facts,
  customer,
  signal,
}: Guess): Promise<Omit<EntityMap['exposures'][number], 'table' | 'customer'> | null> {
  const others = facts.columns.filter(({ column }) => column !== keyColumnOf(customer));
  const campaign = others.find(({ column, type }) => CAMPAIGN_NAME.test(column) && type !== 'date' && type !== 'timestamp');
  if (!campaign) return null;
  for (const { column, type, distinct } of others) {
    if (type !== 'text' || column === campaign.column || distinct < 2 || distinct > MOST_VARIANTS * 2) continue;
    const values = records(await connection.query(fewValuesSql(facts.table, column, MOST_VARIANTS + 1), [], signal));
    if (values.length > MOST_VARIANTS || !values.some(({ value }) => CONTROL_VALUE.test(String(value)))) continue;
    const time = timeOf(facts);
    const channel = others.find((each) => CHANNEL_NAME.test(each.column) && each.type === 'text')?.column;
    const cost = others.find((each) => COST_NAME.test(each.column) && isNumber(each))?.column;
    return {
      campaign: campaign.column,
      variant: column,
      ...(time ? { time } : {}),
      ...(channel === undefined ? {} : { channel }),
      ...(cost === undefined ? {} : { cost }),
    };
  }
  return null;
}

/** Rows with the keys of two customers; a few words beside them say what the two are to each other. */
function relationOf({ facts: { table, columns }, ends }: Guess): RelationSource | null {
  const [from, to] = ends;
  if (from === undefined || to === undefined) return null;
  const kind = columns.find(({ column, type, distinct }) => {
    return type === 'text' && !ends.includes(column) && distinct >= 1 && distinct <= MOST_RELATION_KINDS;
  });
  return { table, from, to, ...(kind ? { kind: kind.column } : {}) };
}

async function balanceOf({ connection, facts, customer, signal }: Guess): Promise<{ day: string; props: string[] } | null> {
  const key = keyColumnOf(customer);
  const keys = facts.columns.find(({ column }) => column === key)?.distinct ?? 0;
  const props = facts.columns.filter((each) => isNumber(each) && each.column !== key && !each.isKey).map(({ column }) => column);
  if (props.length === 0) return null;
  for (const { column, type, distinct } of facts.columns) {
    const isDay = (type === 'date' || type === 'timestamp') && distinct >= 2 && distinct <= MOST_DAYS;
    if (!isDay || facts.rows < keys * distinct * FILLED) continue;
    const [found] = records(await connection.query(repeatedKeyDaysSql(facts.table, key, column), [], signal));
    if (Number(found?.n) === 0) return { day: column, props };
  }
  return null;
}

function timeOf({ columns }: TableFacts): string | undefined {
  const times = columns.filter(({ type, known }) => (type === 'timestamp' || type === 'date') && known > 0);
  const weight = ({ type, column }: ColumnFacts) => (type === 'timestamp' ? 2 : 0) + (TIME_NAME.test(column) ? 1 : 0);
  return times.toSorted((a, b) => weight(b) - weight(a))[0]?.column;
}

function eventOf({ table, columns }: TableFacts, key: string, time: string): Pick<EntityMap['events'][number], 'name' | 'props'> {
  const few = columns.filter(({ type, distinct, column }) => {
    return type === 'text' && distinct >= 2 && distinct <= MOST_EVENT_NAMES && column !== key;
  });
  const named = EVENT_NAME.map((pattern) => few.find(({ column }) => pattern.test(column))).find(
    (column) => column !== undefined,
  );
  const left = columns.filter(({ column, isKey }) => column !== key && column !== time && column !== named?.column && !isKey);
  return { name: named ? { column: named.column } : { value: table }, props: left.map(({ column }) => column) };
}

function isNumber({ type }: ColumnFacts): boolean {
  return type === 'number' || type === 'integer';
}
