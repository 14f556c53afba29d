import { DownOutlined, RedoOutlined, UndoOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { EventKind } from '#shared/model/event';
import { ANCHORS, FUNNEL_COUNTS, FUNNEL_ORDERS, SAME_TIMES } from '#shared/model/funnel';
import { PERIOD_UNITS } from '#shared/model/periods';
import { useConditionNames } from '../../../conditions/conditionNames';
import { WhoField } from '../../../conditions/WhoField';
import { useText } from '../../../text';
import { Picker } from '../../../ui/Picker';
import { RangeFields } from '../../../ui/RangeFields';
import type { JourneyTabProps } from '../journeyTab';
import { CompareFields } from './CompareFields';
import { changeFunnel, type DraftFunnel, redoFunnel, undoFunnel, useFunnelDraft } from './funnelDraft';
import { LevelFields } from './LevelFields';
import { SpanField } from './SpanField';

const NONE = '';

/** How the funnel is counted: of whom, when, and by what. */
export function FunnelOptions({ events, asOf }: JourneyTabProps) {
  const t = useText('funnel');
  const [more, setMore] = useState(false);
  const { past, present: draft, future } = useFunnelDraft(({ history }) => history);
  const set = (change: Partial<DraftFunnel>, mergeKey: string | null = null) =>
    changeFunnel((each) => ({ ...each, ...change }), mergeKey);
  return (
    <div className="hx-pickers">
      <Button
        size="small"
        icon={<UndoOutlined />}
        aria-label={t('undo')}
        title={t('undo')}
        disabled={past.length === 0}
        onClick={undoFunnel}
        data-testid="funnel-undo"
      />
      <Button
        size="small"
        icon={<RedoOutlined />}
        aria-label={t('redo')}
        title={t('redo')}
        disabled={future.length === 0}
        onClick={redoFunnel}
      />
      <RangeFields range={draft.range ?? allDays(events, asOf)} onChange={(range) => set({ range })} testId="funnel-range" />
      <WhoField
        who={draft.who}
        onChange={(who) => changeFunnel(({ who: _, ...each }) => ({ ...each, ...(who === undefined ? {} : { who }) }))}
        testId="funnel-who"
      />
      <SpanField
        label={t('within')}
        none={t('noLimit')}
        span={draft.within}
        onChange={(within, typing) => set({ within }, typing ? 'within' : null)}
        testId="funnel-within"
      />
      <LevelFields />
      <CompareFields asOf={asOf} />
      <Button
        size="small"
        type="link"
        icon={more ? <UpOutlined /> : <DownOutlined />}
        aria-expanded={more}
        onClick={() => setMore(!more)}
        data-testid="funnel-more"
      >
        {t('moreOptions')}
      </Button>
      {more && <MoreOptions draft={draft} set={set} />}
    </div>
  );
}

function allDays(events: readonly EventKind[], asOf: string) {
  const from = events.map(({ first }) => first).sort()[0] ?? asOf;
  return { from: from < asOf ? from : asOf, to: asOf };
}

interface MoreOptionsProps {
  readonly draft: DraftFunnel;
  readonly set: (change: Partial<DraftFunnel>) => void;
}

function MoreOptions({ draft, set }: MoreOptionsProps) {
  const t = useText('funnel');
  const { props } = useConditionNames();
  return (
    <>
      <Picker
        label={t('order')}
        value={draft.order}
        options={FUNNEL_ORDERS.map((value) => ({ value, label: t(`order.${value}`) }))}
        onChange={(order) => set({ order })}
        testId="funnel-order"
      />
      <Picker
        label={t('sameTime')}
        value={draft.sameTime}
        options={SAME_TIMES.map((value) => ({ value, label: t(`sameTime.${value}`) }))}
        onChange={(sameTime) => set({ sameTime })}
        testId="funnel-same-time"
      />
      <Picker
        label={t('anchor')}
        value={draft.anchor}
        options={ANCHORS.map((value) => ({ value, label: t(`anchor.${value}`) }))}
        onChange={(anchor) => set({ anchor })}
        testId="funnel-anchor"
      />
      <Picker
        label={t('count')}
        value={draft.count}
        options={FUNNEL_COUNTS.map((value) => ({ value, label: t(`count.${value}`) }))}
        onChange={(count) => set({ count })}
        testId="funnel-count"
      />
      <Picker
        label={t('hold')}
        value={draft.hold ?? NONE}
        options={[{ value: NONE, label: t('noProp') }, ...[...props.keys()].map((prop) => ({ value: prop, label: prop }))]}
        onChange={(prop) => changeFunnel(({ hold: _, ...each }) => ({ ...each, ...(prop === NONE ? {} : { hold: prop }) }))}
        testId="funnel-hold"
      />
      <Picker
        label={t('trend')}
        value={draft.trend ?? NONE}
        options={[{ value: NONE, label: t('noTrend') }, ...PERIOD_UNITS.map((value) => ({ value, label: t(`period.${value}`) }))]}
        onChange={(unit) =>
          changeFunnel(({ trend: _, ...each }) => ({
            ...each,
            ...(unit === NONE ? {} : { trend: unit as NonNullable<DraftFunnel['trend']> }),
          }))
        }
        testId="funnel-trend"
      />
    </>
  );
}
