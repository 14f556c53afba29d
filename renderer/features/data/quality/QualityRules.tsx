import { DeleteOutlined, EditOutlined, MinusCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Table, type TableColumnType, Tag } from 'antd';
import type { ReactNode } from 'react';
import { isOfTable, type QualityRule, type QualityRuleState } from '#shared/model/quality';
import { useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useFormat, useLanguage, useText } from '../../../text';
import { errorWords } from '../../../text/faults';
import { QualityIcon } from '../../../ui/QualityBadge';
import { scoreText } from '../../../ui/qualityLevel';
import { useRuleWords } from './ruleWords';

interface QualityRulesProps {
  readonly title: string;
  readonly rules: readonly QualityRuleState[];
  /** Both absent for whoever may only read. */
  readonly onShow?: (state: QualityRuleState) => void;
  readonly onEdit?: (rule: QualityRule) => void;
}

/** Rules with what came out of them, the failing ones first; a failing count is the way to its rows. */
export function QualityRules({ title, rules, onShow, onEdit }: QualityRulesProps) {
  const t = useText('quality');
  if (rules.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="hx-quality-title">{title}</h3>
      <Table<QualityRuleState>
        size="small"
        rowKey={({ rule }) => rule.id}
        pagination={false}
        dataSource={rules.toSorted((a, b) => urgency(b) - urgency(a))}
        onRow={({ rule, result }) =>
          ({ 'data-testid': `rule-row-${rule.check.kind}`, 'data-state': result?.state ?? 'none' }) as object
        }
        columns={[
          { title: t('state'), key: 'state', width: 116, render: (_, state) => <StateWord state={state} /> },
          { title: t('rule'), key: 'rule', render: (_, state) => <RuleWords state={state} /> },
          {
            title: t('severity'),
            key: 'severity',
            width: 82,
            render: (_, { rule }) => <Tag>{t(`severity.${rule.severity}`)}</Tag>,
          },
          { title: t('checked'), key: 'checked', width: 100, align: 'right', render: (_, state) => <Checked state={state} /> },
          {
            title: t('failing'),
            key: 'failing',
            width: 100,
            align: 'right',
            render: (_, state) => <Failing state={state} {...(onShow ? { onShow } : {})} />,
          },
          { title: t('passing'), key: 'share', width: 92, align: 'right', render: (_, state) => <Passing state={state} /> },
          ...(onEdit ? [actionsColumn(t('actions'), onEdit)] : []),
        ]}
      />
    </section>
  );
}

function actionsColumn(title: string, onEdit: (rule: QualityRule) => void): TableColumnType<QualityRuleState> {
  return {
    title: <span className="hx-visually-hidden">{title}</span>,
    key: 'actions',
    width: 84,
    align: 'right',
    render: (_, { rule }) => <Actions rule={rule} onEdit={onEdit} />,
  };
}

const SEVERITY_ORDER = { info: 1, warn: 2, block: 3 };

function urgency({ rule, result }: QualityRuleState): number {
  if (result?.state === 'failed') return 10 + SEVERITY_ORDER[rule.severity];
  return result?.state === 'error' ? 9 : result ? 0 : 1;
}

interface StateProps {
  readonly state: QualityRuleState;
}

function StateWord({ state: { rule, result } }: StateProps) {
  const t = useText('quality');
  const [icon, word] = ((): [ReactNode, Parameters<typeof t>[0]] => {
    if (!result) return [<MinusCircleOutlined key="icon" className="hx-faint" aria-hidden />, 'state.none'];
    if (result.state === 'error')
      return [<StopOutlined key="icon" className="hx-quality-icon" data-level="warn" aria-hidden />, 'state.error'];
    if (result.checked === 0) return [<MinusCircleOutlined key="icon" className="hx-faint" aria-hidden />, 'state.unchecked'];
    if (result.state === 'passed') return [<QualityIcon key="icon" level="good" />, 'state.passed'];
    return [<QualityIcon key="icon" level={rule.severity === 'block' ? 'block' : 'warn'} />, 'state.failed'];
  })();
  return (
    <span className="hx-quality-state">
      {icon}
      {t(word)}
    </span>
  );
}

function RuleWords({ state: { rule, result } }: StateProps) {
  const t = useText('quality');
  const wordsOf = useRuleWords();
  const language = useLanguage();
  const found = result && result.state !== 'error' && isOfTable(rule.check) ? (result.found ?? t('foundNothing')) : undefined;
  return (
    <div className="hx-rule-words">
      <span>{wordsOf(rule.check)}</span>
      {found === undefined ? null : <span className="hx-faint">{t('found', { found })}</span>}
      {result?.state === 'error' ? <span className="hx-rule-error">{errorWords(result.error, language).message}</span> : null}
    </div>
  );
}

function Checked({ state: { result } }: StateProps) {
  const format = useFormat();
  return <>{result && result.state !== 'error' ? format.exact(result.checked) : '–'}</>;
}

function Passing({ state: { result } }: StateProps) {
  const format = useFormat();
  const known = result && result.state !== 'error' && result.checked > 0;
  return <>{known ? scoreText(1 - result.failing / result.checked, format) : '–'}</>;
}

function Failing({ state, onShow }: StateProps & Pick<QualityRulesProps, 'onShow'>) {
  const t = useText('quality');
  const wordsOf = useRuleWords();
  const format = useFormat();
  const { rule, result } = state;
  if (!result || result.state === 'error') return <>–</>;
  const n = format.exact(result.failing);
  if (!onShow || result.failing === 0 || isOfTable(rule.check)) return <>{n}</>;
  return (
    <Button
      type="link"
      size="small"
      onClick={() => onShow(state)}
      aria-label={t('showFailures', { n, rule: wordsOf(rule.check) })}
      data-testid={`failing-${rule.check.kind}`}
    >
      {n}
    </Button>
  );
}

function Actions({ rule, onEdit }: { readonly rule: QualityRule; readonly onEdit: (rule: QualityRule) => void }) {
  const t = useText('quality');
  const common = useText('common');
  const remove = useKernelAction('quality.remove');
  const words = useRuleWords()(rule.check);
  const run = async () => {
    const result = await remove.run({ id: rule.id });
    if (!result.ok) notifyError(result.error);
  };
  return (
    <span className="hx-rule-actions">
      <Button
        type="text"
        size="small"
        icon={<EditOutlined />}
        aria-label={`${t('edit')}: ${words}`}
        onClick={() => onEdit(rule)}
      />
      <Popconfirm
        title={t('removeTitle')}
        description={t('removeText')}
        okText={common('delete')}
        okButtonProps={{ danger: true }}
        onConfirm={() => void run()}
      >
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          loading={remove.busy}
          aria-label={`${t('remove')}: ${words}`}
        />
      </Popconfirm>
    </span>
  );
}
