import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { Rule } from '#shared/model/rule';
import type { CasesOverlap } from '#shared/model/tagAnswers';
import type { CasesSource, TagSource, TagValue } from '#shared/model/tagSource';
import { useFormat, useText } from '../../../text';
import { Field } from '../Field';
import { RuleField } from './RuleField';
import { kindOfValue, typedValue, type ValueKind } from './typedValue';

const VALUE_KINDS = ['category', 'number', 'boolean'] as const;
const NO_SEGMENT: Rule = { kind: 'segment', segment: '', member: true };

type Case = CasesSource['cases'][number];

interface CasesFormProps {
  readonly source: CasesSource;
  readonly overlap: CasesOverlap | undefined;
  readonly onChange: (source: TagSource) => void;
}

/** The value of the first rule that finds the customer, in the order of the rules. */
export function CasesForm({ source, overlap, onChange }: CasesFormProps) {
  const t = useText('tagForms');
  const tags = useText('tags');
  const { cases, otherwise } = source;
  const [kind, setKind] = useState<ValueKind>(() => kindOfValue(cases[0]?.value));
  const [keys, setKeys] = useState<readonly string[]>(() => cases.map(() => crypto.randomUUID()));
  const set = (changed: readonly Case[]) => onChange({ ...source, cases: [...changed] });
  const swap = (index: number, by: 1 | -1) => {
    set(swapped(cases, index, by));
    setKeys(swapped(keys, index, by));
  };
  const remove = (index: number) => {
    set(cases.toSpliced(index, 1));
    setKeys(keys.toSpliced(index, 1));
  };
  const add = () => {
    set([...cases, { rule: NO_SEGMENT, value: '' }]);
    setKeys([...keys, crypto.randomUUID()]);
  };
  return (
    <>
      <Field label={t('valueKind')}>
        <Segmented
          aria-label={t('valueKind')}
          value={kind}
          options={VALUE_KINDS.map((value) => ({ value, label: tags(`type.${value}`) }))}
          onChange={setKind}
        />
      </Field>
      <Field label={t('cases')} hint={t('casesHint')}>
        <ol className="tags-cases">
          {cases.map((each, index) => (
            <CaseRow
              key={keys[index]}
              index={index}
              last={index === cases.length - 1}
              kind={kind}
              each={each}
              found={overlap?.cases[index]}
              onChange={(changed) => set(cases.with(index, changed))}
              onMove={(by) => swap(index, by)}
              onRemove={() => remove(index)}
            />
          ))}
        </ol>
        <Button size="small" icon={<PlusOutlined />} onClick={add} data-testid="wizard-add-case">
          {t('addCase')}
        </Button>
      </Field>
      <Field label={t('otherwise')} hint={t('otherwiseHint')}>
        <ValueInput
          kind={kind}
          value={otherwise}
          label={t('otherwise')}
          onChange={(value) => onChange({ ...source, otherwise: value })}
          testId="wizard-otherwise"
        />
      </Field>
      {overlap && <Overlap overlap={overlap} />}
    </>
  );
}

function swapped<T>(items: readonly T[], index: number, by: 1 | -1): readonly T[] {
  const [one, other] = [items[index], items[index + by]];
  return one === undefined || other === undefined ? items : items.with(index, other).with(index + by, one);
}

function Overlap({ overlap: { several, none } }: { readonly overlap: CasesOverlap }) {
  const t = useText('tagForms');
  const format = useFormat();
  return (
    <p className="hx-secondary" data-testid="wizard-overlap">
      {t('overlap', { several: format.exact(several), none: format.exact(none) })}
    </p>
  );
}

interface CaseRowProps {
  readonly index: number;
  readonly last: boolean;
  readonly kind: ValueKind;
  readonly each: Case;
  readonly found: CasesOverlap['cases'][number] | undefined;
  readonly onChange: (changed: Case) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

function CaseRow({ index, last, kind, each, found, onChange, onMove, onRemove }: CaseRowProps) {
  const t = useText('tagForms');
  const format = useFormat();
  const n = index + 1;
  const button = { size: 'small', type: 'text' } as const;
  return (
    <li>
      <div className="tags-case">
        <RuleField rule={each.rule} onChange={(rule) => onChange({ ...each, rule })} testId={`wizard-case-${index}`} />
        <span aria-hidden>→</span>
        <ValueInput
          kind={kind}
          value={each.value}
          label={t('caseValue', { n })}
          onChange={(value) => onChange({ ...each, value: value ?? '' })}
          testId={`wizard-case-value-${index}`}
        />
        <Button
          {...button}
          icon={<ArrowUpOutlined />}
          disabled={index === 0}
          aria-label={t('caseUp', { n })}
          onClick={() => onMove(-1)}
        />
        <Button
          {...button}
          icon={<ArrowDownOutlined />}
          disabled={last}
          aria-label={t('caseDown', { n })}
          onClick={() => onMove(1)}
        />
        <Button {...button} icon={<DeleteOutlined />} aria-label={t('removeCase', { n })} onClick={onRemove} />
      </div>
      {found && (
        <div className="hx-faint tags-small">
          {t('caseFound', { matched: format.exact(found.matched), taken: format.exact(found.taken) })}
        </div>
      )}
    </li>
  );
}

interface ValueInputProps {
  readonly kind: ValueKind;
  readonly value: TagValue | null;
  readonly label: string;
  readonly onChange: (value: TagValue | null) => void;
  readonly testId: string;
}

function ValueInput({ kind, value, label, onChange, testId }: ValueInputProps) {
  const common = useText('common');
  const text = value === null ? '' : String(value);
  const look = { 'aria-label': label, 'data-testid': testId };
  if (kind === 'boolean')
    return (
      <Select
        allowClear
        {...look}
        value={text || null}
        options={(['true', 'false'] as const).map((each) => ({ value: each, label: common(each === 'true' ? 'yes' : 'no') }))}
        onChange={(typed) => onChange(typedValue(typed ?? '', kind))}
      />
    );
  const type = kind === 'number' ? 'number' : 'text';
  return <Input {...look} type={type} value={text} onChange={({ target }) => onChange(typedValue(target.value, kind))} />;
}
