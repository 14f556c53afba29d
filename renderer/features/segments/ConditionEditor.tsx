import { Select } from 'antd';
import type { TagOperator } from '#shared/model/rule';
import { OPERATORS_BY_TYPE, type TagType } from '#shared/model/tag';
import { type Translate, useText } from '../../text';
import { nameWithUnit } from '../../ui/nameWithUnit';
import { TagTypeIcon } from '../../ui/TagTypeIcon';
import { tagPlace } from '../../ui/tagPlace';
import { CategoryValues } from './CategoryValues';
import { withOperator } from './conditionValues';
import { DateValues } from './DateValues';
import { NumberValues } from './NumberValues';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { DraftCondition, DraftTag } from './ruleTree';
import { SqlPredicate } from './SqlPredicate';
import { useSegmentContext } from './segmentContext';
import type { ValueEditorProps } from './valueEditor';
import { YesNoValue } from './YesNoValue';

/** A condition's row: tag, operator and the values its type asks for; or a line of SQL. */
export function ConditionEditor({ condition, path }: { readonly condition: DraftCondition; readonly path: string }) {
  const t = useText('segments');
  const { tags } = useSegmentContext();
  if (condition.kind === 'sql') return <SqlPredicate condition={condition} path={path} />;
  const tag = tags.get(condition.tag);
  if (!tag) return <span className="seg-unknown-tag">{t('unknownTag', { tag: condition.tag })}</span>;
  return (
    <div className="seg-condition">
      <span className="seg-chip" title={tagPlace(tag)}>
        <TagTypeIcon type={tag.type} label={t(`type.${tag.type}`)} />
        {nameWithUnit(tag)}
      </span>
      <OperatorSelect condition={condition} type={tag.type} path={path} />
      <ValueEditor condition={condition} tag={tag} path={path} />
    </div>
  );
}

function OperatorSelect({
  condition,
  type,
  path,
}: {
  readonly condition: DraftTag;
  readonly type: TagType;
  readonly path: string;
}) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const options = OPERATORS_BY_TYPE[type].map((op) => ({ value: op, label: operatorText(t, op, type) }));
  return (
    <Select<TagOperator>
      size="small"
      className="seg-operator"
      popupMatchSelectWidth={false}
      aria-label={t('operator')}
      value={condition.op}
      options={options}
      onChange={(op) => setCondition(editor, withOperator(condition, op, type))}
      data-testid={`rule-operator-${path}`}
    />
  );
}

const EDITORS = { category: CategoryValues, boolean: YesNoValue, number: NumberValues, date: DateValues };

function ValueEditor(props: ValueEditorProps) {
  if (props.condition.op === 'isNull' || props.condition.op === 'isNotNull') return null;
  const Editor = EDITORS[props.tag.type];
  return <Editor {...props} />;
}

function operatorText(t: Translate<'segments'>, op: TagOperator, type: TagType): string {
  const compares = op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte';
  return type === 'date' && compares ? t(`op.date.${op}`) : t(`op.${op}`);
}
