import { Button, Spin } from 'antd';
import { useState } from 'react';
import type { Comparison } from '#shared/model/comparison';
import type { ImportPreview, ImportReceipt } from '#shared/model/import';
import type { HuaxiangError } from '#shared/model/result';
import type { TableInfo } from '#shared/model/workspace';
import type { GrantedFile } from '#shared/rpc/shell';
import { type KernelAction, useKernel, useKernelAction } from '../../engine/kernel';
import { useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { CredentialNotice } from './CredentialNotice';
import { useTogether } from './fileMates';
import { ImportOptionsForm } from './ImportOptionsForm';
import { ImportPreviewTable } from './ImportPreviewTable';
import { ImportTogether } from './ImportTogether';
import { EMPTY_DRAFT, type ImportDraft, isUntouched, readLike, sameTable } from './importDraft';
import { useImportQueue } from './importQueue';
import { ReplaceStep } from './ReplaceStep';
import { TemplateNotice } from './TemplateNotice';

interface ImportFormProps {
  readonly file: GrantedFile;
  readonly onDone: (receipt: ImportReceipt) => void;
  readonly onRunning: (running: boolean) => void;
}

/** How one file will be read, shown on its first rows, what it changes in a table that it replaces, and the button that reads it. */
export function ImportForm({ file, onDone, onRunning }: ImportFormProps) {
  const [draft, setDraft] = useState<ImportDraft>(EMPTY_DRAFT);
  const [error, setError] = useState<HuaxiangError>();
  const [replacing, setReplacing] = useState(false);
  const [comparison, setComparison] = useState<Comparison>();
  const together = useTogether(file);
  const { source } = together;
  const { data: tables = [] } = useKernel('tables.list', {});
  const name = draft.table?.trim();
  const replaced = sameTable(tables, name);
  const into = replaced ? { table: replaced.name } : {};
  const preview = useKernel('imports.preview', { ...source, options: draft.options, ...into }, { keep: true });
  const action = useKernelAction('imports.run');
  // A choice that cannot be read leaves the former preview's choices on screen, so that another can be made.
  const [known, setKnown] = useState<ImportPreview>();
  if (preview.data && preview.data !== known) setKnown(preview.data);

  const run = async (options = draft.options) => {
    setError(undefined);
    onRunning(true);
    const table = replaced?.name ?? name;
    const compared = replacing && comparison ? { compared: { receipt: comparison.receipt, sha256: comparison.sha256 } } : {};
    const result = await action.run({ ...source, options, ...(table ? { table } : {}), ...compared });
    onRunning(false);
    if (result.ok) together.drop();
    if (result.ok) onDone(result.value);
    else if (result.error.code !== 'CANCELLED') setError(result.error);
  };
  const keepGoing = () => void run({ ...draft.options, rejectShare: 1 });
  const read = (changed: ImportDraft) => {
    setComparison(undefined);
    setDraft(changed);
  };
  // Other files may have other columns in another order.
  const join = (checked: boolean) => {
    together.choose(checked);
    setDraft(({ table, options: { entry } }) => ({ ...(table ? { table } : {}), options: entry ? { entry } : {} }));
  };
  const compared = (found: Comparison | undefined) => {
    setError(undefined);
    setComparison(found);
  };
  const back = () => {
    setError(undefined);
    setReplacing(false);
  };
  const next = () => {
    if (!replaced || !known) return void run();
    read(readLike(draft, known.columns, replaced));
    setReplacing(true);
  };

  return (
    <div data-testid="import-form">
      {action.busy ? (
        <Running action={action} name={file.name} />
      ) : replacing && replaced && known ? (
        <>
          {error ? <RunError error={error} onKeepGoing={keepGoing} /> : null}
          <ReplaceStep
            file={file}
            source={source}
            table={replaced}
            preview={known}
            options={draft.options}
            comparison={comparison}
            onCompared={compared}
            onRunning={onRunning}
            onBack={back}
            onReplace={() => void run()}
          />
        </>
      ) : (
        <>
          <ImportTogether file={file} {...together} onChange={(checked) => join(checked)} />
          {preview.error ? <ErrorNotice error={preview.error} onRetry={preview.retry} /> : null}
          {known ? (
            <Reading
              preview={known}
              tables={tables}
              failed={preview.error !== undefined}
              busy={preview.busy}
              draft={draft}
              onChange={read}
            />
          ) : null}
          {!known && preview.busy ? <LoadingState label={file.name} /> : null}
          {error ? <RunError error={error} onKeepGoing={keepGoing} /> : null}
          <Footer
            ready={preview.data !== undefined && !preview.error && !together.looking}
            replaces={replaced !== undefined}
            onRun={next}
          />
        </>
      )}
    </div>
  );
}

interface ReadingProps {
  readonly preview: ImportPreview;
  readonly tables: readonly TableInfo[];
  readonly failed: boolean;
  readonly busy: boolean;
  readonly draft: ImportDraft;
  readonly onChange: (draft: ImportDraft) => void;
}

function Reading({ preview, tables, failed, busy, draft, onChange }: ReadingProps) {
  return (
    <>
      {preview.template && isUntouched(draft) ? (
        <TemplateNotice template={preview.template} draft={draft} onUse={onChange} />
      ) : null}
      <CredentialNotice preview={preview} draft={draft} onChange={onChange} />
      <ImportOptionsForm preview={preview} tables={tables} draft={draft} onChange={onChange} />
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

interface FooterProps {
  readonly ready: boolean;
  /** A table of this name is there: what changes in it is shown before. */
  readonly replaces: boolean;
  readonly onRun: () => void;
}

function Footer({ ready, replaces, onRun }: FooterProps) {
  const t = useText('data');
  const versions = useText('versions');
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
        {replaces ? versions('seeChanges') : t('runImport')}
      </Button>
    </div>
  );
}
