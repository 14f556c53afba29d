import { DeleteOutlined } from '@ant-design/icons';
import { Button, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { type ExportPolicy, RECIPIENT_KINDS } from '#shared/model/export';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { useText } from '../../text';
import { Card } from '../../ui/Card';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { CanariesPart } from './CanariesPart';
import { KeyForm } from './KeyForm';
import { OwnKeyCard } from './OwnKeyCard';
import { PeoplePart } from './PeoplePart';

/** Limits, when a second person has to agree, and who may. */
export function PolicyTab({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <div className="exp-parts">
      <OwnKeyCard />
      {isOpen && <Policy />}
    </div>
  );
}

function Policy() {
  const { data, error, retry } = useKernel('exportPolicy.get', {});
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  return <PolicyForm key={data.version} saved={data.policy} />;
}

function PolicyForm({ saved }: { readonly saved: ExportPolicy }) {
  const t = useText('exports');
  const [policy, setPolicy] = useState(saved);
  const { run, busy } = useKernelAction('exportPolicy.save');
  const change = (part: Partial<ExportPolicy>) => setPolicy((before) => ({ ...before, ...part }));
  const save = async () => {
    const result = await run({ policy });
    if (!result.ok) notifyError(result.error);
  };
  const isSame = JSON.stringify(policy) === JSON.stringify(saved);
  return (
    <Card
      title={t('policy')}
      help={t('policyHelp')}
      testId="export-policy"
      actions={
        <Button type="primary" disabled={isSame} loading={busy} onClick={() => void save()} data-testid="export-policy-save">
          {t('save')}
        </Button>
      }
    >
      <div className="exp-fields">
        {RECIPIENT_KINDS.map((kind) => (
          <span key={kind} className="hx-picker">
            <span className="hx-secondary">{t('limitOf', { kind: t(`kind.${kind}`) })}</span>
            <InputNumber
              min={1}
              max={1000}
              precision={0}
              aria-label={t('limitOf', { kind: t(`kind.${kind}`) })}
              value={policy.limits[kind]}
              onChange={(n) => n !== null && change({ limits: { ...policy.limits, [kind]: n } })}
              data-testid={`export-limit-${kind}`}
            />
          </span>
        ))}
        <span className="hx-picker">
          <span className="hx-secondary">{t('decisionDays')}</span>
          <InputNumber
            min={1}
            max={365}
            precision={0}
            aria-label={t('decisionDays')}
            value={policy.decisionDays}
            onChange={(n) => n !== null && change({ decisionDays: n })}
          />
        </span>
      </div>
      <span className="hx-secondary">{t('approval')}</span>
      <Radio.Group
        aria-label={t('approval')}
        value={policy.approval}
        onChange={({ target }) => change({ approval: target.value as ExportPolicy['approval'] })}
        options={(['sensitive', 'always'] as const).map((value) => ({ value, label: t(`approval.${value}`) }))}
      />
      <CanariesPart policy={policy} onChange={change} />
      <Reviewers policy={policy} onChange={(reviewers) => change({ reviewers })} />
      <PeoplePart policy={policy} onChange={change} />
    </Card>
  );
}

interface ReviewersProps {
  readonly policy: ExportPolicy;
  readonly onChange: (reviewers: ExportPolicy['reviewers']) => void;
}

function Reviewers({ policy: { reviewers }, onChange }: ReviewersProps) {
  const t = useText('exports');
  return (
    <div className="exp-reviewers">
      <span className="hx-secondary">{reviewers.length === 0 ? t('noReviewers') : t('reviewers')}</span>
      {reviewers.map((each) => (
        <p key={each.publicKey}>
          {each.name} <code>{each.publicKey}</code>{' '}
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('removeReviewer', { name: each.name })}
            onClick={() => onChange(reviewers.filter(({ publicKey: other }) => other !== each.publicKey))}
          />
        </p>
      ))}
      <KeyForm
        nameLabel={t('reviewerName')}
        keyLabel={t('reviewerKey')}
        addLabel={t('addReviewer')}
        onAdd={(added) => onChange([...reviewers.filter((each) => each.publicKey !== added.publicKey), added])}
        testId="export-reviewer"
      />
    </div>
  );
}
