import { Segmented, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { isInsufficient } from '#shared/model/findings';
import type { AffinityAnswer, AffinitySpec, ItemAffinity, ItemsSpec } from '#shared/model/insight';
import { pText } from '#shared/report/pText';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { PinButton } from '../../ui/PinButton';
import { AnswerFrame } from './AnswerFrame';
import { CountButton } from './CountButton';
import { findingOf, reachOf } from './findings';
import { ItemName } from './ItemName';
import { useInsightChoice } from './insightChoice';
import { holdsAndLacks } from './insightRules';
import { LiftLine } from './LiftLine';

const MOST_ITEMS = 200;

interface HoldingsProps {
  readonly segment: string;
  readonly items: ItemsSpec;
}

/** What the segment holds more, or less, often than the base. */
export function AffinityView({ segment, items }: HoldingsProps) {
  const t = useText('insight');
  const { base, minimum } = useInsightChoice();
  const spec = { segment, items, base, minimumSupport: minimum };
  const controls = (
    <>
      <Segmented
        size="small"
        aria-label={t('base')}
        value={base}
        onChange={(chosen) => useInsightChoice.setState({ base: chosen })}
        options={(['all', 'rest'] as const).map((value) => ({ value, label: t(`base.${value}`) }))}
      />
      <PinButton name={t('view.affinity')} pinned={() => ({ kind: 'affinity', spec })} testId="insight-pin-affinity" />
    </>
  );
  return <AffinityAnswered spec={spec} controls={controls} />;
}

interface AffinityAnsweredProps {
  readonly spec: AffinitySpec;
  readonly controls?: ReactNode;
}

/** The answer to what was asked, wherever it stands. */
export function AffinityAnswered({ spec, controls }: AffinityAnsweredProps) {
  const t = useText('insight');
  const format = useFormat();
  const answer = useKernel('insight.affinity', { spec }, { keep: true });
  const summary = ({ segment: { n }, items: found, restsOn }: AffinityAnswer) =>
    t('summaryBase', {
      n: format.exact(n),
      base: t(`base.${spec.base}`),
      baseN: format.exact(restsOn.base.n),
      items: found.length,
    });
  return (
    <AnswerFrame answer={answer} most={MOST_ITEMS} shown={(data) => data.items.length} summary={summary} controls={controls}>
      {(data) => <AffinityTable segment={spec.segment} answer={data} />}
    </AnswerFrame>
  );
}

function AffinityTable({ segment, answer }: { readonly segment: AffinitySpec['segment']; readonly answer: AffinityAnswer }) {
  const columns = useColumns(segment, answer);
  return (
    <Table<ItemAffinity>
      size="small"
      rowKey={({ item }) => item.id}
      columns={columns}
      dataSource={[...answer.items]}
      pagination={{ defaultPageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      data-testid="affinity-table"
    />
  );
}

function useColumns(segment: AffinitySpec['segment'], answer: AffinityAnswer): TableColumnsType<ItemAffinity> {
  const t = useText('insight');
  const format = useFormat();
  const members = answer.segment.n;
  const reach = reachOf(answer.items);
  const share = (value: ItemAffinity['confidence']) => (isInsufficient(value) ? '–' : format.percent(value, 1));
  return [
    { title: t('item'), key: 'item', render: (_, { item }) => <ItemName item={item} /> },
    {
      title: t('finding'),
      key: 'finding',
      render: (_, row) => <span className={`ins-${findingOf(row)}`}>{t(`finding.${findingOf(row)}`)}</span>,
    },
    { title: t('lift'), key: 'line', width: 190, render: (_, row) => <LiftLine row={row} reach={reach} /> },
    {
      title: t('interval'),
      key: 'interval',
      align: 'right',
      render: (_, { interval }) =>
        isInsufficient(interval) ? '–' : `${format.decimal(interval[0], 2)} – ${format.decimal(interval[1], 2)}`,
    },
    {
      title: t('pAdjusted'),
      key: 'p',
      align: 'right',
      render: (_, { pAdjusted }) => (isInsufficient(pAdjusted) ? '–' : <span title={String(pAdjusted)}>{pText(pAdjusted)}</span>),
    },
    { title: t('confidence'), key: 'confidence', align: 'right', render: (_, row) => share(row.confidence) },
    { title: t('baseShare'), key: 'base', align: 'right', render: (_, row) => share(row.baseShare) },
    { title: t('support'), key: 'support', align: 'right', render: (_, row) => format.percent(row.support, 2) },
    {
      title: t('n'),
      key: 'n',
      align: 'right',
      render: (_, { n, item }) => (
        <CountButton
          n={n}
          rule={holdsAndLacks(segment, [item.rule], [])}
          label={t('holdersOf', { item: item.label, n: format.exact(n) })}
          testId={`holders-${item.id}`}
        />
      ),
    },
    {
      title: t('lacking'),
      key: 'lacking',
      align: 'right',
      render: (_, { n, item }) => (
        <CountButton
          n={members - n}
          rule={holdsAndLacks(segment, [], [item.rule])}
          label={t('lackersOf', { item: item.label, n: format.exact(members - n) })}
          testId={`lackers-${item.id}`}
        />
      ),
    },
  ];
}
