import { CloseOutlined, MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useText } from '../../text';
import { useSegmentEditor } from './openEditors';
import { runRowAction } from './rowActions';
import { type DraftNode, isDraftGroup } from './ruleTree';
import type { RowAction } from './segmentEditor';

const ACTIONS: readonly (readonly [RowAction, string])[] = [
  ['duplicate', 'Ctrl+D'],
  ['wrap', 'Ctrl+G'],
  ['unwrap', 'Ctrl+Shift+G'],
  ['indent', 'Alt+→'],
  ['outdent', 'Alt+←'],
  ['moveUp', 'Alt+↑'],
  ['moveDown', 'Alt+↓'],
  ['toggle', 'Ctrl+E'],
];

/** Deletes a row, or opens everything else that can be done to it; one that is selected stands for all that are. */
export function RowMenu({ node, path }: { readonly node: DraftNode; readonly path: string }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const run = (action: RowAction) => {
    editor.lead(node.id);
    runRowAction(editor, action);
  };
  const items: MenuProps['items'] = ACTIONS.filter(([action]) => action !== 'unwrap' || isDraftGroup(node)).map(
    ([action, keys]) => ({
      key: action,
      label: <span data-testid={`rule-menu-${action}`}>{t(action === 'toggle' && node.disabled ? 'toggleOn' : action)}</span>,
      extra: keys,
      onClick: ({ domEvent }) => {
        domEvent.stopPropagation();
        run(action);
      },
    }),
  );
  return (
    <span className="seg-row-menu">
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button size="small" type="text" icon={<MoreOutlined />} aria-label={t('more')} data-testid={`rule-menu-${path}`} />
      </Dropdown>
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t('delete')}
        title={t('delete')}
        onClick={() => run('delete')}
        data-testid={`rule-delete-${path}`}
      />
    </span>
  );
}
