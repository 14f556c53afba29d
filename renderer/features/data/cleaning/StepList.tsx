import { DeleteOutlined, EditOutlined, HolderOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Switch } from 'antd';
import { Fragment, type KeyboardEvent, useMemo } from 'react';
import type { StepCounts } from '#shared/model/cleaning';
import { useFormat, useText } from '../../../text';
import { TreeDragArea, type TreeDragTexts } from '../../../ui/dnd/TreeDragArea';
import type { DragSubject } from '../../../ui/dnd/treeCollision';
import { useTreeDrag, useTreeRow, useTreeSurface } from '../../../ui/dnd/treeDragContext';
import { type DraftStep, moveStep, removeStep, switchStep } from './cleaningDraft';
import { useStepWords } from './stepWords';
import type { CleaningEditor } from './useCleaningDraft';

interface StepListProps {
  readonly editor: CleaningEditor;
  /** Of the steps that were run for the preview. */
  readonly counts: readonly StepCounts[];
  readonly onEdit: (step: DraftStep | 'new') => void;
}

/** The steps in their order: dragged by the handle or moved by keys, switched off, edited, deleted. */
export function StepList({ editor, counts, onEdit }: StepListProps) {
  const t = useText('cleaning');
  const texts = useDragTexts();
  const { draft } = editor;
  return (
    <TreeDragArea
      texts={texts}
      onDrop={({ id }, { gap }) => editor.change(moveStep(draft, id, gap), id)}
      renderDragged={({ label }) => <div className="hx-step-dragged">{label}</div>}
    >
      <section className="hx-steps" aria-label={t('steps')}>
        <Rows editor={editor} counts={counts} onEdit={onEdit} />
        <Button icon={<PlusOutlined />} onClick={() => onEdit('new')} data-testid="step-add">
          {t('add')}
        </Button>
        <p className="hx-faint">{t('keys')}</p>
      </section>
    </TreeDragArea>
  );
}

function Rows({ editor, counts, onEdit }: StepListProps) {
  const { steps } = editor.draft;
  const { subject, wish } = useTreeDrag();
  const surface = useTreeSurface();
  const others = steps.filter(({ id }) => id !== subject?.id);
  const beforeId = subject && wish ? (others[wish.gap]?.id ?? null) : undefined;
  const line = <li className="hx-step-line" aria-hidden data-testid="step-line" />;
  return (
    <ol className="hx-step-rows" ref={surface} data-testid="step-rows">
      {steps.map((each, index) => (
        <Fragment key={each.id}>
          {beforeId === each.id ? line : null}
          <Row draftStep={each} index={index} counts={counts[index]} editor={editor} onEdit={onEdit} />
        </Fragment>
      ))}
      {beforeId === null ? line : null}
    </ol>
  );
}

interface RowProps {
  readonly draftStep: DraftStep;
  readonly index: number;
  readonly counts: StepCounts | undefined;
  readonly editor: CleaningEditor;
  readonly onEdit: (step: DraftStep) => void;
}

function Row({ draftStep, index, counts, editor, onEdit }: RowProps) {
  const { id, step } = draftStep;
  const { draft, chosen } = editor;
  const t = useText('cleaning');
  const words = useStepWords()(step);
  const n = index + 1;
  const name = t(`kind.${step.kind}`);
  const subject: DragSubject = { id, label: `${n} ${name}`, depth: 0, block: [id] };
  const { setRowRef, setHandleRef, handleProps, dragging } = useTreeRow(subject, { opens: false });
  const remove = () => editor.change(removeStep(draft, id));
  const keys = (event: KeyboardEvent) => {
    const { key, altKey } = event;
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown'))
      editor.change(moveStep(draft, id, index + (key === 'ArrowUp' ? -1 : 1)), id);
    else if (key === 'Delete') remove();
    else if (key === 'Enter' && chosen === id) onEdit(draftStep);
    else return;
    event.preventDefault();
  };
  return (
    <li
      ref={setRowRef}
      className="hx-step"
      data-chosen={chosen === id}
      data-off={step.off ?? false}
      data-dragging={dragging}
      data-testid={`step-${n}`}
    >
      <button
        type="button"
        className="hx-step-handle"
        ref={setHandleRef}
        {...handleProps}
        aria-label={t('drag.handle', { n, name })}
        data-testid={`step-handle-${n}`}
      >
        <HolderOutlined aria-hidden />
      </button>
      <button
        type="button"
        className="hx-step-main"
        aria-current={chosen === id ? 'step' : undefined}
        onClick={() => editor.choose(id)}
        onDoubleClick={() => onEdit(draftStep)}
        onKeyDown={keys}
        data-testid={`step-choose-${n}`}
      >
        <span className="hx-step-name">
          <span className="hx-step-number hx-tabular">{n}</span>
          {name}
          {step.off ? <span className="hx-faint">{t('off')}</span> : <Effect counts={counts} />}
        </span>
        <span className="hx-step-words hx-ellipsis" title={words}>
          {words}
        </span>
      </button>
      <Switch
        size="small"
        checked={!step.off}
        onChange={() => editor.change(switchStep(draft, id))}
        aria-label={t('switch', { n })}
        data-testid={`step-switch-${n}`}
      />
      <Button
        size="small"
        type="text"
        icon={<EditOutlined />}
        onClick={() => onEdit(draftStep)}
        aria-label={t('editTitle', { n })}
        data-testid={`step-edit-${n}`}
      />
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        onClick={remove}
        aria-label={t('remove', { n })}
        data-testid={`step-delete-${n}`}
      />
    </li>
  );
}

/** How much a step did, in one figure. */
function Effect({ counts }: { readonly counts: StepCounts | undefined }) {
  const t = useText('cleaning');
  const format = useFormat();
  if (!counts) return null;
  const cells = counts.changed.reduce((sum, each) => sum + each.cells, 0);
  const dropped = counts.rowsBefore - counts.rowsAfter;
  const words =
    dropped > 0 ? t('rowsDropped', { n: format.count(dropped) }) : cells > 0 ? t('cellsChanged', { n: format.count(cells) }) : '';
  return <span className="hx-secondary hx-tabular hx-step-effect">{words}</span>;
}

function useDragTexts(): TreeDragTexts {
  const t = useText('cleaning');
  return useMemo(
    () => ({
      instructions: t('drag.instructions'),
      pickedUp: ({ label: name }) => t('drag.pickedUp', { name }),
      moved: ({ label: name }, wish) => (wish ? t('drag.over', { name, n: wish.gap + 1 }) : t('drag.cancelled', { name })),
      dropped: ({ label: name }, wish) => (wish ? t('drag.dropped', { name, n: wish.gap + 1 }) : t('drag.cancelled', { name })),
      cancelled: ({ label: name }) => t('drag.cancelled', { name }),
    }),
    [t],
  );
}
