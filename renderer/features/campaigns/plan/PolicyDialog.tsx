import { Modal } from 'antd';
import { useState } from 'react';
import type { ContactPolicy } from '#shared/model/contactPolicy';
import type { HuaxiangError } from '#shared/model/result';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { HelpTip } from '../../../ui/HelpTip';
import { LoadingState } from '../../../ui/LoadingState';
import { Section, ShareField } from './Field';
import { PolicyCaps, PolicyQuiet } from './PolicyCaps';
import { PolicyRules } from './PolicyRules';
import { withHoldout } from './policyDraft';

/** What every campaign of the workspace keeps to. */
export function PolicyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText('campaignPlan');
  const { data, error, retry } = useKernel('contactPolicy.get', {});
  const [draft, setDraft] = useState<ContactPolicy | null>(null);
  const [refusal, setRefusal] = useState<HuaxiangError>();
  const { run, busy } = useKernelAction('contactPolicy.save');
  const policy = draft ?? data?.policy;
  const edit = (next: ContactPolicy) => {
    setDraft(next);
    setRefusal(undefined);
  };
  const save = async () => {
    if (!policy) return;
    const result = await run({ policy });
    if (result.ok) onClose();
    else setRefusal(result.error);
  };
  return (
    <Modal
      open
      width={900}
      title={
        <span className="pln-who">
          {t('policy.title')}
          <HelpTip text={t('policy.help')} />
        </span>
      }
      okText={t('save')}
      okButtonProps={{ disabled: !draft, loading: busy, 'data-testid': 'policy-save' }}
      onOk={() => void save()}
      onCancel={onClose}
      data-testid="policy-dialog"
    >
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {refusal && <ErrorNotice error={refusal} />}
      {policy ? <PolicyForm policy={policy} onChange={edit} /> : !error && <LoadingState />}
    </Modal>
  );
}

interface PolicyFormProps {
  readonly policy: ContactPolicy;
  readonly onChange: (policy: ContactPolicy) => void;
}

function PolicyForm({ policy, onChange }: PolicyFormProps) {
  const t = useText('campaignPlan');
  return (
    <div className="pln-policy">
      <PolicyRules rules={policy.rules} onChange={(rules) => onChange({ ...policy, rules })} />
      <PolicyCaps caps={policy.caps} onChange={(caps) => onChange({ ...policy, caps })} />
      <PolicyQuiet quiet={policy.quiet} onChange={(quiet) => onChange({ ...policy, quiet })} />
      <Section title={t('policy.holdout')} help={t('policy.holdoutHelp')}>
        <ShareField
          label={t('policy.holdout')}
          value={policy.holdout?.share}
          min={0}
          max={0.5}
          onChange={(share) => onChange(withHoldout(policy, share))}
          testId="policy-holdout"
        />
      </Section>
    </div>
  );
}
