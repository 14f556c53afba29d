import { DeleteOutlined, PlusOutlined, SettingOutlined } from '@ant-design/icons';
import { Badge, Button, Popover } from 'antd';
import type { EventFilter, EventKind } from '#shared/model/event';
import { MOST_TREND_SERIES, TREND_MEASURES } from '#shared/model/trend';
import { useConditionNames } from '../../../conditions/conditionNames';
import { EventField } from '../../../conditions/EventField';
import { inPlaces } from '../../../conditions/eventFilters';
import { useText } from '../../../text';
import { Picker } from '../../../ui/Picker';
import { NameFields } from '../NameFields';
import { newSeries, type TrendSeriesChoice, takesProp, useTrendChoice } from './trendChoice';

interface TrendSeriesListProps {
  readonly series: readonly TrendSeriesChoice[];
  readonly events: readonly EventKind[];
}

/** What is counted: one line of the chart each. */
export function TrendSeriesList({ series, events }: TrendSeriesListProps) {
  const t = useText('trends');
  const set = (changed: readonly TrendSeriesChoice[]) => useTrendChoice.setState({ series: changed });
  return (
    <div className="trd-series">
      {inPlaces(series).map(({ item, place }) => (
        <fieldset key={place} className="cnd-event-field" aria-label={t('series', { n: place + 1 })}>
          <EventField
            label={t('event')}
            filter={item.filter}
            onChange={(filter) => filter && set(series.with(place, refiltered(item, filter)))}
            path={`trends-${place}`}
          />
          <MeasureFields series={item} place={place} onChange={(changed) => set(series.with(place, changed))} />
          <SeriesSettings series={item} place={place} onChange={(changed) => set(series.with(place, changed))} />
          {series.length > 1 && (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('remove', { n: place + 1 })}
              onClick={() => set(series.toSpliced(place, 1))}
              data-testid={`trends-remove-${place}`}
            />
          )}
        </fieldset>
      ))}
      {series.length < MOST_TREND_SERIES && (
        <Button
          size="small"
          className="trd-add"
          icon={<PlusOutlined />}
          onClick={() => set([...series, newSeries(events)])}
          data-testid="trends-add"
        >
          {t('add')}
        </Button>
      )}
    </div>
  );
}

/** Another event has properties of its own, and is not one of the others that count as it. */
function refiltered({ or = [], ...series }: TrendSeriesChoice, filter: EventFilter): TrendSeriesChoice {
  const isOther = filter.event !== series.filter.event;
  const others = or.filter(({ event }) => event !== filter.event);
  return { ...series, filter, or: others, prop: isOther ? undefined : series.prop, ...(isOther ? { label: undefined } : {}) };
}

/** What the series is called, and what else counts. */
function SeriesSettings({ series, place, onChange }: MeasureFieldsProps) {
  const t = useText('trends');
  const name = t('settings', { n: place + 1 });
  const { label, or = [] } = series;
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        destroyOnHidden
        title={name}
        content={
          <div className="trd-settings">
            <NameFields
              event={series.filter.event}
              label={label}
              or={or}
              onChange={(change) => onChange({ ...series, ...change })}
              testId={(field) => `trends-${field}-${place}`}
            />
          </div>
        }
      >
        <Badge dot={label !== undefined || or.length > 0}>
          <Button
            type="text"
            size="small"
            icon={<SettingOutlined />}
            aria-label={name}
            data-testid={`trends-settings-${place}`}
          />
        </Badge>
      </Popover>
      {or.length > 0 && (
        <span className="hx-secondary">{t('orEvents', { events: or.map(({ event }) => event).join(', ') })}</span>
      )}
    </>
  );
}

interface MeasureFieldsProps {
  readonly series: TrendSeriesChoice;
  readonly place: number;
  readonly onChange: (series: TrendSeriesChoice) => void;
}

function MeasureFields({ series, place, onChange }: MeasureFieldsProps) {
  const t = useText('trends');
  const { events, props } = useConditionNames();
  const own = new Set(events.find(({ event }) => event === series.filter.event)?.props);
  const numbers = [...props.values()].filter(({ id, type }) => own.has(id) && (type === 'number' || type === 'integer'));
  const measures = TREND_MEASURES.filter((measure) => numbers.length > 0 || !takesProp(measure) || measure === series.measure);
  return (
    <>
      <Picker
        label={t('measure')}
        value={series.measure}
        options={measures.map((value) => ({ value, label: t(`measure.${value}`) }))}
        onChange={(measure) =>
          onChange({ ...series, measure, prop: takesProp(measure) ? (series.prop ?? numbers[0]?.id) : undefined })
        }
        testId={`trends-measure-${place}`}
      />
      {takesProp(series.measure) && (
        <Picker
          label={t('prop')}
          value={series.prop}
          options={numbers.map(({ id }) => ({ value: id, label: id }))}
          onChange={(prop) => onChange({ ...series, prop })}
          testId={`trends-prop-${place}`}
        />
      )}
    </>
  );
}
