import { FolderOpenOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { PackageReading } from '#shared/model/package';
import { exportWords, manifestTables } from '#shared/report/exportTables';
import type { GrantedFile } from '#shared/rpc/shell';
import { useKernel } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { callShell } from '../../../engine/shell';
import { useLanguage, useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { DecideForm } from './DecideForm';
import { WordsTable } from './WordsTable';

/** A package or request of somebody else's: whether it is as it was signed, what it says of itself, and a decision about it. */
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
      {file && <Reading key={file.token} file={file} />}
    </div>
  );
}

function Reading({ file }: { readonly file: GrantedFile }) {
  const t = useText('exportReview');
  const { data, error, retry } = useKernel('packages.read', { file: file.token });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const { manifest, findings, decision } = data;
  return (
    <>
      <Verdict reading={data} />
      {manifest && <Manifest reading={data} />}
      {decision && (
        <Card title={t('decision')} testId="export-decision">
          <p>
            {t(`verdict.${decision.body.verdict}`)} · {decision.body.reviewer.name} · {decision.body.reasons}
          </p>
        </Card>
      )}
      {manifest?.kind === 'request' && findings.length === 0 && <DecideForm file={file} manifest={manifest} />}
    </>
  );
}

/** Whether it can be trusted, before anything that it says. */
function Verdict({ reading: { findings, fingerprint } }: { readonly reading: PackageReading }) {
  const t = useText('exportReview');
  if (findings.length === 0) {
    return <Alert type="success" showIcon title={t('intact', { fingerprint: fingerprint ?? '' })} data-testid="export-intact" />;
  }
  const said = findings.map(({ what, where }) => t(`fault.${what}`, { where }));
  return (
    <Alert type="error" showIcon title={t('notIntact')} description={said.join(t('comma'))} data-testid="export-not-intact" />
  );
}

function Manifest({ reading: { manifest } }: { readonly reading: PackageReading }) {
  const language = useLanguage();
  if (!manifest) return null;
  const words = exportWords(language);
  return (
    <Card title={words(manifest.kind, { name: manifest.name })} testId="export-manifest">
      {manifestTables(manifest, language).map((table) => (
        <WordsTable key={table.title} {...table} />
      ))}
    </Card>
  );
}
