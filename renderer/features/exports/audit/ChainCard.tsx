import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { type AnchorBreak, type AuditVerdict, headCode, SHORTEST_REASON } from '#shared/model/audit';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useFormat, useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { CopyButton } from '../../../ui/CopyButton';
import { ErrorNotice } from '../../../ui/ErrorNotice';

/** The end of the chain as it is written down, whether the chain holds, and what to do where it is not the expected one. */
export function ChainCard() {
  const t = useText('audit');
  const { data, error, retry } = useKernel('audit.state', {});
  const { run, busy } = useKernelAction('audit.verify');
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const verify = async () => {
    const result = await run({});
    if (result.ok) setVerdict(result.value);
    else notifyError(result.error);
  };
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  const head = data?.head;
  return (
    <Card
      title={t('chain')}
      help={t('chainHelp')}
      testId="audit-chain"
      actions={
        <Button
          type="primary"
          size="small"
          icon={<SafetyCertificateOutlined />}
          loading={busy}
          onClick={() => void verify()}
          data-testid="audit-verify"
        >
          {t('verify')}
        </Button>
      }
    >
      {data?.anchor ? <Unexpected broken={data.anchor} /> : null}
      {head ? (
        <div className="exp-fields">
          <span className="hx-secondary">{t('head')}</span>
          <code data-testid="audit-head">{t('headOf', { seq: head.seq, code: headCode(head.hash) })}</code>
          <CopyButton size="small" label={t('copyHead')} text={() => head.hash} testId="audit-copy-head" />
        </div>
      ) : null}
      <div aria-live="polite">{verdict ? <Verdict verdict={verdict} /> : null}</div>
    </Card>
  );
}

function Verdict({ verdict: { broken, entries } }: { readonly verdict: AuditVerdict }) {
  const t = useText('audit');
  const format = useFormat();
  const said = broken ? t(`why.${broken.why}`, { seq: broken.seq }) : t('holds', { n: format.exact(entries) });
  return <Alert type={broken ? 'error' : 'success'} showIcon title={said} data-testid="audit-verdict" />;
}

const LONGEST_REASON = 1000;

/** Both ends, and the way to go on once the cause is known. */
function Unexpected({ broken }: { readonly broken: AnchorBreak }) {
  const t = useText('audit');
  const [reason, setReason] = useState('');
  const { run, busy } = useKernelAction('audit.accept');
  const isShort = [...reason.trim()].length < SHORTEST_REASON;
  const accept = async () => {
    const result = await run({ reason });
    if (!result.ok) notifyError(result.error);
  };
  return (
    <Alert
      type="error"
      showIcon
      title={t(`broken.${broken.why}`)}
      description={
        <div className="exp-parts">
          {broken.missing > 0 && <span>{t('missing', { n: broken.missing })}</span>}
          <span data-testid="audit-unexpected">{t('brokenNumbers', brokenNumbers(broken, t('empty')))}</span>
          <span className="exp-fields">
            <Input
              className="exp-key"
              aria-label={t('acceptReason')}
              placeholder={t('acceptReason')}
              maxLength={LONGEST_REASON}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
              data-testid="audit-reason"
            />
            <Button disabled={isShort} loading={busy} onClick={() => void accept()} data-testid="audit-accept">
              {t('accept')}
            </Button>
          </span>
        </div>
      }
    />
  );
}

function brokenNumbers({ expected, found }: AnchorBreak, none: string) {
  const foundCode = found ? headCode(found.hash) : none;
  return { expected: expected.seq, code: headCode(expected.hash), found: found?.seq ?? 0, foundCode };
}
