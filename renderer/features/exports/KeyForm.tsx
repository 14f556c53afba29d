import { PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';

interface KeyFormProps {
  readonly nameLabel: string;
  readonly keyLabel: string;
  readonly addLabel: string;
  readonly onAdd: (added: { readonly name: string; readonly publicKey: string }) => void;
  /** Begins the test ids. */
  readonly testId: string;
  /** What is chosen beside name and key. */
  readonly children?: ReactNode;
}

const KEY = /^[0-9a-f]{64}$/;

/** Names somebody by a public key. */
export function KeyForm({ nameLabel, keyLabel, addLabel, onAdd, testId, children }: KeyFormProps) {
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const publicKey = key.trim().toLowerCase();
  const isKey = KEY.test(publicKey);
  const add = () => {
    onAdd({ name: name.trim(), publicKey });
    setName('');
    setKey('');
  };
  return (
    <span className="exp-fields">
      <Input
        size="small"
        className="exp-name"
        placeholder={nameLabel}
        aria-label={nameLabel}
        value={name}
        onChange={({ target }) => setName(target.value)}
        data-testid={`${testId}-name`}
      />
      <Input
        size="small"
        className="exp-key"
        placeholder={keyLabel}
        aria-label={keyLabel}
        status={key !== '' && !isKey ? 'error' : ''}
        value={key}
        onChange={({ target }) => setKey(target.value)}
        data-testid={`${testId}-key`}
      />
      {children}
      <Button
        size="small"
        icon={<PlusOutlined />}
        disabled={name.trim() === '' || !isKey}
        onClick={add}
        data-testid={`${testId}-add`}
      >
        {addLabel}
      </Button>
    </span>
  );
}
