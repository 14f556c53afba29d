import { Alert, InputNumber, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { isInsufficient } from '#shared/model/findings';
import type { ItemsSpec, NextBest, NextBestSpec, Suitability } from '#shared/model/insight';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { LoadingState } from '../../ui/LoadingState';
import { PinButton } from '../../ui/PinButton';
import { AnswerFrame } from './AnswerFrame';
import { CountButton } from './CountButton';
import { ItemName } from './ItemName';
import { useInsightChoice } from './insightChoice';
import { SuitabilityPickers } from './SuitabilityPickers';
import { proposedSuitability, withLevel } from './suitabilityChoice';

const MOST_ITEMS = 60;

interface NextBestProps {
  readonly segment: string;
  readonly items: ItemsSpec;
}

/** Per product the members who lack it and whom it suits. */
export function NextBestView({ segment, items }: NextBestProps) {
  const tags = useKernel('tags.list', {}, { keep: true });
  const tables = useKernel('tables.list', {}, { keep: true });
  const chosen = useInsightChoice((choice) => choice.suitability);
  const choices = useMemo(
    () => ({
      tags: (tags.data ?? []).filter(({ type }) => type === 'category' || type === 'number'),
      tables: tables.data ?? [],
    }),
    [tags.data, tables.data],
  );
  if (!tags.data || !tables.data) return <LoadingState />;
  const suitability = chosen === undefined ? proposedSuitability(choices, items) : chosen;
  return (
    <>
      <SuitabilityPickers choices={choices} items={items} suitability={suitability} />
      <Products segment={segment} items={items} suitability={suitability} />
    </>
  );
}

function Products({ segment, items, suitability }: NextBestProps & { readonly suitability: Suitability | null }) {
  const t = useText('insight');
  const minimum = useInsightChoice((choice) => choice.minimum);
  const spec = { segment, items, minimumSupport: minimum, ...(suitability ? { suitability } : {}) };
  const pin = <PinButton name={t('view.nextBest')} pinned={() => ({ kind: 'nextBest', spec })} testId="insight-pin-next-best" />;
  return <NextBestAnswered spec={spec} controls={pin} />;
}

interface NextBestAnsweredProps {
  readonly spec: NextBestSpec;
  readonly controls?: ReactNode;
  /** Levels are shown, not typed in. */
  readonly onBoard?: boolean;
}

/** The answer to what was asked, wherever it stands. */
export function NextBestAnswered({ spec, controls, onBoard = false }: NextBestAnsweredProps) {
  const t = useText('insight');
  const format = useFormat();
  const answer = useKernel('insight.nextBest', { spec }, { keep: true });
  const columns = useColumns(spec.suitability ?? null, onBoard);
  return (
    <AnswerFrame
      answer={answer}
      most={MOST_ITEMS}
      shown={(data) => data.products.length}
      summary={(data) => t('summary', { n: format.exact(data.segment.n), items: data.products.length })}
      controls={controls}
    >
      {(data) => (
        <>
          {spec.suitability === undefined && <Alert type="warning" showIcon title={t('suitabilityOff')} />}
          <Table<NextBest>
            size="small"
            rowKey={({ item }) => item.id}
            columns={columns}
            dataSource={[...data.products]}
            pagination={{ defaultPageSize: 30, hideOnSinglePage: true }}
            scroll={{ x: 1040 }}
            data-testid="next-best-table"
          />
        </>
      )}
    </AnswerFrame>
  );
}

function useColumns(suitability: Suitability | null, onBoard: boolean): TableColumnsType<NextBest> {
  const t = useText('insight');
  const format = useFormat();
  const risk: TableColumnsType<NextBest> = suitability
    ? [
        {
          title: t('risk'),
          key: 'risk',
          render: (_, row) => (onBoard ? (row.level ?? t('unknown')) : <RiskField row={row} suitability={suitability} />),
        },
        {
          title: t('notSuitable'),
          key: 'notSuitable',
          align: 'right',
          render: (_, { tooRisky, unknownRisk }) => (
            <span title={t('notSuitableHelp', { tooRisky: format.exact(tooRisky), unknown: format.exact(unknownRisk) })}>
              {format.exact(tooRisky + unknownRisk)}
            </span>
          ),
        },
      ]
    : [];
  return [
    { title: t('product'), key: 'product', render: (_, { item }) => <ItemName item={item} /> },
    { title: t('n'), key: 'holders', align: 'right', render: (_, { holders }) => format.exact(holders) },
    { title: t('lack'), key: 'lack', align: 'right', render: (_, { lack }) => format.exact(lack) },
    ...risk,
    {
      title: t('candidates'),
      key: 'candidates',
      align: 'right',
      render: (_, { item, candidates, rule }) => (
        <CountButton
          n={candidates}
          rule={rule}
          label={t('toSegment', { n: format.exact(candidates) })}
          testId={`candidates-${item.id}`}
        />
      ),
    },
    {
      title: t('affinity'),
      key: 'affinity',
      align: 'right',
      render: (_, { affinity }) => (isInsufficient(affinity) ? '–' : <strong>{format.percent(affinity, 1)}</strong>),
    },
    { title: t('share'), key: 'share', align: 'right', render: (_, { share }) => format.percent(share, 1) },
    {
      title: t('because'),
      key: 'because',
      render: (_, { because }) =>
        because ? (
          t('becauseText', {
            item: because.item,
            confidence: format.percent(because.confidence, 1),
            lift: format.decimal(because.lift, 2),
            n: format.exact(because.n),
          })
        ) : (
          <span className="hx-faint">{t('noRule')}</span>
        ),
    },
  ];
}

function RiskField({ row, suitability }: { readonly row: NextBest; readonly suitability: Suitability }) {
  const t = useText('insight');
  const { item, level } = row;
  return (
    <InputNumber
      size="small"
      className="ins-level"
      aria-label={t('typedRisk', { item: item.label })}
      min={0}
      max={100}
      precision={0}
      placeholder={t('unknown')}
      value={level ?? null}
      onChange={(typed) => useInsightChoice.setState({ suitability: withLevel(suitability, item.id, typed) })}
      data-testid={`level-${item.id}`}
    />
  );
}
