import { PushpinOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useText } from '../text';
import { type Pinned, pinToBoard } from './handedPin';

interface PinButtonProps {
  /** What is pinned, for those who cannot see it. */
  readonly name: string;
  readonly pinned: () => Pinned;
  readonly testId: string;
}

/** Puts what it stands beside on a board. */
export function PinButton({ name, pinned, testId }: PinButtonProps) {
  const t = useText('boards');
  return (
    <Tooltip title={t('pin')}>
      <Button
        type="text"
        size="small"
        icon={<PushpinOutlined />}
        aria-label={t('pinNamed', { name })}
        aria-haspopup="dialog"
        onClick={() => pinToBoard(pinned())}
        data-testid={testId}
      />
    </Tooltip>
  );
}
