import type { RetentionAnswer, RetentionPeriod, RetentionTable } from '#shared/model/retention';
import type { Cell, TextTable } from './textTable';

/** The customers, then a table of each level: shares by cohort and period, those of periods that are not over with a star. */
export function retentionTables({ customers, periods, levels = [], ...all }: RetentionAnswer): TextTable[] {
  return [
    { header: ['customers', 'started', 'in range'], rows: [[customers.asked, customers.started, customers.inRange]] },
    ...tablesOf('cohort', all, periods),
    ...levels.flatMap((level) => tablesOf(level.label || 'unknown', level, periods)),
  ];
}

function tablesOf(name: string, table: RetentionTable, periods: readonly RetentionPeriod[]): TextTable[] {
  const customers = cohortTable(name, table, periods);
  return table.average.some(({ balance }) => balance)
    ? [customers, balanceTable(`${name} balance`, table, periods)]
    : [customers];
}

/** The sum of the first period, then shares of it; "-" where there is no day of balances to tell one. */
function balanceTable(name: string, { cohorts, average }: RetentionTable, periods: readonly RetentionPeriod[]): TextTable {
  const shown = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const told = (share: unknown, complete: boolean) => (typeof share === 'number' ? percent(share, complete) : '-');
  const rows: Cell[][] = cohorts.map(({ start, cells }) => [
    start,
    cells[0]?.balance?.sum ?? null,
    ...Array.from({ length: shown }, (_, at) => {
      const cell = cells[at];
      return cell ? told(cell.balance?.share, cell.complete) : null;
    }),
  ]);
  const mean = average.slice(0, shown).map(({ balance }) => told(balance?.share, true));
  const header = [name, 'at first', ...periods.slice(0, shown).map(periodName)];
  return { header, rows: [...rows, ['average', average[0]?.balance?.first ?? null, ...mean]] };
}

function cohortTable(name: string, { cohorts, average }: RetentionTable, periods: readonly RetentionPeriod[]): TextTable {
  const shown = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const rows: Cell[][] = cohorts.map(({ start, size, cells }) => [
    start,
    size,
    ...Array.from({ length: shown }, (_, period) => {
      const cell = cells[period];
      return cell ? percent(cell.share, cell.complete) : null;
    }),
  ]);
  const mean = average.slice(0, shown).map(({ share }) => (typeof share === 'number' ? percent(share, true) : '-'));
  const header = [name, 'size', ...periods.slice(0, shown).map(periodName)];
  return { header, rows: [...rows, ['average', cohorts.reduce((sum, { size }) => sum + size, 0), ...mean]] };
}

function periodName({ from, to }: RetentionPeriod): string {
  return to === from + 1 ? String(from) : `${from}-${to - 1}`;
}

function percent(share: number, complete: boolean): string {
  return `${(share * 100).toFixed(1)}%${complete ? '' : '*'}`;
}
