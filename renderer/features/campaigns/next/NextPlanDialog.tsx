import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { isInsufficient } from '#shared/model/findings';
import type { LedgerCampaign, LedgerFinding } from '#shared/model/ledger';
import { gainingLevels, type NextPlan, nextPlan, nextSize } from '#shared/model/nextPlan';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { Picker } from '../../../ui/Picker';
import { useCampaignChoice } from '../campaignChoice';
import { openNew } from '../plan/planChoice';
import { useExperimentWriter } from '../useExperimentWriter';
import './next.css';

export type JudgedRow = LedgerCampaign & LedgerFinding;

const NO_TAG = '';

interface NextPlanDialogProps {
  readonly row: JudgedRow;
  readonly onClose: () => void;
}

/** What follows from a verdict, by rules that are written out, as a draft for a person to change. */
export function NextPlanDialog({ row, onClose }: NextPlanDialogProps) {
  const t = useText('campaignLedger');
  const [tag, setTag] = useState(typeof row.spec.by === 'string' ? row.spec.by : NO_TAG);
  const [id] = useState(() => crypto.randomUUID());
  const { plan, error, retry } = useNextPlan(row, tag, { id, name: t('nextName', { name: row.name }) });
  const make = () => {
    if (!plan) return;
    openNew(plan.campaign);
    onClose();
    useCampaignChoice.setState({ tab: 'plan' });
  };
  return (
    <Modal
      open
      title={t('nextOf', { name: row.name })}
      okText={t('makeDraft')}
      okButtonProps={{ disabled: !plan, 'data-testid': 'next-make' }}
      onOk={make}
      onCancel={onClose}
      width={640}
    >
      <div className="nxt-plan" data-testid="next-plan" data-step={plan?.step}>
        {row.verdict.decision === 'adopt' && <LevelsField tag={tag} onChange={setTag} />}
        {error ? <ErrorNotice error={error} onRetry={retry} /> : plan ? <Facts row={row} plan={plan} /> : <LoadingState />}
      </div>
    </Modal>
  );
}

function useNextPlan(row: JudgedRow, tag: string, named: { readonly id: string; readonly name: string }) {
  const isExposed = row.source === 'exposures';
  const variant = row.row?.variant ?? '';
  const excludes = isExposed && variant !== '' && row.verdict.decision === 'adopt';
  const treated = useKernel('experiments.rule', { arm: { spec: row.spec, variant } }, { enabled: excludes });
  const released = useKernel('campaigns.released', { id: row.id }, { enabled: !isExposed });
  const levels = useKernel('experiments.compute', { spec: { ...row.spec, by: tag } }, { enabled: tag !== NO_TAG });
  const failed = [treated, released, levels].find(({ error }) => error);
  const isReady = (isExposed ? treated.data || !excludes : released.data) && (tag === NO_TAG || levels.data);
  const plan = isReady
    ? nextPlan(
        {
          finding: row,
          released: released.data?.campaign ?? null,
          treated: treated.data?.rule ?? null,
          gaining: tag !== NO_TAG && levels.data ? gainingLevels(row, tag, levels.data) : null,
        },
        named,
      )
    : null;
  return { plan, error: failed?.error, retry: (failed ?? levels).retry };
}

function LevelsField({ tag, onChange }: { readonly tag: string; readonly onChange: (tag: string) => void }) {
  const t = useText('campaignLedger');
  const tags = [...useConditionNames().tags.values()].filter(({ type }) => type === 'category' || type === 'boolean');
  return (
    <Picker
      label={t('nextLevels')}
      value={tag}
      options={[{ value: NO_TAG, label: t('nextAll') }, ...tags.map((each) => ({ value: each.id, label: each.name }))]}
      onChange={onChange}
      testId="next-tag"
    />
  );
}

function Facts({ row, plan }: { readonly row: JudgedRow; readonly plan: NextPlan }) {
  const t = useText('campaignLedger');
  const writer = useExperimentWriter();
  const size = nextSize(row, plan);
  const power = useKernel('experiments.power', { spec: size as never }, { enabled: size !== null });
  const { step, expected, levels, campaign } = plan;
  const change = (value: number) => writer.change(row.row?.kind ?? 'mean', value);
  const leaks = campaign.split.strata.join(' / ');
  const lines = [
    t(`rule.${step}`, { strata: leaks || '–' }),
    t(row.source === 'exposures' ? 'whoExposed' : 'whoReleased'),
    expected === null ? t('expectNone') : t('expect', { effect: change(expected) }),
  ];
  const needed = power.data && !isInsufficient(power.data.n) && !isInsufficient(power.data.treatmentN) ? power.data : null;
  return (
    <>
      <ul className="cmp-reasons">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li data-testid="next-size">
          {needed
            ? t('needs', {
                n: writer.format.exact(Number(needed.n) + Number(needed.treatmentN)),
                control: writer.format.exact(Number(needed.n)),
                power: writer.format.percent(row.spec.power, 0),
              })
            : t('needsNone')}
        </li>
      </ul>
      {levels.length > 0 && <Alert type="info" showIcon title={t('leads', { levels: levels.map(writer.level).join(' / ') })} />}
      <p className="hx-secondary">{t('changeIt')}</p>
    </>
  );
}
