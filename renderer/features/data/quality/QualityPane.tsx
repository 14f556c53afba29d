import { BulbOutlined, CaretRightOutlined, PlusOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { BANK_KINDS, type QualityAnswer, type QualityRule, type QualityRuleState } from '#shared/model/quality';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { useSeesMasks } from '../../../engine/masks';
import { notifyError } from '../../../engine/notices';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { FailingRows } from './FailingRows';
import { QualityRules } from './QualityRules';
import { ColumnScores, QualitySummaryBar } from './QualitySummaryBar';
import { RuleForm } from './RuleForm';
import { SuggestDialog } from './SuggestDialog';
import './quality.css';

/** The rules of a table: what they demand, what came out, and the rows that fail. */
export function QualityPane({ table }: { readonly table: TableInfo }) {
  const t = useText('quality');
  const { data, error, retry } = useKernel('quality.rules', {});
  const [shownId, setShownId] = useState<string>();
  const [edited, setEdited] = useState<QualityRule | 'new'>();
  const [suggesting, setSuggesting] = useState(false);
  const readOnly = useSeesMasks();
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const rules = data.rules.filter(({ rule }) => rule.table === table.name);
  const shown = rules.find(({ rule, result }) => rule.id === shownId && result?.state === 'failed');
  if (shown?.result?.state === 'failed') {
    const { rule, result } = shown;
    return <FailingRows table={table} rule={rule} total={result.failing} onBack={() => setShownId(undefined)} />;
  }
  return (
    <div className="hx-quality" data-testid="quality-pane">
      {readOnly ? <Alert type="info" showIcon title={t('masked')} data-testid="quality-masked" /> : null}
      {rules.length === 0 ? (
        <NoRules readOnly={readOnly} onSuggest={() => setSuggesting(true)} onAdd={() => setEdited('new')} />
      ) : (
        <Rules
          table={table}
          answer={data}
          rules={rules}
          readOnly={readOnly}
          onSuggest={() => setSuggesting(true)}
          onEdit={setEdited}
          onShow={({ rule }) => setShownId(rule.id)}
        />
      )}
      {suggesting ? <SuggestDialog table={table.name} onClose={() => setSuggesting(false)} /> : null}
      {edited ? (
        <RuleForm table={table} rule={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      ) : null}
    </div>
  );
}

interface NoRulesProps {
  readonly readOnly: boolean;
  readonly onSuggest: () => void;
  readonly onAdd: () => void;
}

function NoRules({ readOnly, onSuggest, onAdd }: NoRulesProps) {
  const t = useText('quality');
  if (readOnly) return <EmptyState icon={<SafetyCertificateOutlined />} title={t('noRules')} />;
  return (
    <EmptyState
      icon={<SafetyCertificateOutlined />}
      title={t('noRules')}
      description={t('noRulesText')}
      action={
        <>
          <Button type="primary" icon={<BulbOutlined />} onClick={onSuggest} data-testid="quality-suggest">
            {t('suggest')}
          </Button>
          <Button icon={<PlusOutlined />} onClick={onAdd} data-testid="quality-add">
            {t('add')}
          </Button>
        </>
      }
    />
  );
}

interface RulesProps {
  readonly table: TableInfo;
  readonly answer: QualityAnswer;
  readonly rules: readonly QualityRuleState[];
  readonly readOnly: boolean;
  readonly onSuggest: () => void;
  readonly onEdit: (rule: QualityRule | 'new') => void;
  readonly onShow: (state: QualityRuleState) => void;
}

function Rules({ table, answer, rules, readOnly, onSuggest, onEdit, onShow }: RulesProps) {
  const t = useText('quality');
  const quality = answer.tables.find((each) => each.table === table.name);
  const passed = rules.filter(({ result }) => result?.state === 'passed').length;
  const failedInfos = rules.filter(({ rule, result }) => rule.severity === 'info' && result?.state === 'failed').length;
  const actions = readOnly ? {} : { onShow, onEdit };
  const isBank = ({ rule }: QualityRuleState) => BANK_KINDS.includes(rule.check.kind);
  return (
    <>
      <header className="hx-quality-head">
        {quality ? <QualitySummaryBar quality={quality} rules={rules.length} passed={passed} failedInfos={failedInfos} /> : null}
        {readOnly ? null : (
          <div className="hx-quality-actions">
            <Button icon={<BulbOutlined />} onClick={onSuggest} data-testid="quality-suggest">
              {t('suggest')}
            </Button>
            <Button icon={<PlusOutlined />} onClick={() => onEdit('new')} data-testid="quality-add">
              {t('add')}
            </Button>
            <RunButton table={table.name} />
          </div>
        )}
      </header>
      {quality ? <ColumnScores columns={quality.columns} /> : null}
      <QualityRules title={t('general')} rules={rules.filter((state) => !isBank(state))} {...actions} />
      <QualityRules title={t('bankPack')} rules={rules.filter(isBank)} {...actions} />
    </>
  );
}

/** Runs the rules; while it does, the same button says how far and stops it. */
function RunButton({ table }: { readonly table: string }) {
  const t = useText('quality');
  const common = useText('common');
  const { run, busy, progress, cancel } = useKernelAction('quality.run');
  const start = async () => {
    const result = await run({ table });
    if (!result.ok && result.error.code !== 'CANCELLED') notifyError(result.error);
  };
  if (!busy)
    return (
      <Button type="primary" icon={<CaretRightOutlined />} onClick={() => void start()} data-testid="quality-run">
        {t('run')}
      </Button>
    );
  return (
    <>
      <span className="hx-secondary hx-tabular" role="status">
        {t('running', { percent: Math.floor((progress?.fraction ?? 0) * 100) })}
      </span>
      <Button onClick={cancel} data-testid="quality-cancel">
        {common('cancel')}
      </Button>
    </>
  );
}
