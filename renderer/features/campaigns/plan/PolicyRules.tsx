import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import type { PolicyRule } from '#shared/model/contactPolicy';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { Section } from './Field';
import { newRule, ruleOf, whoKey } from './policyDraft';

interface PolicyRulesProps {
  readonly rules: readonly PolicyRule[];
  readonly onChange: (rules: PolicyRule[]) => void;
}

/** Whom no campaign reaches, in the order in which they are withheld. */
export function PolicyRules({ rules, onChange }: PolicyRulesProps) {
  const t = useText('campaignPlan');
  const choices = useWhoChoices();
  const first = choices[0]?.value;
  const add = () => first !== undefined && onChange([...rules, newRule(t('policy.rule', { n: rules.length + 1 }), first)]);
  return (
    <Section title={t('policy.rules')} help={t('policy.rulesHelp')}>
      {rules.map((rule, place) => (
        <div key={rule.id} className="pln-row">
          <Input
            maxLength={200}
            aria-label={t('policy.label')}
            status={rule.label === '' ? 'error' : ''}
            value={rule.label}
            onChange={({ target }) => onChange(rules.with(place, { ...rule, label: target.value }))}
            data-testid={`policy-rule-${place}-label`}
          />
          <Select
            className="pln-wide"
            aria-label={t('policy.who')}
            popupMatchSelectWidth={false}
            showSearch={{ optionFilterProp: 'label' }}
            value={whoKey(rule.who)}
            options={whoKey(rule.who) === 'other' ? [...choices, { value: 'other', label: t('policy.other') }] : choices}
            onChange={(key) => onChange(rules.with(place, { ...rule, who: ruleOf(key) ?? rule.who }))}
            data-testid={`policy-rule-${place}-who`}
          />
          <Checkbox
            checked={rule.mandatory}
            aria-label={t('policy.mandatoryOf', { label: rule.label })}
            onChange={({ target }) => onChange(rules.with(place, { ...rule, mandatory: target.checked }))}
            data-testid={`policy-rule-${place}-mandatory`}
          >
            {t('policy.mandatory')}
          </Checkbox>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('policy.removeItem', { label: rule.label })}
            onClick={() => onChange(rules.toSpliced(place, 1))}
          />
        </div>
      ))}
      <Button icon={<PlusOutlined />} onClick={add} disabled={first === undefined} data-testid="policy-add-rule">
        {t('policy.addRule')}
      </Button>
    </Section>
  );
}

/** Imported lists, yes-no tags and saved segments. */
function useWhoChoices(): { value: string; label: string }[] {
  const t = useText('campaignPlan');
  const { tags } = useConditionNames();
  const segments = useKernel('segments.list', {}, { keep: true }).data ?? [];
  const lists = useKernel('lists.list', {}, { keep: true }).data ?? [];
  const flags = [...tags.values()].filter(({ type }) => type === 'boolean');
  return [
    ...lists.map(({ list: { id, name } }) => ({ value: `list:${id}`, label: t('policy.list', { name }) })),
    ...flags.flatMap(({ id, name }) =>
      (['yes', 'no'] as const).map((side) => ({ value: `${side}:${id}`, label: t(`policy.${side}`, { name }) })),
    ),
    ...segments.map(({ segment: { id, name } }) => ({ value: `segment:${id}`, label: t('policy.segment', { name }) })),
  ];
}
