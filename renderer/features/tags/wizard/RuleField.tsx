import { Input, Select } from 'antd';
import { useState } from 'react';
import { type Rule, ruleSchema } from '#shared/model/rule';
import { useText } from '../../../text';
import { SegmentSelect } from './SegmentForm';

const NO_SEGMENT: Rule = { kind: 'segment', segment: '', member: true };

interface RuleFieldProps {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
  readonly testId: string;
}

/** Who: a saved segment, or a rule as JSON. */
export function RuleField({ rule, onChange, testId }: RuleFieldProps) {
  const t = useText('tagForms');
  const [isJson, setJson] = useState(!(rule.kind === 'segment' && rule.member));
  return (
    <span className="tags-rule">
      <Select
        popupMatchSelectWidth={false}
        aria-label={t('ruleAs')}
        value={isJson ? 'json' : 'segment'}
        options={(['segment', 'json'] as const).map((value) => ({ value, label: t(`ruleAs.${value}`) }))}
        onChange={(next) => {
          setJson(next === 'json');
          if (next === 'segment') onChange(NO_SEGMENT);
        }}
        data-testid={`${testId}-as`}
      />
      {isJson ? (
        <RuleJson rule={rule} onChange={onChange} testId={testId} />
      ) : (
        <SegmentSelect
          value={rule.kind === 'segment' ? rule.segment : ''}
          onChange={(segment) => onChange({ kind: 'segment', segment, member: true })}
          testId={testId}
        />
      )}
    </span>
  );
}

/** While the text is no rule, the case has none, so that no former one is counted. */
function RuleJson({ rule, onChange, testId }: RuleFieldProps) {
  const t = useText('tagForms');
  const [text, setText] = useState(() => (rule.kind === 'segment' && rule.segment === '' ? '' : JSON.stringify(rule)));
  const problem = text.trim() === '' ? '' : ruleProblem(text);
  return (
    <span className="tags-rule-json">
      <Input.TextArea
        className="hx-mono"
        autoSize={{ minRows: 1, maxRows: 6 }}
        spellCheck={false}
        aria-label={t('ruleAs.json')}
        status={problem === '' ? '' : 'error'}
        placeholder='{"kind": "tag", "tag": "age", "op": "gte", "values": [60]}'
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          onChange(ruleOf(target.value) ?? NO_SEGMENT);
        }}
        data-testid={testId}
      />
      {problem !== '' && (
        <span role="alert" className="tags-problem tags-small">
          {t('notRule', { problem })}
        </span>
      )}
    </span>
  );
}

function ruleOf(text: string): Rule | undefined {
  try {
    return ruleSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function ruleProblem(text: string): string {
  try {
    const [issue] = ruleSchema.safeParse(JSON.parse(text)).error?.issues ?? [];
    return [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
