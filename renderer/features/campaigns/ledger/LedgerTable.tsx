import { Button, Table, type TableColumnsType, Tooltip } from 'antd';
import type { Insufficient } from '#shared/model/answers';
import type { Estimate } from '#shared/model/experimentNumbers';
import { isInsufficient } from '#shared/model/findings';
import { type LedgerFinding, type LedgerRow, ledgerOutcome } from '#shared/model/ledger';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';
import { reasonWords } from '#shared/report/experimentWords';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useLanguage, useText } from '../../../text';
import { type ErrorWords, errorWords } from '../../../text/faults';
import { NumberText } from '../../../ui/NumberText';
import { openResult } from '../openResult';
import { useExperimentWriter } from '../useExperimentWriter';
import { rowKey, useLedgerChoice } from './ledgerChoice';
import { PlannedControl } from './PlannedControl';
import { scopeName } from './scopeName';
import { TwoLines } from './TwoLines';

type T = ReturnType<typeof useText<'campaignLedger'>>;

/** Campaign by campaign, sorted by any column; its name opens its result. */
export function LedgerTable({ rows }: { readonly rows: readonly LedgerRow[] }) {
  const t = useText('campaignLedger');
  const writer = useExperimentWriter();
  return (
    <Table<LedgerRow>
      size="small"
      rowKey={rowKey}
      columns={[...nameColumns(t), ...numberColumns(t, writer), nextColumn(t)]}
      dataSource={[...rows]}
      scroll={{ x: 'max-content' }}
      pagination={{ size: 'small', pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      data-testid="ledger-table"
      onRow={(row) => ({ 'data-testid': `ledger-row-${row.id}`, 'data-outcome': ledgerOutcome(row) }) as object}
    />
  );
}

function nameColumns(t: T): TableColumnsType<LedgerRow> {
  return [
    {
      key: 'name',
      title: t('campaign'),
      fixed: 'left',
      sorter: (a, b) => a.name.localeCompare(b.name),
      render: (_, row) => <NameCell row={row} />,
    },
    {
      key: 'verdict',
      title: t('verdict'),
      sorter: (a, b) => ledgerOutcome(a).localeCompare(ledgerOutcome(b)),
      render: (_, row) => (
        <span className="ldg-judged">
          <VerdictCell row={row} />
          {row.source === 'exposures' && <PlannedControl row={row} />}
        </span>
      ),
    },
    { key: 'scope', title: t('scope'), render: (_, row) => scopeName(row, t) },
    {
      key: 'customers',
      title: t('customers'),
      align: 'right',
      sorter: (a, b) => a.customers - b.customers,
      render: (_, { customers }) => <NumberText value={customers} kind="exact" />,
    },
    {
      key: 'dates',
      title: t('dates'),
      sorter: (a, b) => (a.to ?? '').localeCompare(b.to ?? ''),
      render: (_, { from, to, phase }) => <TwoLines first={from ? `${from} – ${to ?? ''}` : '–'} second={t(`phase.${phase}`)} />,
    },
  ];
}

function nextColumn(t: T): TableColumnsType<LedgerRow>[0] {
  return {
    key: 'next',
    title: <span className="hx-visually-hidden">{t('next')}</span>,
    fixed: 'right',
    render: (_, row) =>
      'fault' in row ? null : (
        <Button
          type="link"
          size="small"
          onClick={() => useLedgerChoice.setState({ next: rowKey(row) })}
          title={t('nextOf', { name: row.name })}
          data-testid={`ledger-next-${row.id}`}
        >
          {t('next')}
        </Button>
      ),
  };
}

function numberColumns(t: T, writer: ExperimentWriter): TableColumnsType<LedgerRow> {
  const told = (row: LedgerRow): LedgerFinding | null =>
    'fault' in row || row.verdict.decision === 'notTrustworthy' ? null : row;
  const sized = (of: (row: LedgerFinding) => number | undefined) => (a: LedgerRow, b: LedgerRow) => {
    const size = (row: LedgerRow) => {
      const finding = told(row);
      return (finding && of(finding)) ?? Number.NEGATIVE_INFINITY;
    };
    return size(a) < size(b) ? -1 : size(a) > size(b) ? 1 : 0;
  };
  const estimated = (
    [key, title, help]: readonly [string, string, string],
    of: (finding: LedgerFinding) => Estimate | Insufficient | undefined,
    write: (finding: LedgerFinding) => (value: number) => string,
  ): TableColumnsType<LedgerRow>[0] => ({
    key,
    align: 'right',
    title,
    showSorterTooltip: { title: help },
    sorter: sized((finding) => estimateOf(of(finding))),
    render: (_, row) => {
      const finding = told(row);
      const found = finding && of(finding);
      if (!finding || !found) return '–';
      if (isInsufficient(found)) return writer.texts.needsData;
      return (
        <TwoLines first={write(finding)(found.estimate)} second={writer.interval(found.interval, write(finding))} isNumber />
      );
    },
  });
  const change =
    ({ row }: LedgerFinding) =>
    (value: number) =>
      writer.change(row?.kind ?? 'mean', value);
  const amount = (key: string, title: string, of: (finding: LedgerFinding) => number | Insufficient | undefined) => ({
    key,
    title,
    align: 'right' as const,
    sorter: sized((finding) => numberOf(of(finding))),
    render: (_: unknown, row: LedgerRow) => {
      const finding = told(row);
      const value = finding && of(finding);
      return value === null || value === undefined ? '–' : key === 'grossRoi' ? writer.lift(value) : writer.amount(value);
    },
  });
  return [
    {
      key: 'metric',
      title: t('metric'),
      render: (_, row) => ('fault' in row ? '–' : <TwoLines first={row.row?.metric ?? '–'} second={row.row?.variant ?? ''} />),
    },
    estimated(['effect', t('effect'), t('effectHelp')], ({ row }) => row?.difference, change),
    estimated(
      ['lift', t('lift'), writer.texts.liftHelp],
      ({ row }) => row?.relative,
      () => writer.lift,
    ),
    estimated(['shrunk', t('shrunk'), t('shrunkHelp')], ({ shrunk }) => shrunk, change),
    amount('cost', t('cost'), ({ money }) => money?.cost),
    amount('revenue', t('revenue'), ({ money }) => money?.revenue),
    amount('grossRoi', t('grossRoi'), ({ money }) => money?.grossRoi),
    estimated(
      ['incrementalRoi', t('incrementalRoi'), writer.texts.incrementalRoiHelp],
      ({ money }) => money?.incrementalRoi,
      () => writer.lift,
    ),
  ];
}

function estimateOf(of: Estimate | Insufficient | undefined): number | undefined {
  return of === undefined || isInsufficient(of) ? undefined : of.estimate;
}

function numberOf(value: number | Insufficient | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function NameCell({ row }: { readonly row: LedgerRow }) {
  const t = useText('campaignLedger');
  return (
    <Button
      type="link"
      size="small"
      className="ldg-name"
      title={t('open', { name: row.name })}
      onClick={() => openResult('fault' in row ? { source: row.source, id: row.id } : row)}
      data-testid={`ledger-open-${row.id}`}
    >
      <span className="hx-ellipsis">{row.name}</span>
    </Button>
  );
}

const TONES = {
  adopt: 'good',
  adoptForSegment: 'good',
  stop: 'bad',
  notTrustworthy: 'bad',
  noDifference: 'plain',
  keepGoing: 'plain',
  insufficient: 'plain',
  noControl: 'plain',
  failed: 'bad',
} as const;

/** The verdict; why, on hover and focus. */
function VerdictCell({ row }: { readonly row: LedgerRow }) {
  const t = useText('campaignLedger');
  const writer = useExperimentWriter();
  const language = useLanguage();
  const { tags } = useConditionNames();
  const outcome = ledgerOutcome(row);
  const why =
    'fault' in row
      ? faultLines(errorWords(row.fault, language))
      : reasonWords(row, row.spec, (id) => tags.get(id)?.name ?? id, writer);
  return (
    <Tooltip title={why.join('\n')} trigger={['hover', 'focus']} classNames={{ root: 'ldg-reasons' }}>
      <button type="button" className="cmp-hinted ldg-verdict" data-tone={TONES[outcome]}>
        {t(`decision.${outcome}`)}
      </button>
    </Tooltip>
  );
}

function faultLines({ message, hint }: ErrorWords): string[] {
  return hint === undefined ? [message] : [message, hint];
}
