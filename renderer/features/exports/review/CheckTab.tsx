import { FolderOpenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { GrantedFile } from '#shared/rpc/shell';
import { notifyError } from '../../../engine/notices';
import { useSandbox } from '../../../engine/sandbox';
import { callShell } from '../../../engine/shell';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { LoadingState } from '../../../ui/LoadingState';
import { Review } from './Review';

/** A package or request of somebody else's: whether it is as it was signed and as it says, its rows, and a decision about it. */
export function CheckTab() {
  const t = useText('exportReview');
  const [file, setFile] = useState<GrantedFile | null>(null);
  const choose = async () => {
    const chosen = await callShell('files.choose', { purpose: 'package' });
    if (!chosen.ok) return notifyError(chosen.error);
    const [first] = chosen.value ?? [];
    if (first) setFile(first);
  };
  return (
    <div className="exp-parts">
      <Card title={t('check')} help={t('checkHelp')} testId="export-check">
        <span>
          <Button icon={<FolderOpenOutlined />} onClick={() => void choose()} data-testid="export-choose-package">
            {t('choosePackage')}
          </Button>{' '}
          {file?.name}
        </span>
      </Card>
      {file && <Sandboxed key={file.token} file={file} />}
    </div>
  );
}

/** Every package has a sandbox of its own, which ends with it. */
function Sandboxed({ file }: { readonly file: GrantedFile }) {
  const sandbox = useSandbox();
  return sandbox ? <Review sandbox={sandbox} file={file} /> : <LoadingState />;
}
