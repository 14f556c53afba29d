import { Segmented } from 'antd';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { scalarsOf } from './conditionValues';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { ValueEditorProps } from './valueEditor';

/** Yes or no, with how many customers have each. */
export function YesNoValue({ condition, tag, path }: ValueEditorProps) {
  const t = useText('common');
  const format = useFormat();
  const editor = useSegmentEditor();
  const { data } = useKernel('tags.distribution', { tag: tag.id });
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
      value={String(scalarsOf(condition.values)[0] ?? true)}
      options={[option(true, t('yes')), option(false, t('no'))]}
      onChange={(value) => setCondition(editor, { ...condition, values: [value === 'true'] })}
    />
  );
}
