import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { PropCondition } from '#shared/model/event';
import type { TagType } from '#shared/model/tag';
import { DAY_UNITS, type Span } from '#shared/model/value';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { SpanFields } from '../../../ui/SpanFields';
import { TabLeaves } from '../../../ui/TabLeaves';
import { askedFor, typedValues } from './whereDraft';

interface WhereValuesProps {
  readonly event: string;
  readonly condition: PropCondition;
  readonly type: TagType;
  readonly onChange: (condition: PropCondition) => void;
}

/** The values that a condition on a property compares with. */
export function WhereValues({ event, condition, type, onChange }: WhereValuesProps) {
  const asked = askedFor(condition.op);
  const texts = condition.values.map((value) => (typeof value === 'object' ? '' : String(value)));
  const set = (typed: readonly string[]) => onChange({ ...condition, values: typedValues(typed, type) });
  if (asked === 'none') return <span />;
  if (asked === 'span') {
    const [span] = condition.values;
    const shown = (typeof span === 'object' ? span : { n: 30, unit: 'day' }) as Span;
    return (
      <SpanFields
        {...shown}
        units={DAY_UNITS}
        onChange={(changed) => onChange({ ...condition, values: [changed] })}
        testIds={['wizard-where-n', 'wizard-where-unit']}
      />
    );
  }
  if (asked === 'many') return <ManyValues event={event} prop={condition.prop} texts={texts} onChange={set} />;
  if (asked === 'one') return <OneValue type={type} text={texts[0] ?? ''} onChange={(text) => set([text])} />;
  return (
    <span className="tags-inline">
      <OneValue type={type} text={texts[0] ?? ''} onChange={(text) => set([text, texts[1] ?? text])} />
      <span aria-hidden>–</span>
      <OneValue type={type} text={texts[1] ?? ''} onChange={(text) => set([texts[0] ?? text, text])} />
    </span>
  );
}

interface OneValueProps {
  readonly type: TagType;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function OneValue({ type, text, onChange }: OneValueProps) {
  const t = useText('tagForms');
  const common = useText('common');
  const label = t('value');
  if (type === 'number')
    return (
      <InputNumber
        size="small"
        aria-label={label}
        value={text === '' ? null : Number(text)}
        onChange={(typed) => onChange(typed === null ? '' : String(typed))}
      />
    );
  if (type === 'boolean')
    return (
      <Select
        size="small"
        aria-label={label}
        value={text || 'true'}
        options={(['true', 'false'] as const).map((value) => ({ value, label: common(value === 'true' ? 'yes' : 'no') }))}
        onChange={onChange}
      />
    );
  const shape = type === 'date' ? 'date' : 'text';
  return <Input size="small" type={shape} aria-label={label} value={text} onChange={({ target }) => onChange(target.value)} />;
}

interface ManyValuesProps {
  readonly event: string;
  readonly prop: string;
  readonly texts: readonly string[];
  readonly onChange: (texts: readonly string[]) => void;
}

/** Values are chosen among the commonest or typed. */
function ManyValues({ event, prop, texts, onChange }: ManyValuesProps) {
  const t = useText('tagForms');
  const [search, setSearch] = useState('');
  const asked = { event, prop, search, limit: 50 };
  const { data } = useKernel('events.distribution', asked, { enabled: event !== '', keep: true, background: true });
  return (
    <TabLeaves>
      <Select
        mode="tags"
        size="small"
        aria-label={t('value')}
        value={[...texts]}
        options={data?.values.map(({ value }) => ({ value: String(value), label: String(value) })) ?? []}
        onSearch={setSearch}
        onChange={onChange}
      />
    </TabLeaves>
  );
}
