import { Segmented } from 'antd';
import { useFormat, useText } from '../text';
import { scalarsOf } from './conditionValues';
import { useDistribution, type ValueEditorProps } from './valueEditor';

/** Yes or no, with how many customers have each. */
export function YesNoValue({ comparison, subject, onChange, path }: ValueEditorProps) {
  const t = useText('common');
  const format = useFormat();
  const { data } = useDistribution(subject);
  const countOf = (wanted: boolean) => data?.values.find(({ value }) => value === wanted)?.n;
  const option = (value: boolean, name: string) => {
    const n = countOf(value);
    return {
      value: String(value),
      label: (
        <span data-testid={`rule-value-${path}-${value}`}>
          {name} {n === undefined ? null : <span className="hx-faint">{format.count(n)}</span>}
        </span>
      ),
    };
  };
  return (
    <Segmented
      size="small"
      value={String(scalarsOf(comparison.values)[0] ?? true)}
      options={[option(true, t('yes')), option(false, t('no'))]}
      onChange={(value) => onChange({ op: comparison.op, values: [value === 'true'] })}
    />
  );
}
