import { Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { TagValueCount } from '#shared/model/tag';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { scalarsOf, shapeOf } from './conditionValues';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { ValueEditorProps } from './valueEditor';

/** The tag's real values, commonest first, searched in the data and counted; free text for `contains` and `startsWith`. */
export function CategoryValues(props: ValueEditorProps) {
  const { op } = props.condition;
  return op === 'contains' || op === 'startsWith' ? <TextValue {...props} /> : <ValueSelect {...props} />;
}

function ValueSelect({ condition, tag, path }: ValueEditorProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const { data, busy } = useKernel('tags.distribution', { tag: tag.id, search }, { keep: true });
  const many = shapeOf(condition.op) === 'many';
  const chosen = scalarsOf(condition.values).map(String);
  const hidden = search === '' && data ? data.distinct - data.values.length : 0;
  const choose = (values: string[]) => {
    setTyped('');
    setCondition(editor, { ...condition, values });
  };
  return (
    <Select<string | string[] | null, ValueChoice>
      size="small"
      className="seg-values"
      {...(many ? { mode: 'multiple' as const } : {})}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      popupMatchSelectWidth={280}
      loading={busy}
      aria-label={many ? t('values') : t('value')}
      placeholder={t('chooseValues')}
      value={many ? chosen : (chosen[0] ?? null)}
      options={(data?.values ?? []).map(optionOf)}
      optionLabelProp="title"
      optionRender={({ data: option }) => <ValueOption value={option.value} n={option.n} known={data?.known ?? 0} />}
      popupRender={(menu) => (
        <>
          {menu}
          {hidden > 0 && <div className="hx-faint seg-more-values">{t('moreValues', { n: hidden })}</div>}
        </>
      )}
      onChange={(value) => choose(typeof value === 'string' ? [value] : (value ?? []))}
      data-testid={`rule-value-${path}`}
    />
  );
}

interface ValueChoice {
  readonly value: string;
  readonly title: string;
  readonly label: string;
  readonly n: number;
}

function optionOf({ value, n }: TagValueCount): ValueChoice {
  return { value: String(value), title: String(value), label: String(value), n };
}

function ValueOption({ value, n, known }: { readonly value: string; readonly n: number; readonly known: number }) {
  const format = useFormat();
  return (
    <div className="seg-value-option" data-testid={`value-option-${value}`}>
      <span className="seg-value-bar" style={{ width: `${(n / Math.max(1, known)) * 100}%` }} aria-hidden />
      <span className="seg-value-name">{value}</span>
      <span className="hx-faint" title={format.exact(n)}>
        {format.count(n)}
      </span>
    </div>
  );
}

function TextValue({ condition, path }: ValueEditorProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  return (
    <Input
      size="small"
      className="seg-text"
      aria-label={t('value')}
      placeholder={t('typeText')}
      value={String(scalarsOf(condition.values)[0] ?? '')}
      onChange={({ target }) => setCondition(editor, { ...condition, values: target.value === '' ? [] : [target.value] }, true)}
      data-testid={`rule-value-${path}`}
    />
  );
}
