import { DeleteOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { HuaxiangError } from '#shared/model/result';
import type { TagState } from '#shared/model/tag';
import { useKernelAction } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';

/** Takes a definition out of the library, unless something reads it: then it says what. */
export function DeleteTag({ tag }: { readonly tag: TagState }) {
  const t = useText('tags');
  const common = useText('common');
  const [open, setOpen] = useState(false);
  const [refusal, setRefusal] = useState<HuaxiangError>();
  const { run, busy } = useKernelAction('tags.remove');
  const remove = async () => {
    const result = await run({ id: tag.id });
    if (result.ok) setOpen(false);
    else setRefusal(result.error);
  };
  const show = () => {
    setRefusal(undefined);
    setOpen(true);
  };
  return (
    <>
      <Button size="small" danger icon={<DeleteOutlined />} onClick={show} data-testid="tag-delete">
        {common('delete')}
      </Button>
      <Modal
        open={open}
        title={t('deleteTitle', { name: tag.name })}
        okText={common('delete')}
        okButtonProps={{ danger: true, loading: busy, disabled: refusal !== undefined, 'data-testid': 'tag-delete-confirm' }}
        cancelText={common('cancel')}
        onOk={() => void remove()}
        onCancel={() => setOpen(false)}
      >
        <p>{t(tag.source.kind === 'column' ? 'deleteColumnText' : 'deleteText')}</p>
        {refusal && <ErrorNotice error={refusal} />}
      </Modal>
    </>
  );
}
