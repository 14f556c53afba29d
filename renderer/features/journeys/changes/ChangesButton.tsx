import { StockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../../text';
import { ChangesDialog } from './ChangesDialog';

/** Opens the changes of balances that are events. */
export function ChangesButton() {
  const t = useText('changes');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<StockOutlined />} onClick={() => setOpen(true)} data-testid="open-changes">
        {t('open')}
      </Button>
      {open && <ChangesDialog onClose={() => setOpen(false)} />}
    </>
  );
}
