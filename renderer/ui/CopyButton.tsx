import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '../text';

interface CopyButtonProps extends Pick<ButtonProps, 'size' | 'type' | 'disabled'> {
  readonly label: string;
  /** Made when asked for, since it may be long. */
  readonly text: () => string;
  readonly testId: string;
}

const COPIED_SHOWN_MS = 1600;

/** Puts a text on the clipboard and says so on itself. */
export function CopyButton({ label, text, testId, ...look }: CopyButtonProps) {
  const t = useText('common');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(text()).then(() => setCopied(true));
  return (
    <Button icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={copy} data-testid={testId} aria-live="polite" {...look}>
      {copied ? t('copied') : label}
    </Button>
  );
}
