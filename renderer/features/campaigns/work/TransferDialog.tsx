import { Checkbox, Modal } from 'antd';
import { useState } from 'react';
import type { ManagerProgress, WorkPlan } from '#shared/model/workList';
import { useKernelAction } from '../../../engine/kernel';
import { notify, notifyError } from '../../../engine/notices';
import { useFormat, useText } from '../../../text';
import { Picker } from '../../../ui/Picker';

interface TransferDialogProps {
  readonly plan: WorkPlan;
  readonly from: ManagerProgress;
  readonly onClose: () => void;
}

const LEAST = '';
const OK_BUTTON = { 'data-testid': 'work-transfer-ok' } as const;

/** To whom the open orders of a manager go. */
export function TransferDialog({ plan: { campaign, managers }, from: { manager }, onClose }: TransferDialogProps) {
  const t = useText('campaignWork');
  const format = useFormat();
  const [to, setTo] = useState(LEAST);
  const [overdue, setOverdue] = useState(false);
  const { run, busy } = useKernelAction('workLists.transfer');
  const others = managers.filter(({ name }) => name !== manager).map(({ name }) => ({ value: name, label: name }));
  const move = async () => {
    const result = await run({ campaign, manager, to: to === LEAST ? null : to, ...(overdue ? { overdue } : {}) });
    if (!result.ok) return notifyError(result.error);
    const { moved, left } = result.value;
    notify({ kind: 'success', text: 'ordersMoved', params: { moved: format.exact(moved), left: format.exact(left) } });
    onClose();
  };
  return (
    <Modal
      open
      title={t('transferFrom', { manager: manager ?? t('nobody') })}
      okText={t('transferNow')}
      okButtonProps={{ ...OK_BUTTON, loading: busy }}
      onOk={() => void move()}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="wrk-transfer">
        <Picker
          label={t('manager')}
          value={to}
          options={[{ value: LEAST, label: t('transferLeast') }, ...others]}
          onChange={setTo}
          testId="work-transfer-to"
        />
        <Checkbox checked={overdue} onChange={({ target }) => setOverdue(target.checked)} data-testid="work-transfer-overdue">
          {t('transferOverdue')}
        </Checkbox>
      </div>
    </Modal>
  );
}
