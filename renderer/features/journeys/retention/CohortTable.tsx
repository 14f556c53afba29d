import { Button } from 'antd';
import { type CSSProperties, type MouseEvent, useState } from 'react';
import type { RetentionCell, RetentionCohort, RetentionPeriod, RetentionSpec, RetentionTable } from '#shared/model/retention';
import { LEAST_COHORT } from '#shared/model/retention';
import { useFormat, useText } from '../../../text';
import { moveBetweenTiles } from '../../../ui/tileKeys';
import { CellMenu, type PickedCell } from './CellMenu';
import { type RetentionView, shownView, useRetentionChoice } from './retentionChoice';
import { useCellTexts } from './useCellTexts';

/** More cells than these are drawn only when somebody asks for them. */
const ROWS = 60;
const COLUMNS = 40;
/** Percent of the accent behind a cell of 100%; text on it keeps enough contrast. */
const STRONGEST_PERCENT = 38;

interface CohortTableProps {
  readonly spec: RetentionSpec;
  readonly periods: readonly RetentionPeriod[];
  readonly table: RetentionTable;
  /** Position of the level that the table is of; null: all customers. */
  readonly level: number | null;
}

/** Cohorts down, periods across. One tab stop; arrow keys move between the cells, Enter opens what can be done with one. */
export function CohortTable({ spec, periods, table, level }: CohortTableProps) {
  const t = useText('retention');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const [picked, setPicked] = useState<PickedCell | null>(null);
  const texts = useCellTexts(spec);
  const wanted = useRetentionChoice((choice) => choice.view);
  const view = shownView(spec, wanted);
  const longest = Math.max(0, ...table.cohorts.map(({ cells }) => cells.length));
  const cohorts = all ? table.cohorts : table.cohorts.slice(-ROWS);
  const columns = periods.slice(0, all ? longest : Math.min(longest, COLUMNS));
  const hidden = table.cohorts.length > cohorts.length || longest > columns.length;
  const held = heldRange(cohorts);
  const percent = (share: number) => format.percent(share, 1);
  const tint = held ? t('balanceTint', { low: percent(held.low), high: percent(held.high) }) : '';
  return (
    <section className="ret-cohorts" aria-label={t('tableLabel')}>
      <div className="ret-table">
        <table onKeyDown={(event) => moveBetweenTiles(event, cohorts.length, columns.length)} data-testid="retention-table">
          <thead>
            <tr>
              <th scope="col">{t('cohort')}</th>
              <th scope="col">{t('size')}</th>
              {columns.map((period) => (
                <th key={period.from} scope="col">
                  {t('periodHead', { unit: t(`unit.${spec.unit}`), period: texts.period(period) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <CohortRows {...{ spec, cohorts, columns, view }} onPick={setPicked} />
          </tbody>
          <tfoot>
            <AverageRow table={table} columns={columns} view={view} value={texts.value} />
          </tfoot>
        </table>
      </div>
      <p className="ret-note hx-faint">
        {view === 'balance' ? `${t('balanceNote')} ${tint} ` : ''}
        {t('star')}
        {cohorts.some(({ size }) => size < LEAST_COHORT) ? ` ${t('few', { n: LEAST_COHORT })}` : ''}
        {hidden && (
          <Button size="small" type="link" onClick={() => setAll(true)} data-testid="retention-all">
            {t('showAll', { cohorts: table.cohorts.length, periods: longest })}
          </Button>
        )}
      </p>
      <CellMenu spec={spec} level={level} picked={picked} periods={periods} onClose={() => setPicked(null)} />
    </section>
  );
}

interface RowsProps {
  readonly spec: RetentionSpec;
  readonly cohorts: readonly RetentionCohort[];
  readonly columns: readonly RetentionPeriod[];
  readonly view: RetentionView;
  readonly onPick: (picked: PickedCell) => void;
}

function CohortRows({ spec, cohorts, columns, view, onPick }: RowsProps) {
  const format = useFormat();
  const texts = useCellTexts(spec);
  const [stop, setStop] = useState('0:0');
  const strength = strengthIn(cohorts, view);
  const tabStop = hasCell(cohorts, stop) ? stop : '0:0';
  return cohorts.map((cohort, row) => (
    <tr key={cohort.start}>
      <th scope="row">{texts.cohort(cohort)}</th>
      <td className="ret-size hx-tabular">{format.exact(cohort.size)}</td>
      {columns.map((period, column) => {
        const cell = cohort.cells[column];
        if (!cell) return <td key={period.from} />;
        const place = `${row}:${column}`;
        const text = texts.cell(cell, cohort.size, view);
        const held = view === 'balance' ? texts.balance(cohort, cell) : null;
        const said = texts.said(cohort, cell, period);
        return (
          <td key={period.from}>
            <button
              type="button"
              className="ret-cell hx-tabular"
              data-complete={cell.complete}
              style={{ '--ret-tint': `${Math.round(strength(cell, cohort) * STRONGEST_PERCENT)}%` } as CSSProperties}
              aria-haspopup="menu"
              aria-label={`${text}${held === null ? '' : `, ${held}`}, ${said}`}
              title={said}
              tabIndex={place === tabStop ? 0 : -1}
              data-place={place}
              onFocus={() => setStop(place)}
              onClick={(event) => onPick({ cohort, cell, ...placeOf(event) })}
              data-testid={`retention-${cohort.start}-${column}`}
              data-count={cell.count}
            >
              {text}
              {held !== null && <span className="ret-held">{held}</span>}
            </button>
          </td>
        );
      })}
    </tr>
  ));
}

function hasCell(cohorts: readonly RetentionCohort[], place: string): boolean {
  const [row = 0, column = 0] = place.split(':').map(Number);
  return cohorts[row]?.cells[column] !== undefined;
}

/** Where the menu opens: at the pointer, or under the cell for the keyboard. */
function placeOf({ clientX, clientY, detail, currentTarget }: MouseEvent<HTMLButtonElement>) {
  const { left, bottom } = currentTarget.getBoundingClientRect();
  return { x: detail > 0 ? clientX : left + 8, y: detail > 0 ? clientY : bottom, button: currentTarget };
}

/** Shares of balances after period 0 stay near to each other: what their tint reaches from and to. */
function heldRange(cohorts: readonly RetentionCohort[]): { readonly low: number; readonly high: number } | null {
  const shares = cohorts
    .filter(({ size }) => size >= LEAST_COHORT)
    .flatMap(({ cells }) => cells.slice(1).flatMap(({ balance }) => balance?.share ?? []));
  return shares.length === 0 ? null : { low: Math.min(...shares), high: Math.max(...shares) };
}

/** 0–1: a share as it is, a value against the largest, a share of a balance between the lowest and the highest; none where there are too few customers. */
function strengthIn(cohorts: readonly RetentionCohort[], view: RetentionView) {
  const values = cohorts.flatMap(({ cells }) => cells.map((cell) => cell.cumulativePerCustomer ?? 0));
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const { low, high } = heldRange(cohorts) ?? { low: 0, high: 1 };
  return (cell: RetentionCell, { size }: RetentionCohort): number => {
    if (size < LEAST_COHORT) return 0;
    if (view === 'balance') return high > low ? Math.min(1, Math.max(0, ((cell.balance?.share ?? low) - low) / (high - low))) : 0;
    if (view !== 'value') return cell.share;
    return largest > 0 ? Math.max(0, (cell.cumulativePerCustomer ?? 0) / largest) : 0;
  };
}

interface AverageRowProps {
  readonly table: RetentionTable;
  readonly columns: readonly RetentionPeriod[];
  readonly view: RetentionView;
  readonly value: (value: number) => string;
}

function AverageRow({ table: { cohorts, average }, columns, view, value }: AverageRowProps) {
  const t = useText('retention');
  const format = useFormat();
  const heldText = (share: unknown) => (typeof share === 'number' ? format.percent(share, 1) : t('balanceUnknown'));
  return (
    <tr data-testid="retention-average">
      <th scope="row">{t('average')}</th>
      <td className="ret-size hx-tabular">{format.exact(cohorts.reduce((sum, { size }) => sum + size, 0))}</td>
      {columns.map(({ from }, period) => {
        const { share, cumulativePerCustomer, count = 0, size = 0, cohorts: n = 0, balance } = average[period] ?? {};
        const number = view === 'value' ? cumulativePerCustomer : share;
        const enough = typeof number === 'number' && size >= LEAST_COHORT;
        const text = view === 'value' ? value(Number(number)) : format.percent(Number(number), 1);
        const said = n === 0 ? t('noAverage') : t('averageOf', { n, count: format.exact(count), size: format.exact(size) });
        return (
          <td key={from} className="hx-tabular" title={said}>
            {enough ? text : '–'}
            {view === 'balance' && <span className="ret-held">{size >= LEAST_COHORT ? heldText(balance?.share) : '–'}</span>}
          </td>
        );
      })}
    </tr>
  );
}
