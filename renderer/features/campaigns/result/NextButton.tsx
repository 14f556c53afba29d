import { Button } from 'antd';
import { useState } from 'react';
import type { ExperimentAnswer, ExperimentSpec } from '#shared/model/experiment';
import type { LedgerRow } from '#shared/model/ledger';
import { verdictRow } from '#shared/report/experimentWords';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { type JudgedRow, NextPlanDialog } from '../next/NextPlanDialog';

/** What follows from the result of a campaign, as the ledger tells it. */
export function NextButton({ spec }: { readonly spec: ExperimentSpec }) {
  const t = useText('campaignResult');
  const [isOpen, open] = useState(false);
  if (spec.release === undefined && spec.campaign === undefined) return null;
  return (
    <>
      <Button size="small" onClick={() => open(true)} data-testid="result-next">
        {t('next')}
      </Button>
      {isOpen && <Next spec={spec} onClose={() => open(false)} />}
    </>
  );
}

function Next({ spec, onClose }: { readonly spec: ExperimentSpec; readonly onClose: () => void }) {
  const ledger = useKernel('campaigns.ledger', { spec: {} });
  const asked = withoutWork(spec);
  const result = useKernel('experiments.compute', { spec: asked }, { keep: true });
  const failed = [ledger, result].find(({ error }) => error);
  if (failed?.error) return <ErrorNotice error={failed.error} onRetry={failed.retry} />;
  const row = ledger.data?.rows.find((each) => isOf(each, spec));
  if (!row || !result.data) return <LoadingState progress={ledger.progress} onCancel={onClose} />;
  return <NextPlanDialog row={judgedRow(row, asked, result.data)} onClose={onClose} />;
}

/** Managers are no rule, so none of their customers can be planned for. */
function withoutWork({ by, ...spec }: ExperimentSpec): ExperimentSpec {
  return typeof by === 'string' ? { ...spec, by } : spec;
}

/** One that is released and whose exposures are mapped is one row of the ledger. */
function isOf({ source, id, name }: LedgerRow, { release, campaign }: ExperimentSpec): boolean {
  if (release !== undefined) return source === 'release' && id === release;
  return id === campaign || name === campaign;
}

/** The page's own result; shrunk as in the ledger, where that is of the same metric and arm. */
function judgedRow(row: LedgerRow, spec: ExperimentSpec, answer: ExperimentAnswer): JudgedRow {
  const found = verdictRow(answer) ?? null;
  const isSame = 'row' in row && row.row?.metric === found?.metric && row.row?.variant === found?.variant;
  return {
    ...row,
    spec,
    verdict: answer.verdict,
    row: found,
    shrunk: isSame && 'shrunk' in row ? row.shrunk : { state: 'insufficient', found: 0, needed: 1 },
    money: answer.money?.find(({ variant }) => variant === found?.variant) ?? null,
  };
}
