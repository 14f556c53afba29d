import { CaretDownOutlined, CaretRightOutlined, HolderOutlined } from '@ant-design/icons';
import { type FocusEvent, type MouseEvent, useEffect, useRef } from 'react';
import { useText } from '../../text';
import { useTreeRow } from '../../ui/dnd/treeDragContext';
import { ConditionEditor } from './ConditionEditor';
import { rowSubject } from './drops';
import { GroupBody } from './GroupBody';
import { useNodeLabel } from './nodeLabel';
import { useSegmentEditor } from './openEditors';
import { RowCounts } from './RowCounts';
import { RowError } from './RowError';
import { RowMenu } from './RowMenu';
import type { RuleRow } from './ruleRows';
import { type DraftNode, isDraftGroup } from './ruleTree';
import { UnknownKeys } from './UnknownKeys';

interface RuleRowViewProps {
  readonly row: RuleRow;
  readonly selected: boolean;
  /** Has the focus among the selected. */
  readonly leads: boolean;
  /** Takes the Tab key when nothing is selected. */
  readonly first: boolean;
  /** What goes along when this row is dragged, itself included. */
  readonly along: readonly DraftNode[];
  /** It, or what it is in, is being dragged. */
  readonly dragging: boolean;
  /** A drop would go into this group. */
  readonly target: boolean;
  /** A press that takes rows in or out of the selection; gives whether it was one. */
  readonly onPress: (event: MouseEvent) => boolean;
}

/** One row: handle, the group's switch or the condition's editors, its numbers and its menu. */
export function RuleRowView({ row, selected, leads, first, along, dragging, target, onPress }: RuleRowViewProps) {
  const { node, depth, path, collapsed } = row;
  const t = useText('segments');
  const editor = useSegmentEditor();
  const label = useNodeLabel()(node);
  const dragged = along.length > 1 ? t('blocksN', { n: along.length }) : label;
  const group = isDraftGroup(node);
  const { setRowRef, setHandleRef, handleProps } = useTreeRow(rowSubject(row, along, dragged), { opens: group });
  const focus = useFocusWhenLeading(leads);
  return (
    <div
      ref={(element) => {
        setRowRef(element);
        focus.current = element;
      }}
      role="treeitem"
      className="seg-row"
      style={{ '--depth': depth }}
      tabIndex={leads || first ? 0 : -1}
      aria-level={depth + 1}
      aria-selected={selected}
      {...(group ? { 'aria-expanded': !collapsed } : {})}
      data-disabled={node.disabled === true}
      data-kind={node.kind}
      data-what={node.kind === 'tag' ? node.tag : node.kind}
      data-selected={selected}
      data-dragging={dragging}
      data-target={target}
      data-testid={`rule-node-${path}`}
      onFocus={(event: FocusEvent) => event.currentTarget.contains(event.target) && editor.lead(node.id)}
      onMouseDown={(event: MouseEvent) => isOutsideFields(event) && onPress(event) && event.preventDefault()}
      onMouseUp={(event: MouseEvent) => isOutsideFields(event) && !hasModifier(event) && editor.select(node.id)}
    >
      <button
        type="button"
        className="seg-handle"
        ref={setHandleRef}
        {...handleProps}
        aria-label={t('drag', { name: label })}
        data-testid={`rule-handle-${path}`}
      >
        <HolderOutlined aria-hidden />
      </button>
      {group && (
        <button
          type="button"
          className="seg-fold"
          aria-label={collapsed ? t('expand') : t('collapse')}
          onClick={() => editor.toggleCollapsed(node.id)}
          data-testid={`rule-fold-${path}`}
        >
          {collapsed ? <CaretRightOutlined aria-hidden /> : <CaretDownOutlined aria-hidden />}
        </button>
      )}
      <div className="seg-row-main">
        {group ? <GroupBody group={node} path={path} collapsed={collapsed} /> : <ConditionEditor condition={node} path={path} />}
        <UnknownKeys id={node.id} />
        <RowError id={node.id} />
      </div>
      <RowCounts id={node.id} path={path} />
      <RowMenu node={node} path={path} />
    </div>
  );
}

function isOutsideFields({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('button, input, textarea, label, .ant-select, .ant-slider') === null;
}

function hasModifier({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey;
}

/** Moves the focus along with the selection while it is on a row, so that keys go on working; never takes it from a field. */
function useFocusWhenLeading(leads: boolean) {
  const element = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const active = document.activeElement;
    const free = active === document.body || active?.getAttribute('role') === 'treeitem';
    if (leads && free && active !== element.current) element.current?.focus({ preventScroll: false });
  }, [leads]);
  return element;
}
