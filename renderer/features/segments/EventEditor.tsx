import { ThunderboltOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { MEASURES, wantsProp } from '#shared/model/event';
import { ComparisonEditor } from '../../conditions/ComparisonEditor';
import { EventFilterEditor } from '../../conditions/EventFilterEditor';
import { useText } from '../../text';
import { behaviourOf, measuredType, propsFor, withMeasure, withProp } from './eventDraft';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import { isMeasurable } from './ruleDraft';
import type { DraftEvent } from './ruleTree';
import { useSegmentContext } from './segmentContext';
import { WindowEditor } from './WindowEditor';

/** A measure of the customer's events: when, which events, what of them, compared with what. */
export function EventEditor({ condition, path }: { readonly condition: DraftEvent; readonly path: string }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { props } = useSegmentContext();
  const change = (changed: DraftEvent, typing?: boolean) => setCondition(editor, changed, typing);
  return (
    <div className="seg-condition">
      <span className="seg-chip">
        <ThunderboltOutlined aria-hidden /> {t('did')}
      </span>
      <WindowEditor
        window={condition.window}
        onChange={(window, typing) => {
          const { window: _, ...rest } = condition;
          change(window ? { ...rest, window } : rest, typing);
        }}
        path={path}
      />
      <EventFilterEditor filter={condition} onChange={change} path={path} />
      <MeasureSelect condition={condition} path={path} />
      <ComparisonEditor
        comparison={condition}
        subject={{
          kind: 'measure',
          type: measuredType(condition, props),
          behaviour: isMeasurable(condition) ? behaviourOf(condition) : null,
        }}
        onChange={({ op, values }, typing) => change({ ...condition, op, values: values as DraftEvent['values'] }, typing)}
        path={path}
      />
    </div>
  );
}

function MeasureSelect({ condition, path }: { readonly condition: DraftEvent; readonly path: string }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { events, props } = useSegmentContext();
  const known = events.find(({ event }) => event === condition.event)?.props ?? [];
  const measures = MEASURES.filter((measure) => !wantsProp(measure) || propsFor(measure, known, props).length > 0);
  return (
    <>
      <Select
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('measure')}
        value={condition.measure}
        options={measures.map((measure) => ({ value: measure, label: t(`measure.${measure}`) }))}
        onChange={(measure) => setCondition(editor, withMeasure(condition, measure, known, props))}
        data-testid={`rule-measure-${path}`}
      />
      {wantsProp(condition.measure) && (
        <Select
          size="small"
          popupMatchSelectWidth={false}
          aria-label={t('measureProp')}
          placeholder={t('measureProp')}
          value={condition.prop ?? null}
          options={propsFor(condition.measure, known, props).map((prop) => ({ value: prop, label: prop }))}
          onChange={(prop) => prop !== null && setCondition(editor, withProp(condition, prop, props))}
          data-testid={`rule-prop-${path}`}
        />
      )}
    </>
  );
}
