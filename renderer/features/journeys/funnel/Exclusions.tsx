import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { EventKind } from '#shared/model/event';
import { EXCLUSION_EFFECTS, type FunnelSpec } from '#shared/model/funnel';
import { EventFilterEditor } from '../../../conditions/EventFilterEditor';
import { inPlaces } from '../../../conditions/eventFilters';
import { useText } from '../../../text';
import { changeFunnel, useFunnelDraft } from './funnelDraft';

const MOST_EXCLUSIONS = 10;

type Exclusion = FunnelSpec['exclude'][number];

/** Events that must not lie between the steps, and what they do. */
export function Exclusions({ events }: { readonly events: readonly EventKind[] }) {
  const t = useText('funnel');
  const { exclude, steps } = useFunnelDraft(({ history }) => history.present);
  const set = (changed: Exclusion[], typing = false) =>
    changeFunnel((draft) => ({ ...draft, exclude: changed }), typing ? 'exclude' : null);
  const other = events.find(({ event }) => !steps.some((step) => step.event === event))?.event;
  return (
    <div className="fun-exclusions">
      {inPlaces(exclude).map(({ item, place }) => (
        <div key={place} className="fun-step" data-testid={`funnel-exclude-${place}`}>
          <span className="hx-secondary">{t('without')}</span>
          <span className="fun-step-events">
            <EventFilterEditor
              filter={item}
              onChange={(changed, typing) => set(exclude.with(place, changed), typing)}
              path={`exclude-${place}`}
            />
          </span>
          <Select
            size="small"
            popupMatchSelectWidth={false}
            aria-label={t('effect')}
            value={item.effect}
            options={EXCLUSION_EFFECTS.map((effect) => ({ value: effect, label: t(`effect.${effect}`) }))}
            onChange={(effect) => set(exclude.with(place, { ...item, effect }))}
          />
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('removeExclusion')}
            onClick={() => set(exclude.toSpliced(place, 1))}
          />
        </div>
      ))}
      {steps.length > 0 && other !== undefined && (
        <Button
          size="small"
          type="link"
          icon={<PlusOutlined />}
          disabled={exclude.length >= MOST_EXCLUSIONS}
          onClick={() => set([...exclude, { event: other, where: [], effect: 'endsAttempt' }])}
          data-testid="funnel-add-exclude"
        >
          {t('addExclusion')}
        </Button>
      )}
    </div>
  );
}
