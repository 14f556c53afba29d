import { CopyOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { notify } from '../engine/notices';

interface CopyButtonProps extends Pick<ButtonProps, 'size' | 'type' | 'disabled'> {
  readonly label: string;
  /** Made when asked for, since it may be long. */
  readonly text: () => string;
  readonly testId: string;
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ label, text, testId, ...look }: CopyButtonProps) {
  const copy = () => void navigator.clipboard.writeText(text()).then(() => notify({ kind: 'success', text: 'copied' }));
  return (
    <Button icon={<CopyOutlined />} onClick={copy} data-testid={testId} {...look}>
      {label}
    </Button>
  );
}
