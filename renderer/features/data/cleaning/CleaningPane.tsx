import { ClearOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Cleaning, CleaningState, StepPreview } from '#shared/model/cleaning';
import type { TableInfo } from '#shared/model/workspace';
import { type KernelAnswer, type KernelReturns, useKernel } from '../../../engine/kernel';
import { useCommands } from '../../../engine/shell';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { FailedCleaning } from './CleanedNotice';
import { CleaningHead } from './CleaningHead';
import { type CleaningDraft, cleaningOf, columnsBefore, type DraftStep, putStep } from './cleaningDraft';
import { StepForm } from './StepForm';
import { StepList } from './StepList';
import { StepPreviewView } from './StepPreviewView';
import { type CleaningEditor, useCleaningEditor } from './useCleaningDraft';
import './cleaning.css';
import './identify.css';

/** The cleaning of an imported table: its steps, and beside them what the chosen one does. */
export function CleaningPane({ table }: { readonly table: TableInfo }) {
  const { data, error, retry } = useKernel('cleanings.list', {});
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  return <Editor table={table} saved={data.find(({ cleaning }) => cleaning.table === table.name)} />;
}

interface EditorProps {
  readonly table: TableInfo;
  readonly saved: CleaningState | undefined;
}

function Editor({ table, saved }: EditorProps) {
  const editor = useCleaningEditor(table.name, saved?.cleaning);
  const { draft } = editor;
  const [edited, setEdited] = useState<DraftStep | 'new'>();
  const cleaning = cleaningOf(table.name, draft);
  const chosenAt = draft.steps.findIndex(({ id }) => id === editor.chosen);
  const preview = usePreview(cleaning, chosenAt);
  useCommands({ 'edit.undo': editor.undo, 'edit.redo': editor.redo });
  return (
    <div className="hx-cleaning" data-testid="cleaning-pane">
      <FailedCleaning
        cleaned={saved?.run?.error ? { ...saved.run, table: table.name } : undefined}
        result={saved?.cleaning.result ?? ''}
      />
      <CleaningHead cleaning={cleaning} saved={saved} editor={editor} />
      {draft.steps.length === 0 ? (
        <NoSteps onAdd={() => setEdited('new')} />
      ) : (
        <div className="hx-cleaning-body">
          <StepList editor={editor} counts={preview.error ? [] : (preview.data?.steps ?? [])} onEdit={setEdited} />
          <Preview answer={preview} at={chosenAt} draft={draft} />
        </div>
      )}
      {edited ? (
        <StepDialog
          table={table}
          editor={editor}
          edited={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
    </div>
  );
}

function usePreview(cleaning: Cleaning, at: number) {
  return useKernel(
    'cleanings.preview',
    { cleaning, upTo: Math.max(0, at) },
    { enabled: at >= 0 && cleaning.result !== '', keep: true },
  );
}

function NoSteps({ onAdd }: { readonly onAdd: () => void }) {
  const t = useText('cleaning');
  return (
    <EmptyState
      icon={<ClearOutlined />}
      title={t('noSteps')}
      description={t('noStepsText')}
      action={
        <Button type="primary" icon={<PlusOutlined />} onClick={onAdd} data-testid="step-add">
          {t('add')}
        </Button>
      }
    />
  );
}

interface PreviewProps {
  readonly answer: KernelAnswer<KernelReturns<'cleanings.preview'>>;
  readonly at: number;
  readonly draft: CleaningDraft;
}

function Preview({ answer: { data, error, busy, progress, cancel, retry }, at, draft }: PreviewProps) {
  const t = useText('cleaning');
  const shown: StepPreview | undefined = data?.steps[at];
  const step = draft.steps[at]?.step;
  return (
    <div className="hx-cleaning-preview" aria-busy={busy} data-stale={busy}>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {shown && step && !error ? <StepPreviewView n={at + 1} step={step} preview={shown} /> : null}
      {!shown && !error && busy ? <LoadingState label={t('previewing')} progress={progress} onCancel={cancel} /> : null}
    </div>
  );
}

interface StepDialogProps {
  readonly table: TableInfo;
  readonly editor: CleaningEditor;
  readonly edited: DraftStep | undefined;
  readonly onClose: () => void;
}

function StepDialog({ table, editor, edited, onClose }: StepDialogProps) {
  const { draft } = editor;
  const at = draft.steps.findIndex(({ id }) => id === edited?.id);
  const before = at < 0 ? draft : { ...draft, steps: draft.steps.slice(0, at) };
  return (
    <StepForm
      edited={edited}
      n={before.steps.length + 1}
      columns={columnsBefore(draft, table.columns, edited?.id)}
      before={cleaningOf(table.name, before)}
      onPut={(step) => editor.change(putStep(draft, step), step.id)}
      onClose={onClose}
    />
  );
}
