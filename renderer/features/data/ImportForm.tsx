import { Button, Spin } from 'antd';
import { useState } from 'react';
import type { ImportPreview, ImportReceipt } from '#shared/model/import';
import type { HuaxiangError } from '#shared/model/result';
import type { GrantedFile } from '#shared/rpc/shell';
import { type KernelAction, useKernel, useKernelAction } from '../../engine/kernel';
import { useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { ImportOptionsForm } from './ImportOptionsForm';
import { ImportPreviewTable } from './ImportPreviewTable';
import { EMPTY_DRAFT, type ImportDraft } from './importDraft';
import { useImportQueue } from './importQueue';

interface ImportFormProps {
  readonly file: GrantedFile;
  readonly onDone: (receipt: ImportReceipt) => void;
  readonly onRunning: (running: boolean) => void;
}

/** How one file will be read, shown on its first rows, and the button that reads it. */
export function ImportForm({ file, onDone, onRunning }: ImportFormProps) {
  const [draft, setDraft] = useState<ImportDraft>(EMPTY_DRAFT);
  const [error, setError] = useState<HuaxiangError>();
  const preview = useKernel('imports.preview', { file: file.token, options: draft.options }, { keep: true });
  const action = useKernelAction('imports.run');
  // A choice that cannot be read leaves the former preview's choices on screen, so that another can be made.
  const [known, setKnown] = useState<ImportPreview>();
  if (preview.data && preview.data !== known) setKnown(preview.data);

  const run = async (options = draft.options) => {
    setError(undefined);
    onRunning(true);
    const result = await action.run({ file: file.token, options, ...(draft.table ? { table: draft.table } : {}) });
    onRunning(false);
    if (result.ok) onDone(result.value);
    else if (result.error.code !== 'CANCELLED') setError(result.error);
  };
  const keepGoing = () => void run({ ...draft.options, rejectShare: 1 });

  return (
    <div data-testid="import-form">
      {action.busy ? (
        <Running action={action} name={file.name} />
      ) : (
        <>
          {preview.error ? <ErrorNotice error={preview.error} onRetry={preview.retry} /> : null}
          {known ? (
            <Reading preview={known} failed={preview.error !== undefined} busy={preview.busy} draft={draft} onChange={setDraft} />
          ) : null}
          {!known && preview.busy ? <LoadingState label={file.name} /> : null}
          {error ? <RunError error={error} onKeepGoing={keepGoing} /> : null}
          <Footer ready={preview.data !== undefined && !preview.error} onRun={() => void run()} />
        </>
      )}
    </div>
  );
}

interface ReadingProps {
  readonly preview: ImportPreview;
  readonly failed: boolean;
  readonly busy: boolean;
  readonly draft: ImportDraft;
  readonly onChange: (draft: ImportDraft) => void;
}

function Reading({ preview, failed, busy, draft, onChange }: ReadingProps) {
  return (
    <>
      <ImportOptionsForm preview={preview} draft={draft} onChange={onChange} />
      {preview.skipped && !failed ? <SkippedLines lines={preview.skipped} /> : null}
      <Spin spinning={busy} delay={200}>
        {failed ? null : <ImportPreviewTable preview={preview} draft={draft} onChange={onChange} />}
      </Spin>
    </>
  );
}

function SkippedLines({ lines }: { readonly lines: readonly string[] }) {
  const t = useText('data');
  return (
    <div className="hx-import-skipped" data-testid="import-skipped">
      <span>{t('skippedLines', { n: lines.length })}</span>
      <code>{lines.join('\n')}</code>
    </div>
  );
}

function Running({ action, name }: { readonly action: KernelAction<'imports.run'>; readonly name: string }) {
  const t = useText('data');
  return (
    <div className="hx-import-running" data-testid="import-running">
      <LoadingState label={t('importing', { name })} progress={action.progress} onCancel={action.cancel} />
    </div>
  );
}

function RunError({ error, onKeepGoing }: { readonly error: HuaxiangError; readonly onKeepGoing: () => void }) {
  const t = useText('data');
  return (
    <div className="hx-import-error">
      <ErrorNotice error={error} />
      {error.code === 'TOO_MANY_REJECTS' ? (
        <Button size="small" onClick={onKeepGoing} data-testid="import-keep-going">
          {t('importAnyway')}
        </Button>
      ) : null}
    </div>
  );
}

function Footer({ ready, onRun }: { readonly ready: boolean; readonly onRun: () => void }) {
  const t = useText('data');
  const common = useText('common');
  const { files, next, clear } = useImportQueue();
  return (
    <div className="hx-import-footer">
      <Button onClick={clear} data-testid="import-cancel">
        {common('cancel')}
      </Button>
      {files.length > 1 ? (
        <Button onClick={next} data-testid="import-skip">
          {t('skipFile')}
        </Button>
      ) : null}
      <Button type="primary" disabled={!ready} onClick={onRun} data-testid="import-run">
        {t('runImport')}
      </Button>
    </div>
  );
}
