import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { checkedColumns, type QualityRule } from '#shared/model/quality';
import type { TableInfo } from '#shared/model/workspace';
import { sampleColumn } from '../../../engine/rowPages';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { DataGrid } from '../../../ui/grid/DataGrid';
import { columnWidth } from '../../../ui/grid/gridColumns';
import { useFailurePages } from '../useTablePages';
import { copyFailures } from './copyFailures';
import { useRuleWords } from './ruleWords';

interface FailingRowsProps {
  readonly table: TableInfo;
  readonly rule: QualityRule;
  readonly total: number;
  readonly onBack: () => void;
}

/** The rows that fail a rule, by their lines in the source file; the columns that the rule reads stand first and out. */
export function FailingRows({ table, rule, total, onBack }: FailingRowsProps) {
  const t = useText('quality');
  const wordsOf = useRuleWords();
  const format = useFormat();
  return (
    <div className="hx-quality-failures" data-testid="failing-rows">
      <header className="hx-quality-head">
        <Button icon={<ArrowLeftOutlined />} onClick={onBack} autoFocus data-testid="failing-back">
          {t('backToRules')}
        </Button>
        <strong className="hx-ellipsis">{wordsOf(rule.check)}</strong>
        <span className="hx-secondary hx-tabular">{t('failuresN', { n: format.exact(total) })}</span>
      </header>
      <div className="hx-quality-grid">
        <Grid table={table} rule={rule} total={total} />
      </div>
    </div>
  );
}

function Grid({ table, rule, total }: Omit<FailingRowsProps, 'onBack'>) {
  const t = useText('quality');
  const data = useText('data');
  const format = useFormat();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const { cell, pageOf, error, retry } = useFailurePages(rule.id, range);
  const { cell: sample, ready } = useFailurePages(rule.id, { first: 0, last: 0 });
  const showRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const marked = useMemo(() => markedColumns(rule, table), [rule, table]);
  const order = useMemo(() => columnOrder(table, marked), [table, marked]);
  const widths = useMemo(
    () => order.map(({ column, at }) => columnWidth(column, ready ? sampleColumn(sample, at, total) : [])),
    [order, ready, sample, total],
  );
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  const lineOf = (row: number) => {
    const page = pageOf(row);
    return page?.lines[row - page.offset];
  };
  return (
    <DataGrid
      label={t('failuresN', { n: format.exact(total) })}
      columns={order.map(({ column }) => column)}
      widths={widths}
      total={total}
      cell={(row, column) => cell(row, order[column]?.at ?? column)}
      // Lines run ahead of rows by those that were rejected or blank.
      rowNames={{ title: data('line'), of: lineOf, largest: table.rows * 2 }}
      marked={marked}
      onCopy={(range) => void copyFailures(rule, order.slice(range.columns[0], range.columns[1] + 1), range.rows)}
      onVisible={showRange}
    />
  );
}

/** Columns that the rule reads, of a condition those that it names. */
function markedColumns({ check }: QualityRule, { columns }: TableInfo): string[] {
  if (check.kind !== 'crossField') return checkedColumns(check);
  const words = check.predicate.replaceAll(/'[^']*'/g, ' ').match(/"[^"]*"|[\p{L}_][\p{L}\p{N}\p{M}_]*/gu) ?? [];
  const named = new Set(words.map((word) => word.replaceAll('"', '').toLowerCase()));
  return columns.flatMap(({ name }) => (named.has(name.toLowerCase()) ? [name] : []));
}

function columnOrder({ columns }: TableInfo, marked: readonly string[]) {
  const placed = columns.map((column, at) => ({ column, at }));
  const isMarked = ({ column }: (typeof placed)[number]) => marked.includes(column.name);
  return [...placed.filter(isMarked), ...placed.filter((place) => !isMarked(place))];
}
