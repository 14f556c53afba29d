import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { SHORTEST_REASON } from '#shared/model/audit';
import type { CustomerTraces } from '#shared/model/erasure';
import type { HuaxiangError } from '#shared/model/result';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notify } from '../../engine/notices';
import { queryClient } from '../../engine/queryClient';
import { useText } from '../../text';
import { ErrorDetails, ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage, useNavigation } from '../../ui/navigation';
import { TraceTable } from './TraceTable';

interface EraseDialogProps {
  readonly customer: string;
  readonly onClose: () => void;
}

const LONGEST_REASON = 1000;

/** Shows what would go and what stays, asks why, and then once more with the customer's key typed by hand. */
export function EraseDialog({ customer, onClose }: EraseDialogProps) {
  const t = useText('erasure');
  const { data, error, retry } = useKernel('customers.traces', { customer }, { background: true });
  return (
    <Modal open title={t('title')} footer={null} onCancel={onClose} width={620}>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {!data && !error ? <LoadingState /> : null}
      {data ? <Confirmations traces={data} onClose={onClose} /> : null}
    </Modal>
  );
}

function Confirmations({ traces, onClose }: { readonly traces: CustomerTraces; readonly onClose: () => void }) {
  const t = useText('erasure');
  const [reason, setReason] = useState('');
  const [understood, setUnderstood] = useState(false);
  const isShort = [...reason.trim()].length < SHORTEST_REASON;
  if (understood)
    return <LastConfirmation traces={traces} reason={reason} onBack={() => setUnderstood(false)} onClose={onClose} />;
  return (
    <div className="cus-erase">
      <p>{t('what', { key: traces.shownKey })}</p>
      <TraceTable traces={traces} />
      <Alert type="warning" showIcon title={t('beyond')} description={t('beyondText')} />
      <Input
        aria-label={t('reason')}
        placeholder={t('reason')}
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        data-testid="erase-reason"
      />
      <div className="cus-erase-buttons">
        <Button onClick={onClose}>{t('keep')}</Button>
        <Button danger disabled={isShort} onClick={() => setUnderstood(true)} data-testid="erase-next">
          {t('next')}
        </Button>
      </div>
    </div>
  );
}

interface LastConfirmationProps {
  readonly traces: CustomerTraces;
  readonly reason: string;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

function LastConfirmation({ traces: { key }, reason, onBack, onClose }: LastConfirmationProps) {
  const t = useText('erasure');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<HuaxiangError | null>(null);
  const erase = useKernelAction('customers.erase');
  const run = async () => {
    const result = await erase.run({ customer: key, reason });
    if (!result.ok) return setError(result.error);
    onClose();
    queryClient.clear();
    useNavigation.getState().close('customer');
    openPage({ page: 'customer' });
    return notify({ kind: 'success', text: 'erased' });
  };
  return (
    <div className="cus-erase">
      <Alert type="error" showIcon title={t('final')} />
      <Input
        autoFocus
        autoComplete="off"
        aria-label={t('typeKey')}
        placeholder={t('typeKey')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        data-testid="erase-key"
      />
      {error ? <ErrorDetails error={error} /> : null}
      <div className="cus-erase-buttons">
        <Button disabled={erase.busy} onClick={onBack}>
          {t('back')}
        </Button>
        <Button type="primary" danger disabled={typed !== key} loading={erase.busy} onClick={run} data-testid="erase-run">
          {t('erase')}
        </Button>
      </div>
    </div>
  );
}
