import type { Bitset } from '../bits/bitStore';
import { BalanceDays, type BalanceSums, BalanceTotals } from '../bits/cohortBalances';
import type { RetentionCalendar } from '../bits/retentionCalendar';
import { dayNumber, isoDay } from '../model/calendar';
import { fault } from '../model/result';
import type { RetainedBalance, RetentionAverage, RetentionCohort, RetentionSpec } from '../model/retention';
import { quoted, say } from '../model/saying';
import { balanceDaysSql, balancesOfDaysSql } from '../sql/sourcesSql';
import { insufficient } from '../stats/insufficient';
import { type BalanceAsked, balanceColumn } from './balanceColumn';
import { customerNumbering } from './customerAt';
import { readEntityMap } from './entityMap';
import { entitySources } from './entitySources';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { numbersIn, records, rowNumbers } from './table';
import { knownTables } from './tables';

/** What a set of customers holds by cohort and period, and on which day. */
export interface HeldBalances extends BalanceSums {
  readonly days: BalanceDays;
}

/** @throws Fault UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_REQUEST. */
export async function checkBalance(connection: SqlConnection, { balance, periods }: RetentionSpec): Promise<void> {
  const map = balance && (await readEntityMap(connection));
  if (!balance || !map) return;
  const at = { path: 'balance.column', field: balance.column };
  const { type } = balanceColumn(map, await knownTables(connection), balance, {
    place: say('retention.balance', {}),
    path: 'balance',
  });
  if (type !== 'number' && type !== 'integer') {
    const said = { column: quoted(balance.column), type: say(`type.${type}`, {}) };
    throw fault('INVALID_REQUEST', 'retention.noAmount', said, { hint: 'hint.otherColumn', at });
  }
  if (periods === 'rolling')
    throw fault('INVALID_REQUEST', 'retention.balanceRolling', {}, { hint: 'hint.calendarPeriods', at: { path: 'periods' } });
}

interface Asked {
  readonly balance: BalanceAsked;
  readonly calendar: RetentionCalendar;
  /** By customer, −1 where it is of none. */
  readonly cohortOf: Int32Array;
  readonly sets: readonly Bitset[];
  readonly signal: AbortSignal;
}

/** One pass over the balances of the days that end a period, for all sets. */
export async function heldBalances(
  session: Session,
  connection: SqlConnection,
  { balance, calendar, cohortOf, sets, signal }: Asked,
): Promise<HeldBalances[]> {
  const map = await readEntityMap(connection);
  const tables = await knownTables(connection);
  const sources = map && entitySources(map, tables, await customerNumbering(connection));
  const source = sources?.balances.find(({ table }) => table === balance.table);
  if (!source) throw new Error('a retained balance was computed that had not been checked');
  const found = records(await connection.query(balanceDaysSql(source), [session.customers.asOf], signal));
  const days = new BalanceDays(
    found.map(({ day }) => dayNumber(String(day))),
    calendar,
  );
  const totals = new BalanceTotals(days, cohortOf, sets);
  const { needed } = days;
  if (needed.length > 0)
    for await (const batch of connection.stream(balancesOfDaysSql(source, balance.column, needed), [], signal))
      totals.add(rowNumbers(batch), numbersIn(batch, 'day'), numbersIn(batch, 'value'));
  return totals.sums.map((sums) => ({ ...sums, days }));
}

/** What a cohort holds in a period. */
export function retainedBalance({ sums, customers, days }: HeldBalances, row: number, period: number): RetainedBalance {
  const day = days.last[row + period] ?? -1;
  if (day < 0) return { day: null, customers: 0, sum: null, share: null };
  const first = (days.last[row] ?? -1) < 0 ? 0 : (sums[row] ?? 0);
  const sum = sums[row + period] ?? 0;
  return {
    day: isoDay(days.days[day] ?? 0),
    customers: customers[row + period] ?? 0,
    sum: toMillionths(sum),
    share: first > 0 ? sum / first : null,
  };
}

/** Of all cohorts whose period is over, those with the largest balances counting most. */
export function averageBalance(complete: readonly RetentionCohort[], period: number): Pick<RetentionAverage, 'balance'> {
  const known = complete.filter(({ cells }) => typeof cells[period]?.balance?.share === 'number');
  const total = (at: number) => known.reduce((sum, { cells }) => sum + (cells[at]?.balance?.sum ?? 0), 0);
  const [sum, first] = [total(period), total(0)];
  return { balance: { cohorts: known.length, sum, first, share: known.length === 0 ? insufficient(0, 1) : sum / first } };
}

/** As sums of events elsewhere: what adding up binary fractions leaves is no money. */
export function toMillionths(value: number): number {
  const rounded = Math.round(value * 1e6) / 1e6;
  return Number.isFinite(rounded) ? rounded : value;
}
