import { Select } from 'antd';
import { OPERATORS_BY_TYPE, type TagType } from '#shared/model/tag';
import type { TagOperator } from '#shared/model/value';
import { type Translate, useText } from '../text';
import { CategoryValues } from './CategoryValues';
import { withOperator } from './conditionValues';
import { DateValues } from './DateValues';
import { NumberValues } from './NumberValues';
import type { ValueEditorProps } from './valueEditor';
import { YesNoValue } from './YesNoValue';
import './conditions.css';

const EDITORS = { category: CategoryValues, boolean: YesNoValue, number: NumberValues, date: DateValues };

/** An operator and the values that it asks for, as the type of what is compared wants them. */
export function ComparisonEditor(props: ValueEditorProps) {
  const { comparison, subject, onChange, path } = props;
  const t = useText('segments');
  const { type } = subject;
  const options = OPERATORS_BY_TYPE[type].map((op) => ({ value: op, label: operatorText(t, op, type) }));
  const Editor = EDITORS[type];
  const wantsValues = comparison.op !== 'isNull' && comparison.op !== 'isNotNull';
  return (
    <>
      <Select<TagOperator>
        size="small"
        className="cnd-operator"
        popupMatchSelectWidth={false}
        aria-label={t('operator')}
        value={comparison.op}
        options={options}
        onChange={(op) => onChange(withOperator(comparison, op, type))}
        data-testid={`rule-operator-${path}`}
      />
      {wantsValues && <Editor {...props} />}
    </>
  );
}

function operatorText(t: Translate<'segments'>, op: TagOperator, type: TagType): string {
  const compares = op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte';
  return type === 'date' && compares ? t(`op.date.${op}`) : t(`op.${op}`);
}
