import { Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { TagValueCount } from '#shared/model/tag';
import { useFormat, useText } from '../text';
import { TabLeaves } from '../ui/TabLeaves';
import { scalarsOf, shapeOf } from './conditionValues';
import { useDistribution, type ValueEditorProps } from './valueEditor';

/** The tag's real values, commonest first, searched in the data and counted; free text for `contains` and `startsWith`. */
export function CategoryValues(props: ValueEditorProps) {
  const { op } = props.comparison;
  return op === 'contains' || op === 'startsWith' ? <TextValue {...props} /> : <ValueSelect {...props} />;
}

function ValueSelect({ comparison, subject, onChange, path }: ValueEditorProps) {
  const t = useText('segments');
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const { data, busy } = useDistribution(subject, search);
  const many = shapeOf(comparison.op) === 'many';
  const chosen = scalarsOf(comparison.values).map(String);
  const hidden = search === '' && data ? data.distinct - data.values.length : 0;
  const choose = (values: string[]) => {
    setTyped('');
    onChange({ op: comparison.op, values });
  };
  return (
    <TabLeaves>
      <Select<string | string[] | null, ValueChoice>
        size="small"
        className="cnd-values"
        {...(many ? { mode: 'multiple' as const } : {})}
        showSearch={{ filterOption: isFound, searchValue: typed, onSearch: setTyped }}
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
            {hidden > 0 && <div className="hx-faint cnd-more-values">{t('moreValues', { n: hidden })}</div>}
          </>
        )}
        onChange={(value) => choose(typeof value === 'string' ? [value] : (value ?? []))}
        data-testid={`rule-value-${path}`}
      />
    </TabLeaves>
  );
}

interface ValueChoice {
  readonly value: string;
  readonly title: string;
  readonly label: string;
  readonly n: number;
}

/** The list may lag behind the typing; Enter must not choose what is not searched for. */
function isFound(search: string, option: ValueChoice | undefined): boolean {
  return option?.value.toLowerCase().includes(search.toLowerCase()) ?? false;
}

function optionOf({ value, n }: TagValueCount): ValueChoice {
  return { value: String(value), title: String(value), label: String(value), n };
}

function ValueOption({ value, n, known }: { readonly value: string; readonly n: number; readonly known: number }) {
  const format = useFormat();
  return (
    <div className="cnd-value-option" data-testid={`value-option-${value}`}>
      <span className="cnd-value-bar" style={{ width: `${(n / Math.max(1, known)) * 100}%` }} aria-hidden />
      <span className="cnd-value-name">{value}</span>
      <span className="hx-faint" title={format.exact(n)}>
        {format.count(n)}
      </span>
    </div>
  );
}

function TextValue({ comparison, onChange, path }: ValueEditorProps) {
  const t = useText('segments');
  return (
    <Input
      size="small"
      className="cnd-text"
      aria-label={t('value')}
      placeholder={t('typeText')}
      value={String(scalarsOf(comparison.values)[0] ?? '')}
      onChange={({ target }) => onChange({ op: comparison.op, values: target.value === '' ? [] : [target.value] }, true)}
      data-testid={`rule-value-${path}`}
    />
  );
}
