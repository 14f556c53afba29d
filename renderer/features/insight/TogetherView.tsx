import { Segmented, Table, type TableColumnsType } from 'antd';
import type { ItemSet, ItemsSpec, TogetherAnswer } from '#shared/model/insight';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { AnswerFrame } from './AnswerFrame';
import { CountButton } from './CountButton';
import { useInsightChoice } from './insightChoice';
import { holdsAndLacks } from './insightRules';

const MOST_ITEMS = 60;

interface TogetherProps {
  readonly segment: string;
  readonly items: ItemsSpec;
}

/** What the same members hold, and who of them holds the one and lacks the other. */
export function TogetherView({ segment, items }: TogetherProps) {
  const t = useText('insight');
  const format = useFormat();
  const { minimum, size } = useInsightChoice();
  const spec = { segment, items, size, minimumSupport: minimum };
  const answer = useKernel('insight.together', { spec }, { keep: true });
  const controls = (
    <Segmented
      size="small"
      aria-label={t('size')}
      value={size}
      onChange={(chosen) => useInsightChoice.setState({ size: chosen })}
      options={[
        { value: 2 as const, label: t('pairs') },
        { value: 3 as const, label: <span data-testid="insight-triples">{t('triples')}</span> },
      ]}
    />
  );
  return (
    <AnswerFrame
      answer={answer}
      most={MOST_ITEMS}
      shown={(data) => data.sets.length}
      summary={(data) => t('summary', { n: format.exact(data.segment.n), items: data.items.length })}
      controls={controls}
    >
      {(data) => <SetsTable segment={segment} answer={data} />}
    </AnswerFrame>
  );
}

function SetsTable({ segment, answer }: { readonly segment: string; readonly answer: TogetherAnswer }) {
  const t = useText('insight');
  const format = useFormat();
  const columns = useColumns(segment, answer);
  return (
    <>
      <Table<ItemSet>
        size="small"
        rowKey={({ items }) => items.join()}
        columns={columns}
        dataSource={[...answer.sets]}
        pagination={{ defaultPageSize: 25, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        data-testid="together-table"
      />
      {answer.hiddenSets > 0 && <p className="ins-notes hx-faint">{t('hiddenSets', { n: format.exact(answer.hiddenSets) })}</p>}
    </>
  );
}

function useColumns(segment: string, answer: TogetherAnswer): TableColumnsType<ItemSet> {
  const t = useText('insight');
  const format = useFormat();
  const labelOf = (item: number) => answer.items[item]?.label ?? '';
  const rulesOf = (items: readonly number[]) => items.flatMap((item) => answer.items[item]?.rule ?? []);
  return [
    { title: t('together'), key: 'items', render: (_, { items }) => <strong>{items.map(labelOf).join(' + ')}</strong> },
    {
      title: t('n'),
      key: 'n',
      align: 'right',
      render: (_, { items, n }) => (
        <CountButton
          n={n}
          rule={holdsAndLacks(segment, rulesOf(items), [])}
          label={t('holdersOf', { item: items.map(labelOf).join(' + '), n: format.exact(n) })}
        />
      ),
    },
    { title: t('support'), key: 'support', align: 'right', render: (_, { support }) => format.percent(support, 2) },
    {
      title: t('lift'),
      key: 'lift',
      align: 'right',
      render: (_, { lift }) => <span title={String(lift)}>{format.decimal(lift, 2)}</span>,
    },
    {
      title: t('leverage'),
      key: 'leverage',
      align: 'right',
      render: (_, { leverage }) => <span title={String(leverage)}>{format.decimal(leverage * 100, 2)}%</span>,
    },
    {
      title: t('confidenceEach'),
      key: 'confidence',
      render: (_, { items, confidence }) =>
        items
          .map((item, at) => t('confidenceOf', { item: labelOf(item), share: format.percent(confidence[at] ?? 0, 1) }))
          .join(' · '),
    },
    {
      title: t('lacks'),
      key: 'lacks',
      render: (_, { items, n, confidence }) => (
        <span className="ins-lacks">
          {items.map((item, at) => {
            const others = items.filter((each) => each !== item);
            const has = others.map(labelOf).join(' + ');
            const missing = Math.round(n / (confidence[at] ?? 1)) - n;
            return (
              <span key={item}>
                {t('lacksOne', { has, lacks: labelOf(item) })}{' '}
                <CountButton
                  n={missing}
                  rule={holdsAndLacks(segment, rulesOf(others), rulesOf([item]))}
                  label={t('toSegment', { n: format.exact(missing) })}
                  testId={`lacks-${has}-${labelOf(item)}`}
                />
              </span>
            );
          })}
        </span>
      ),
    },
  ];
}
