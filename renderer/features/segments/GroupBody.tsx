import { ApartmentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../text';
import { GroupKindSwitch } from './GroupKindSwitch';
import { useSegmentEditor } from './openEditors';
import { addGroup } from './rowActions';
import { type DraftGroup, type DraftNode, isDraftGroup } from './ruleTree';

interface GroupBodyProps {
  readonly group: DraftGroup;
  readonly path: string;
  readonly collapsed: boolean;
}

/** A nested group's own row. */
export function GroupBody({ group, path, collapsed }: GroupBodyProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  return (
    <div className="seg-group">
      <GroupKindSwitch group={group} path={path} />
      {group.rules.length === 0 && <span className="seg-hint">{t('emptyGroup')}</span>}
      {collapsed && group.rules.length > 0 && <span className="hx-faint">{t('collapsedCount', { n: conditionsIn(group) })}</span>}
      <Button
        size="small"
        type="text"
        icon={<ApartmentOutlined />}
        aria-label={t('addGroupIn')}
        title={t('addGroupIn')}
        onClick={() => addGroup(editor, group.id)}
        data-testid={`rule-add-group-${path}`}
      />
    </div>
  );
}

function conditionsIn(node: DraftNode): number {
  return isDraftGroup(node) ? node.rules.reduce((sum, rule) => sum + conditionsIn(rule), 0) : 1;
}
