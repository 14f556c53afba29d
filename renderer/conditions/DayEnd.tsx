import { FieldTimeOutlined } from '@ant-design/icons';
import { Button, DatePicker, Select, Tooltip } from 'antd';
import dayjs from 'dayjs';
import { DAY_UNITS, type RelativeDay } from '#shared/model/value';
import { useText } from '../text';
import { SpanFields } from '../ui/SpanFields';
import { useConditionNames } from './conditionNames';
import './conditions.css';

export type Day = string | RelativeDay;

interface DayEndProps {
  /** Empty where it is not given yet. */
  readonly day: Day;
  readonly label: string;
  readonly onChange: (day: Day, typing?: boolean) => void;
  readonly path: string;
}

/** A day of the calendar, or one that counts from the as-of day or from another date of the customer. */
export function DayEnd(props: DayEndProps) {
  const { day, label, onChange, path } = props;
  const t = useText('segments');
  const { asOf } = useConditionNames();
  const isFixed = typeof day === 'string';
  return (
    <span className="cnd-day-end">
      {isFixed ? (
        <DatePicker
          size="small"
          allowClear={false}
          defaultPickerValue={dayjs(asOf)}
          aria-label={label}
          placeholder={label}
          value={day === '' ? null : dayjs(day)}
          onChange={(chosen) => onChange(chosen ? chosen.format('YYYY-MM-DD') : '')}
          data-testid={`rule-day-${path}`}
        />
      ) : (
        <RelativeFields day={day} onChange={onChange} path={path} />
      )}
      <Tooltip title={isFixed ? t('toRelative') : t('toFixed')}>
        <Button
          size="small"
          type="text"
          icon={<FieldTimeOutlined />}
          aria-label={isFixed ? t('toRelative') : t('toFixed')}
          aria-pressed={!isFixed}
          onClick={() => onChange(isFixed ? { from: 'asOf', n: -30, unit: 'day' } : asOf)}
          data-testid={`rule-relative-${path}`}
        />
      </Tooltip>
    </span>
  );
}

interface RelativeFieldsProps extends Pick<DayEndProps, 'onChange' | 'path'> {
  readonly day: RelativeDay;
}

/** "30 days before maturity" in the order in which it is said. */
function RelativeFields({ day, onChange, path }: RelativeFieldsProps) {
  const t = useText('segments');
  const { tags } = useConditionNames();
  const dates = [...tags.values()].filter(({ type }) => type === 'date');
  const sign = day.n < 0 ? -1 : 1;
  return (
    <>
      <Select
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('relativeTo')}
        value={day.from === 'asOf' ? '' : day.from.tag}
        options={[{ value: '', label: t('asOfDay') }, ...dates.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(tag) => onChange({ ...day, from: tag === '' ? 'asOf' : { tag } })}
        data-testid={`rule-relative-to-${path}`}
      />
      <Select
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('direction')}
        value={sign}
        options={[
          { value: -1, label: t('before') },
          { value: 1, label: t('after') },
        ]}
        onChange={(next) => onChange({ ...day, n: next * Math.abs(day.n) })}
        data-testid={`rule-relative-sign-${path}`}
      />
      <SpanFields
        n={Math.abs(day.n)}
        unit={day.unit}
        units={DAY_UNITS}
        min={0}
        onChange={({ n, unit }, typing) => onChange({ ...day, n: sign * n, unit }, typing)}
        testIds={[`rule-relative-n-${path}`, `rule-relative-unit-${path}`]}
      />
    </>
  );
}
