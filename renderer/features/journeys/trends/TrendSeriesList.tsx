import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { EventKind } from '#shared/model/event';
import { MOST_TREND_SERIES, TREND_MEASURES } from '#shared/model/trend';
import { useConditionNames } from '../../../conditions/conditionNames';
import { EventField } from '../../../conditions/EventField';
import { inPlaces } from '../../../conditions/eventFilters';
import { useText } from '../../../text';
import { Picker } from '../../../ui/Picker';
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
            onChange={(filter) => filter && set(series.with(place, { ...item, filter, prop: undefined }))}
            path={`trends-${place}`}
          />
          <MeasureFields series={item} place={place} onChange={(changed) => set(series.with(place, changed))} />
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
