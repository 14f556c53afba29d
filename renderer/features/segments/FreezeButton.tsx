import { LockOutlined } from '@ant-design/icons';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { HuaxiangError } from '#shared/model/result';
import type { Segment } from '#shared/model/segment';
import { useKernelAction } from '../../engine/kernel';
import { useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';

/** Fixes the members as they are now, under a name and with a reason. */
export function FreezeButton({ segment }: { readonly segment: Segment }) {
  const t = useText('segments');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        type="text"
        icon={<LockOutlined />}
        aria-label={t('freezeOf', { name: segment.name })}
        title={t('freeze')}
        onClick={() => setOpen(true)}
        data-testid={`segment-freeze-${segment.id}`}
      />
      {isOpen && <FreezeDialog segment={segment} onClose={() => setOpen(false)} />}
    </>
  );
}

const FREEZE_BUTTON = { 'data-testid': 'audience-freeze' } as const;

function FreezeDialog({ segment, onClose }: { readonly segment: Segment; readonly onClose: () => void }) {
  const t = useText('segments');
  const [name, setName] = useState(segment.name);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<HuaxiangError | null>(null);
  const { run, busy } = useKernelAction('audiences.freeze');
  const freeze = async () => {
    const result = await run({ segment: segment.id, name: name.trim(), reason: reason.trim() });
    if (result.ok) onClose();
    else setError(result.error);
  };
  return (
    <Modal
      open
      title={t('freezeOf', { name: segment.name })}
      okText={t('freeze')}
      okButtonProps={{ ...FREEZE_BUTTON, disabled: name.trim() === '', loading: busy }}
      onOk={freeze}
      onCancel={onClose}
    >
      <p className="hx-faint">{t('freezeHint')}</p>
      <Form layout="vertical">
        <Form.Item label={t('audienceName')} required>
          <Input value={name} maxLength={200} onChange={({ target }) => setName(target.value)} data-testid="audience-name" />
        </Form.Item>
        <Form.Item label={t('reason')}>
          <Input.TextArea
            value={reason}
            maxLength={10_000}
            onChange={({ target }) => setReason(target.value)}
            data-testid="audience-reason"
          />
        </Form.Item>
      </Form>
      {error && <ErrorNotice error={error} />}
    </Modal>
  );
}
