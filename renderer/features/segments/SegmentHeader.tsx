import { PieChartOutlined, PlusOutlined, RedoOutlined, SaveOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useFormat, useText } from '../../text';
import { CopyButton } from '../../ui/CopyButton';
import { openPage } from '../../ui/navigation';
import { useEditorState, useSegmentEditor } from './openEditors';
import { ruleOf } from './ruleDraft';
import { isDirty, segmentOf } from './segmentEditor';
import type { SaveSegment } from './useSaveSegment';

/** Undo, redo, new, copy, portrait, save. */
export function SegmentActions({ save }: { readonly save: SaveSegment }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { history, opened } = useEditorState((state) => state);
  const id = opened?.segment.id;
  const definition = () =>
    JSON.stringify(id === undefined ? ruleOf(history.present.root) : segmentOf(history.present, id), null, 2);
  return (
    <>
      <IconButton
        name={`${t('undo')} (Ctrl+Z)`}
        icon={<UndoOutlined />}
        disabled={history.past.length === 0}
        onClick={editor.undo}
        testId="segment-undo"
      />
      <IconButton
        name={`${t('redo')} (Ctrl+Shift+Z)`}
        icon={<RedoOutlined />}
        disabled={history.future.length === 0}
        onClick={editor.redo}
        testId="segment-redo"
      />
      <NewButton />
      <CopyButton label={t('copyJson')} text={definition} testId="segment-copy-json" />
      <Tooltip title={id === undefined ? t('portraitNeedsSave') : undefined}>
        <Button
          icon={<PieChartOutlined />}
          disabled={id === undefined}
          onClick={() => openPage({ page: 'portraits', ...(id === undefined ? {} : { segment: id }) })}
          data-testid="segment-portrait"
        >
          {t('portrait')}
        </Button>
      </Tooltip>
      <Tooltip title={save.obstacle ?? (save.worthwhile ? `${t('saveHint')} (Ctrl+S)` : t('nothingToSave'))}>
        <Button
          type="primary"
          icon={<SaveOutlined />}
          loading={save.busy}
          disabled={save.obstacle !== undefined || !save.worthwhile}
          onClick={save.run}
          data-testid="segment-save"
        >
          {t('save')}
        </Button>
      </Tooltip>
    </>
  );
}

/** Is it saved, as which version, and since when. */
export function SavedState() {
  const t = useText('segments');
  const format = useFormat();
  const { opened, history, clean } = useEditorState((state) => state);
  const dirty = isDirty({ history, clean });
  return (
    <span data-testid="segment-state" data-dirty={dirty}>
      {dirty && <span className="seg-dirty">● {t('unsaved')}</span>}
      {opened && <span>{t('savedVersion', { version: opened.version, time: format.date(opened.savedAt) })}</span>}
    </span>
  );
}

function NewButton() {
  const t = useText('segments');
  const common = useText('common');
  const editor = useSegmentEditor();
  const fresh = useEditorState((state) => state.opened === null);
  const dirty = useEditorState(isDirty);
  const button = (start?: () => void) => (
    <Button icon={<PlusOutlined />} {...(start ? { onClick: start } : {})} data-testid="segment-new">
      {t('new')}
    </Button>
  );
  if (!fresh) return button(() => openPage({ page: 'segments' }));
  if (!dirty) return button(editor.startNew);
  return (
    <Popconfirm title={t('newConfirm')} okText={t('discard')} cancelText={common('cancel')} onConfirm={editor.startNew}>
      {button()}
    </Popconfirm>
  );
}

interface IconButtonProps {
  readonly name: string;
  readonly icon: ReactNode;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly testId: string;
}

function IconButton({ name, icon, disabled, onClick, testId }: IconButtonProps) {
  return (
    <Tooltip title={name}>
      <Button type="text" icon={icon} aria-label={name} disabled={disabled} onClick={onClick} data-testid={testId} />
    </Tooltip>
  );
}
