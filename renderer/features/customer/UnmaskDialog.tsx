import { Input, Modal } from 'antd';
import { useState } from 'react';
import { SHORTEST_REASON } from '#shared/model/audit';
import type { CustomerField } from '#shared/model/customer';
import type { HuaxiangError } from '#shared/model/result';
import { useKernelAction } from '../../engine/kernel';
import { useText } from '../../text';
import { ErrorDetails } from '../../ui/ErrorNotice';
import type { UnmaskedFields } from './unmasked';

interface UnmaskDialogProps {
  readonly customer: string;
  readonly field: CustomerField;
  readonly onShow: UnmaskedFields['show'];
  readonly onClose: () => void;
}

const LONGEST_REASON = 1000;

/** Asks why before a value is shown; the answer goes from here to the row and nowhere else. */
export function UnmaskDialog({ customer, field, onShow, onClose }: UnmaskDialogProps) {
  const t = useText('customer');
  const common = useText('common');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<HuaxiangError | null>(null);
  const unmask = useKernelAction('customers.unmask');
  const isShort = [...reason.trim()].length < SHORTEST_REASON;
  const run = async () => {
    if (isShort) return;
    const result = await unmask.run({ customer, field: field.tag, reason });
    if (!result.ok) return setError(result.error);
    const { standing, ...shown } = result.value;
    onShow(field.tag, { shown, ...(standing ? { standing } : {}) });
    onClose();
  };
  return (
    <Modal
      open
      title={t('unmaskTitle')}
      okText={t('unmaskShort')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: isShort, loading: unmask.busy, 'data-testid': 'unmask-run' }}
      onOk={run}
      onCancel={onClose}
      width={440}
    >
      <p>{t('unmaskText', { name: field.name })}</p>
      <Input
        autoFocus
        className="cus-reason"
        aria-label={t('reason')}
        placeholder={`${t('reason')} (${t('reasonShort')})`}
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        onPressEnter={run}
        data-testid="unmask-reason"
      />
      {error ? <ErrorDetails error={error} /> : null}
    </Modal>
  );
}
