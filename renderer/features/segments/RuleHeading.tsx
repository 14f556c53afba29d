import { ApartmentOutlined, BarChartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../../text';
import { GroupKindSwitch } from './GroupKindSwitch';
import { useEditorState, useSegmentEditor } from './openEditors';
import { RowCounts } from './RowCounts';
import { addGroup } from './rowActions';
import { SelectionBar } from './SelectionBar';

/** The outermost group as the heading of the tree; `chosen`: how many blocks are selected. */
export function RuleHeading({ chosen }: { readonly chosen: number }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const root = useEditorState((state) => state.history.present.root);
  const leads = useEditorState((state) => state.selection.lead === root.id);
  const isOpen = useEditorState((state) => state.isWaterfallOpen);
  return (
    <div className="seg-root" data-selected={leads} data-testid="rule-root">
      <button
        type="button"
        className="seg-root-title"
        data-testid="rule-root-title"
        onClick={() => editor.select(root.id)}
        aria-pressed={leads}
      >
        {t('root')}
      </button>
      <GroupKindSwitch group={root} path="" />
      <Button
        size="small"
        type="text"
        icon={<ApartmentOutlined />}
        onClick={() => addGroup(editor, root.id)}
        data-testid="rule-add-group"
      >
        {t('addGroup')}
      </Button>
      <Button
        size="small"
        type={isOpen ? 'link' : 'text'}
        icon={<BarChartOutlined rotate={90} />}
        aria-pressed={isOpen}
        onClick={editor.toggleWaterfall}
        data-testid="waterfall-toggle"
      >
        {t('waterfall')}
      </Button>
      <span className="seg-spring" />
      <SelectionBar n={chosen} />
      <RowCounts id={root.id} path="" quiet />
    </div>
  );
}
