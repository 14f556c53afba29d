import { CloseOutlined, HolderOutlined, SettingOutlined } from '@ant-design/icons';
import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Badge, Button, Popover } from 'antd';
import { EventFilterEditor } from '../../../conditions/EventFilterEditor';
import { useText } from '../../../text';
import { changeStep, type DraftStep, removeStep, useFunnelDraft } from './funnelDraft';
import { StepSettings } from './StepSettings';

interface StepCardProps {
  readonly step: DraftStep;
  readonly index: number;
}

/** One step: its events, and what is asked of it beside. */
export function StepCard({ step, index }: StepCardProps) {
  const t = useText('funnel');
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: step.id,
  });
  const name = t('stepN', { n: index + 1 });
  const isAsked = step.optional || step.within || step.notBefore || step.or?.length || step.label;
  return (
    <li
      ref={setNodeRef}
      className="fun-step"
      style={{ transform: CSS.Translate.toString(transform), transition, opacity: isDragging ? 0.5 : 1 }}
      aria-label={name}
      data-testid={`funnel-step-${index}`}
    >
      <button
        type="button"
        className="fun-handle"
        ref={setActivatorNodeRef}
        {...attributes}
        {...listeners}
        aria-label={t('moveStep', { name })}
        data-testid={`funnel-move-${index}`}
      >
        <HolderOutlined aria-hidden />
      </button>
      <span className="fun-step-number">{index + 1}</span>
      <span className="fun-step-events">
        <EventFilterEditor filter={step} onChange={changeStep} path={`funnel-${index}`} />
        <StepWords step={step} />
      </span>
      <Popover
        trigger="click"
        placement="bottomRight"
        destroyOnHidden
        content={<StepSettings step={step} index={index} />}
        title={t('stepSettings', { name })}
      >
        <Badge dot={Boolean(isAsked)}>
          <Button
            size="small"
            type="text"
            icon={<SettingOutlined />}
            aria-label={t('stepSettings', { name })}
            data-testid={`funnel-settings-${index}`}
          />
        </Badge>
      </Popover>
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t('removeStep', { name })}
        onClick={() => removeStep(step.id)}
        data-testid={`funnel-remove-${index}`}
      />
    </li>
  );
}

/** What the settings of the step say. */
function StepWords({ step: { or = [], optional, within, notBefore } }: { readonly step: DraftStep }) {
  const t = useText('funnel');
  const isAny = useFunnelDraft(({ history }) => history.present.order === 'any');
  const words = [
    or.length > 0 ? t('orEvents', { events: or.map(({ event }) => event).join(t('comma')) }) : '',
    optional && !isAny ? t('optional') : '',
    within && !isAny ? t('withinOf', { n: within.n, unit: t(`unit.${within.unit}`) }) : '',
    notBefore && !isAny ? t('notBeforeOf', { n: notBefore.n, unit: t(`unit.${notBefore.unit}`) }) : '',
  ].filter((each) => each !== '');
  return words.length > 0 ? <span className="hx-secondary">{words.join(' · ')}</span> : null;
}
