import { Alert, Button } from 'antd';
import type { GrantedFile } from '#shared/rpc/shell';
import { callKernel } from '../../../engine/kernel';
import { withPassphrase } from '../../../engine/passphrase';
import type { Sandbox } from '../../../engine/sandbox';
import { useText } from '../../../text';

interface SealedPackageProps {
  readonly sandbox: Sandbox;
  readonly file: GrantedFile;
  readonly onOpened: () => void;
}

/** Asked for once: what opens the file is then kept in the sandbox that looks into it and in the kernel that decides, and nowhere else. */
export function SealedPackage({ sandbox, file: { token, name }, onOpened }: SealedPackageProps) {
  const t = useText('exportReview');
  const unseal = async () => {
    const opened = await withPassphrase({ purpose: 'openPackage', name }, async ({ passphrase }) => {
      const asked = { file: token, passphrase };
      const inside = await sandbox.call('packages.unseal', asked);
      return inside.ok ? await callKernel('packages.unseal', asked) : inside;
    });
    if (opened?.ok) onOpened();
  };
  return (
    <Alert
      type="info"
      showIcon
      title={t('sealed', { name })}
      action={
        <Button type="primary" onClick={() => void unseal()} data-testid="export-unseal">
          {t('unseal')}
        </Button>
      }
      data-testid="export-sealed"
    />
  );
}
