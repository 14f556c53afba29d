import { Alert } from 'antd';
import { useState } from 'react';
import type { PackageReading } from '#shared/model/package';
import { isReadable, type PackageReview, type ReviewCheckId } from '#shared/model/packageReview';
import { exportWords, manifestTables } from '#shared/report/exportTables';
import { toldChecks } from '#shared/report/reviewTables';
import type { GrantedFile } from '#shared/rpc/shell';
import { type Sandbox, useSandboxAnswer } from '../../../engine/sandbox';
import { useLanguage, useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { Checklist } from './Checklist';
import { DecideForm } from './DecideForm';
import { ReviewedRows } from './ReviewedRows';
import { SealedPackage } from './SealedPackage';
import { WordsTable } from './WordsTable';

interface ReviewProps {
  readonly sandbox: Sandbox;
  readonly file: GrantedFile;
}

/** What was signed is told at once; what is in the rows follows. */
export function Review({ sandbox, file }: ReviewProps) {
  const { data, error, retry } = useSandboxAnswer(sandbox, 'packages.read', { file: file.token });
  if (error?.code === 'PACKAGE_SEALED') return <SealedPackage sandbox={sandbox} file={file} onOpened={retry} />;
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <Verdict reading={data} />
      {data.manifest && <Looked sandbox={sandbox} file={file} />}
      {data.manifest && <Manifest reading={data} />}
    </>
  );
}

function Looked({ sandbox, file }: ReviewProps) {
  const t = useText('exportReview');
  const { data, error, progress, retry } = useSandboxAnswer(sandbox, 'packages.review', { file: file.token });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('looking')} progress={progress} />;
  return <Points sandbox={sandbox} file={file} review={data} />;
}

function Points({ sandbox, file, review }: ReviewProps & { readonly review: PackageReview }) {
  const language = useLanguage();
  const [seen, setSeen] = useState<readonly ReviewCheckId[]>([]);
  const checks = toldChecks(review, language);
  const { manifest, findings, decision } = review.reading;
  const asks = manifest?.kind === 'request' && findings.length === 0;
  const unseen = checks.filter(({ id, judged }) => judged && !seen.includes(id));
  return (
    <>
      <Checklist checks={checks} seen={seen} onSeen={asks ? setSeen : null} />
      {manifest && isReadable(review.data) && <ReviewedRows sandbox={sandbox} rows={review.data} />}
      {decision && <Decision decision={decision} />}
      {asks && <DecideForm file={file} manifest={manifest} unseen={unseen.map(({ title }) => title)} />}
    </>
  );
}

function Decision({ decision: { body } }: { readonly decision: NonNullable<PackageReading['decision']> }) {
  const t = useText('exportReview');
  return (
    <Card title={t('decision')} testId="export-decision">
      <p>
        {t(`verdict.${body.verdict}`)} · {body.reviewer.name} · {body.reasons}
      </p>
    </Card>
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
