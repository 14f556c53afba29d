import { Button, Popconfirm } from 'antd';
import type { KeyPlace, OwnKey } from '#shared/model/package';
import { callKernel, useKernel, useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { withPassphrase } from '../../engine/passphrase';
import { useText } from '../../text';
import { Card } from '../../ui/Card';
import { CopyButton } from '../../ui/CopyButton';

/** What a workspace elsewhere has to know to take decisions of the person here, and what protects the secret half. */
export function OwnKeyCard() {
  const t = useText('exports');
  const { data, retry } = useKernel('keys.own', {});
  if (!data) return null;
  const protect = async () => {
    await withPassphrase({ purpose: 'sealKey', name: '' }, ({ passphrase }) => callKernel('keys.seal', { passphrase }));
    retry();
  };
  return (
    <Card title={t('ownKey')} help={t('ownKeyHelp')} testId="export-own-key">
      <p>
        <code data-testid="export-public-key">{data.publicKey}</code>{' '}
        <CopyButton size="small" label={t('copyKey')} text={() => data.publicKey} testId="export-copy-key" />
      </p>
      <p className="hx-secondary">{t('fingerprint', { fingerprint: data.fingerprint })}</p>
      {data.state ? (
        <p>
          {t(`keyState.${data.state}`)}{' '}
          <Button size="small" onClick={() => void protect()} data-testid="export-seal-key">
            {t(data.state === 'plain' ? 'sealKey' : 'resealKey')}
          </Button>
        </p>
      ) : null}
      <Place own={data} onMoved={retry} />
    </Card>
  );
}

/** The keyring of the system is asked when a person hands the key over, and not before. */
function Place({ own: { place, keyring }, onMoved }: { readonly own: OwnKey; readonly onMoved: () => void }) {
  const t = useText('exports');
  const common = useText('common');
  const { run, busy } = useKernelAction('keys.keep');
  if (!place) return null;
  const keep = async (next: KeyPlace) => {
    const result = await run({ place: next });
    if (result.ok) onMoved();
    else notifyError(result.error);
  };
  if (place === 'keyring') {
    return (
      <p data-testid="export-key-place" data-place={place}>
        {t('keyPlace.keyring')}{' '}
        <Button size="small" loading={busy} onClick={() => void keep('file')} data-testid="export-key-to-file">
          {t('keepInFile')}
        </Button>
      </p>
    );
  }
  if (keyring === 'none') {
    return (
      <p className="hx-secondary" data-testid="export-key-place" data-place={place}>
        {t('noKeyring')}
      </p>
    );
  }
  return (
    <p data-testid="export-key-place" data-place={place}>
      {t('keyPlace.file')}{' '}
      <Popconfirm
        title={t('keepInKeyring')}
        description={<div className="exp-keyring-note">{t('keyringNote')}</div>}
        okText={t('keepInKeyringRun')}
        cancelText={common('cancel')}
        okButtonProps={{ 'data-testid': 'export-keyring-run' }}
        onConfirm={() => void keep('keyring')}
      >
        <Button size="small" loading={busy} data-testid="export-key-to-keyring">
          {t('keepInKeyring')}
        </Button>
      </Popconfirm>
    </p>
  );
}
