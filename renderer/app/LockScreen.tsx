import { LockOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { HuaxiangError } from '#shared/model/result';
import { callKernel } from '../engine/kernel';
import { readLock, useLock } from '../engine/lock';
import { useWorkspace } from '../engine/workspace';
import { useLanguage, useText } from '../text';
import { errorWords } from '../text/faults';
import './lockScreen.css';

/** All that a locked window shows: whose passphrase opens it, and nothing of the workspace but its name. */
export function LockScreen() {
  const t = useText('lock');
  const { workspace } = useLock();
  useEffect(() => {
    Object.assign(document.documentElement.dataset, { page: 'lock', state: 'complete' });
  }, []);
  return (
    <main className="hx-lock" data-testid="lock-screen">
      <section className="hx-lock-card" aria-label={t('title')}>
        <LockOutlined className="hx-lock-icon" aria-hidden />
        <h1 className="hx-lock-title">{t('title')}</h1>
        <p className="hx-secondary">{workspace ? (workspace.name ?? t('inMemory')) : t('noWorkspace')}</p>
        <Unlock />
        {workspace ? <CloseWorkspace isKept={workspace.name !== null} /> : null}
      </section>
    </main>
  );
}

function Unlock() {
  const t = useText('lock');
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HuaxiangError | null>(null);
  const run = async () => {
    if (passphrase === '' || busy) return;
    setBusy(true);
    const opened = await callKernel('lock.open', { passphrase });
    setBusy(false);
    setError(opened.ok ? null : opened.error);
    // What waits to be tried is kept, what was wrong is not.
    if (opened.ok || opened.error.code === 'WRONG_PASSPHRASE') setPassphrase('');
  };
  return (
    <Form layout="vertical" onFinish={() => void run()} className="hx-lock-form">
      <Form.Item label={t('passphrase')} extra={t('passphraseHelp')}>
        <Input.Password
          autoFocus
          autoComplete="off"
          aria-label={t('passphrase')}
          value={passphrase}
          onChange={({ target }) => setPassphrase(target.value)}
          data-testid="lock-passphrase"
        />
      </Form.Item>
      {error ? <Refused error={error} /> : null}
      <Button type="primary" htmlType="submit" block loading={busy} disabled={passphrase === ''} data-testid="lock-open">
        {t('open')}
      </Button>
    </Form>
  );
}

function Refused({ error }: { readonly error: HuaxiangError }) {
  const { message, hint } = errorWords(error, useLanguage());
  return (
    <Alert
      type="error"
      showIcon
      title={message}
      description={hint}
      className="hx-lock-refused"
      data-testid="lock-refused"
      data-code={error.code}
    />
  );
}

function CloseWorkspace({ isKept }: { readonly isKept: boolean }) {
  const t = useText('lock');
  const busy = useWorkspace((workspace) => workspace.busy);
  const [sure, setSure] = useState(isKept);
  const close = async () => {
    if (!sure) return setSure(true);
    await useWorkspace.getState().close();
    await readLock();
  };
  return (
    <div className="hx-lock-close">
      <Button
        type="text"
        size="small"
        loading={busy}
        danger={!isKept && sure}
        onClick={() => void close()}
        data-testid="lock-close"
      >
        {t('closeWorkspace')}
      </Button>
      {!isKept && sure ? <p className="hx-secondary">{t('inMemoryNote')}</p> : null}
    </div>
  );
}
