import { Button, Input, Modal, Table, Tabs } from 'antd';
import { useState } from 'react';
import type { HuaxiangError } from '#shared/model/result';
import type { LibraryChange } from '#shared/model/tagAnswers';
import { type TagLibraryFile, tagLibrarySchema } from '#shared/model/tagLibraryFile';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notify } from '../../engine/notices';
import { useLanguage, useText } from '../../text';
import { errorWords } from '../../text/faults';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';

const ROWS = 16;

/** The library as text: to copy out, or pasted to see what it would change and to take it in. */
export function LibraryDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText('tags');
  return (
    <Modal open footer={null} width={820} title={t('importExport')} onCancel={onClose}>
      <Tabs
        items={[
          { key: 'out', label: t('exportLibrary'), children: <ExportTab /> },
          {
            key: 'in',
            label: <span data-testid="library-import">{t('importLibrary')}</span>,
            children: <ImportTab onClose={onClose} />,
          },
        ]}
      />
    </Modal>
  );
}

function ExportTab() {
  const t = useText('tags');
  const common = useText('common');
  const { data, error, retry } = useKernel('tags.exportLibrary', {});
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const text = JSON.stringify(data, null, 2);
  return (
    <div className="tags-part">
      <p className="hx-secondary">{t('exportText', { n: data.tags.length })}</p>
      <Input.TextArea
        readOnly
        className="hx-mono"
        rows={ROWS}
        value={text}
        aria-label={t('exportLibrary')}
        data-testid="library-text"
      />
      <div>
        <CopyButton type="primary" label={common('copy')} text={() => text} testId="library-copy" />
      </div>
    </div>
  );
}

function ImportTab({ onClose }: { readonly onClose: () => void }) {
  const t = useText('tags');
  const [text, setText] = useState('');
  const [changes, setChanges] = useState<readonly LibraryChange[]>();
  const [error, setError] = useState<HuaxiangError>();
  const { run, busy, progress, cancel } = useKernelAction('tags.importLibrary');
  const library = libraryOf(text);
  const ask = async (apply: boolean) => {
    if (typeof library === 'string') return;
    setError(undefined);
    const result = await run({ library, apply });
    if (!result.ok) return setError(result.error);
    setChanges(result.value);
    if (!apply) return;
    notify({ kind: 'success', text: 'saved' });
    onClose();
  };
  const taken = changes?.filter(({ change }) => change === 'new' || change === 'changed').length ?? 0;
  return (
    <div className="tags-part">
      <p className="hx-secondary">{t('importText')}</p>
      <Input.TextArea
        className="hx-mono"
        rows={changes ? 6 : ROWS}
        value={text}
        status={typeof library === 'string' && text.trim() !== '' ? 'error' : ''}
        aria-label={t('importLibrary')}
        placeholder='{"format": "huaxiang.tags", "version": 1, "tags": […]}'
        onChange={({ target }) => {
          setText(target.value);
          setChanges(undefined);
        }}
        data-testid="library-paste"
      />
      {typeof library === 'string' && text.trim() !== '' && (
        <div role="alert" className="tags-problem">
          {t('notLibrary', { problem: library })}
        </div>
      )}
      {error && <ErrorNotice error={error} />}
      {busy && <LoadingState progress={progress} onCancel={cancel} />}
      {changes && <ChangesTable changes={changes} />}
      <div>
        {changes ? (
          <Button type="primary" disabled={taken === 0} loading={busy} onClick={() => void ask(true)} data-testid="library-apply">
            {t('takeIn', { n: taken })}
          </Button>
        ) : (
          <Button
            disabled={typeof library === 'string'}
            loading={busy}
            onClick={() => void ask(false)}
            data-testid="library-check"
          >
            {t('seeChanges')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A library as it was pasted, or what is wrong with the text. */
function libraryOf(text: string): TagLibraryFile | string {
  try {
    const parsed = tagLibrarySchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function ChangesTable({ changes }: { readonly changes: readonly LibraryChange[] }) {
  const t = useText('tags');
  const language = useLanguage();
  return (
    <Table<LibraryChange>
      size="small"
      rowKey="id"
      dataSource={[...changes]}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      columns={[
        { title: t('name'), dataIndex: 'name' },
        { title: t('change'), key: 'change', width: 110, render: (_, { change }) => t(`change.${change}`) },
        { title: t('reason'), key: 'reason', render: (_, { error }) => (error ? errorWords(error, language).message : '') },
      ]}
    />
  );
}
