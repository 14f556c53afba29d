import { CloseOutlined, CopyOutlined, DeleteOutlined, GroupOutlined, StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../text';
import { useEditorState, useSegmentEditor } from './openEditors';
import { runRowAction } from './rowActions';
import type { RowAction } from './segmentEditor';
import { selectionOf } from './selection';

const ACTIONS: readonly (readonly [RowAction, ReactNode])[] = [
  ['wrap', <GroupOutlined key="wrap" />],
  ['duplicate', <CopyOutlined key="duplicate" />],
  ['toggle', <StopOutlined key="toggle" />],
  ['delete', <DeleteOutlined key="delete" />],
];

/** What can be done to several selected blocks, and a voice for what was done; nothing to see where fewer than two are. */
export function SelectionBar({ n }: { readonly n: number }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const done = useEditorState((state) => state.done);
  const spoken = done ? t(`done.${done.action}`, { n: done.n }) : n > 1 ? t('selectedN', { n }) : '';
  return (
    <>
      <span role="status" className="hx-visually-hidden" data-testid="selection-announcement">
        {spoken}
      </span>
      {n > 1 && (
        <span className="seg-selection" data-testid="selection-bar">
          <span>{t('selectedN', { n })}</span>
          {ACTIONS.map(([action, icon]) => (
            <Button
              key={action}
              size="small"
              type="text"
              icon={icon}
              aria-label={t(action)}
              title={t(action)}
              onClick={() => runRowAction(editor, action)}
              data-testid={`selection-${action}`}
            />
          ))}
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('selectOne')}
            title={`${t('selectOne')} (Esc)`}
            onClick={() => editor.selectBy(({ lead }) => selectionOf(lead))}
          />
        </span>
      )}
    </>
  );
}
