import { DeleteOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Input, Popconfirm } from 'antd';
import { useId, useState } from 'react';
import type { Cleaning, CleaningState } from '#shared/model/cleaning';
import type { HuaxiangError } from '#shared/model/result';
import { useKernelAction } from '../../../engine/kernel';
import { notify, notifyError } from '../../../engine/notices';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { openPage } from '../../../ui/navigation';
import { isSameCleaning } from './cleaningDraft';
import { DroppedDialog } from './DroppedDialog';
import { ReviewDialog } from './ReviewDialog';
import { rowsToReview } from './rowsToReview';
import type { CleaningEditor } from './useCleaningDraft';

interface CleaningHeadProps {
  readonly cleaning: Cleaning;
  readonly saved: CleaningState | undefined;
  readonly editor: CleaningEditor;
}

/** Where the cleaning stands, its table's name, and what can be done with it. */
export function CleaningHead({ cleaning, saved, editor }: CleaningHeadProps) {
  const t = useText('cleaning');
  const id = useId();
  const [refusal, setRefusal] = useState<HuaxiangError>();
  return (
    <>
      <header className="hx-cleaning-head">
        <div className="hx-cleaning-result">
          <label htmlFor={id} className="hx-secondary">
            {t('result')}
          </label>
          <Input
            id={id}
            value={editor.draft.result}
            maxLength={255}
            status={cleaning.result === '' ? 'error' : ''}
            onChange={({ target }) => editor.change({ ...editor.draft, result: target.value }, undefined, 'result')}
            data-testid="cleaning-result"
          />
        </div>
        <Standing cleaning={cleaning} saved={saved} />
        <div className="hx-cleaning-actions">
          <History editor={editor} />
          {saved ? <Remove saved={saved} editor={editor} /> : null}
          <Run cleaning={cleaning} saved={saved} editor={editor} onRefused={setRefusal} />
        </div>
      </header>
      {refusal ? <ErrorNotice error={refusal} /> : null}
    </>
  );
}

function History({ editor }: Pick<CleaningHeadProps, 'editor'>) {
  const t = useText('cleaning');
  return (
    <>
      <Button
        icon={<UndoOutlined />}
        aria-label={t('undo')}
        title={`${t('undo')} (Ctrl+Z)`}
        disabled={!editor.canUndo}
        onClick={editor.undo}
        data-testid="cleaning-undo"
      />
      <Button
        icon={<RedoOutlined />}
        aria-label={t('redo')}
        title={`${t('redo')} (Ctrl+Shift+Z)`}
        disabled={!editor.canRedo}
        onClick={editor.redo}
        data-testid="cleaning-redo"
      />
      <Button disabled={!editor.canUndo} onClick={editor.forget} data-testid="cleaning-discard">
        {t('discard')}
      </Button>
    </>
  );
}

/** Whether what is shown is saved and applied, and the way to what came of it. */
function Standing({ cleaning, saved }: Omit<CleaningHeadProps, 'editor'>) {
  const t = useText('cleaning');
  const format = useFormat();
  const [showsDropped, setShowsDropped] = useState(false);
  const [showsReview, setShowsReview] = useState(false);
  const run = saved?.run;
  const dropped = run?.steps.reduce((sum, { rowsBefore, rowsAfter }) => sum + rowsBefore - rowsAfter, 0) ?? 0;
  const toReview = run?.steps.reduce((sum, { identified }) => sum + rowsToReview(identified), 0) ?? 0;
  const isSaved = isSameCleaning(cleaning, saved?.cleaning);
  const state = !isSaved ? 'notSaved' : run?.version === saved?.version ? 'upToDate' : 'notApplied';
  return (
    <div className="hx-cleaning-standing">
      {saved || cleaning.steps.length > 0 ? (
        <span className="hx-secondary hx-tabular" data-testid="cleaning-state" data-state={state}>
          {t(state, { rows: format.exact(run?.rows ?? 0) })}
        </span>
      ) : null}
      {run && saved ? (
        <Button
          type="link"
          size="small"
          onClick={() => openPage({ page: 'data', table: saved.cleaning.result })}
          data-testid="cleaning-open-result"
        >
          {t('openResult', { result: saved.cleaning.result })}
        </Button>
      ) : null}
      {dropped > 0 ? (
        <Button type="link" size="small" onClick={() => setShowsDropped(true)} data-testid="cleaning-dropped">
          {t('rowsDropped', { n: format.exact(dropped) })}
        </Button>
      ) : null}
      {toReview > 0 ? (
        <Button type="link" size="small" onClick={() => setShowsReview(true)} data-testid="cleaning-review">
          {t('rowsToReview', { n: format.exact(toReview) })}
        </Button>
      ) : null}
      {showsReview ? <ReviewDialog cleaning={cleaning} onClose={() => setShowsReview(false)} /> : null}
      {showsDropped ? <DroppedDialog cleaning={cleaning} onClose={() => setShowsDropped(false)} /> : null}
    </div>
  );
}

