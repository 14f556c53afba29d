import { Select } from 'antd';
import type { EventWindow } from '#shared/model/event';
import { EVENT_UNITS } from '#shared/model/value';
import { type Day, DayEnd } from '../../conditions/DayEnd';
import { useText } from '../../text';
import { SpanFields } from '../../ui/SpanFields';
import { useSegmentContext } from './segmentContext';

type WindowKind = 'any' | 'last' | 'between';

interface WindowEditorProps {
  readonly window: EventWindow | undefined;
  readonly onChange: (window: EventWindow | undefined, typing?: boolean) => void;
  readonly path: string;
}

/** When: any time, the last so many units, or between two days. */
export function WindowEditor({ window, onChange, path }: WindowEditorProps) {
  const t = useText('segments');
  const { asOf } = useSegmentContext();
  const kind: WindowKind = window === undefined ? 'any' : 'last' in window ? 'last' : 'between';
  const starts: Record<WindowKind, EventWindow | undefined> = {
    any: undefined,
    last: { last: { n: 90, unit: 'day' } },
    between: { from: asOf, to: asOf },
  };
  return (
    <span className="cnd-range">
      <Select<WindowKind>
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('window')}
        value={kind}
        options={(['any', 'last', 'between'] as const).map((value) => ({ value, label: t(`window.${value}`) }))}
        onChange={(next) => onChange(starts[next])}
        data-testid={`rule-window-${path}`}
      />
      {window !== undefined && 'last' in window && (
        <SpanFields
          {...window.last}
          units={EVENT_UNITS}
          onChange={(last, typing) => onChange({ last }, typing)}
          testIds={[`rule-window-n-${path}`, `rule-window-unit-${path}`]}
        />
      )}
      {window !== undefined && 'from' in window && <Between window={window} onChange={onChange} path={path} />}
    </span>
  );
}

interface BetweenProps extends Pick<WindowEditorProps, 'onChange' | 'path'> {
  readonly window: Extract<EventWindow, { from: unknown }>;
}

function Between({ window, onChange, path }: BetweenProps) {
  const t = useText('segments');
  const end = (name: 'from' | 'to') => (
    <DayEnd
      day={window[name]}
      label={t(name)}
      onChange={(day: Day, typing) => onChange({ ...window, [name]: day }, typing)}
      path={`${path}-${name}`}
    />
  );
  return (
    <>
      {end('from')}
      <span aria-hidden>–</span>
      {end('to')}
    </>
  );
}