function Remove({ saved, editor }: { readonly saved: CleaningState; readonly editor: CleaningEditor }) {
  const t = useText('cleaning');
  const common = useText('common');
  const drop = useKernelAction('cleanings.drop');
  const { table } = saved.cleaning;
  const remove = async () => {
    const result = await drop.run({ table });
    if (result.ok) editor.forget();
    else notifyError(result.error);
  };
  return (
    <Popconfirm
      title={t('removeCleaningTitle', { table })}
      description={t('removeCleaningText')}
      okText={common('delete')}
      okButtonProps={{ danger: true, 'data-testid': 'cleaning-remove-confirm' }}
      onConfirm={() => void remove()}
    >
      <Button
        icon={<DeleteOutlined />}
        loading={drop.busy}
        aria-label={t('removeCleaning')}
        title={t('removeCleaning')}
        data-testid="cleaning-remove"
      />
    </Popconfirm>
  );
}

interface RunProps extends CleaningHeadProps {
  readonly onRefused: (error: HuaxiangError | undefined) => void;
}

/** Saves, or saves and applies; while it cleans, it says how far and can be stopped. */
function Run({ cleaning, saved, editor, onRefused }: RunProps) {
  const t = useText('cleaning');
  const common = useText('common');
  const format = useFormat();
  const save = useKernelAction('cleanings.save');
  const apply = useKernelAction('cleanings.apply');
  const isSaved = isSameCleaning(cleaning, saved?.cleaning);
  const isEmpty = cleaning.result === '' || (cleaning.steps.length === 0 && !saved);
  const keep = async () => {
    const result = isSaved ? undefined : await save.run({ cleaning });
    onRefused(result?.ok === false ? result.error : undefined);
    return result?.ok !== false;
  };
  const saveOnly = async () => {
    if (await keep()) notify({ kind: 'success', text: 'cleaningSaved' });
  };
  const saveAndApply = async () => {
    if (!(await keep())) return;
    const result = await apply.run({ table: cleaning.table });
    if (!result.ok) return onRefused(result.error.code === 'CANCELLED' ? undefined : result.error);
    editor.forget();
    const params = { result: cleaning.result, rows: format.exact(result.value.run?.rows ?? 0) };
    notify({ kind: 'success', text: 'cleaned', params });
  };
  if (apply.busy)
    return (
      <>
        <span className="hx-secondary hx-tabular" role="status">
          {t('applying', { percent: Math.floor((apply.progress?.fraction ?? 0) * 100) })}
        </span>
        <Button onClick={apply.cancel} data-testid="cleaning-cancel">
          {common('cancel')}
        </Button>
      </>
    );
  return (
    <>
      <Button disabled={isSaved || isEmpty} loading={save.busy} onClick={() => void saveOnly()} data-testid="cleaning-save">
        {common('save')}
      </Button>
      <Button type="primary" disabled={isEmpty} onClick={() => void saveAndApply()} data-testid="cleaning-apply">
        {t(saved?.run && isSaved ? 'applyAgain' : 'apply')}
      </Button>
    </>
  );
}
