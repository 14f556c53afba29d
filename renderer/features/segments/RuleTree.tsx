import { Fragment, type KeyboardEvent, useMemo, useRef } from 'react';
import { useText } from '../../text';
import { useTreeDrag, useTreeSurface } from '../../ui/dnd/treeDragContext';
import { dropTarget } from './drops';
import { useEditorState, useSegmentEditor } from './openEditors';
import { RuleHeading } from './RuleHeading';
import { RuleRowView } from './RuleRowView';
import { useRuleClipboard } from './ruleClipboard';
import { flattenRules } from './ruleRows';
import { pressSelects, rowKeys } from './ruleTreeKeys';
import { outermost } from './ruleTreeMany';

/** The rule: its outermost group as a heading, and a row for every group and condition in it. */
export function RuleTree() {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const root = useEditorState((state) => state.history.present.root);
  const collapsed = useEditorState((state) => state.collapsed);
  const selection = useEditorState((state) => state.selection);
  const rows = useMemo(() => flattenRules(root, collapsed), [root, collapsed]);
  const chosen = useMemo(() => outermost(root, selection.ids), [root, selection]);
  const { subject, wish } = useTreeDrag();
  const target = subject && wish ? dropTarget(root, collapsed, subject, wish) : null;
  const surface = useTreeSurface();
  const tree = useRef<HTMLDivElement>(null);
  useRuleClipboard(tree, editor);
  const line = target && <DropLine depth={target.depth} />;
  return (
    <div ref={tree} className="seg-tree" data-over={target?.groupId === root.id}>
      <RuleHeading chosen={chosen.length} />
      <div
        ref={surface}
        className="seg-rows"
        role="tree"
        aria-multiselectable
        aria-label={t('tree')}
        tabIndex={rows.length === 0 ? 0 : -1}
        onKeyDown={(event: KeyboardEvent<HTMLElement>) => rowKeys(event, editor, rows)}
        data-testid="rule-tree"
      >
        {rows.map((row) => (
          <Fragment key={row.node.id}>
            {target?.beforeId === row.node.id && line}
            <RuleRowView
              row={row}
              selected={selection.ids.has(row.node.id)}
              leads={selection.lead === row.node.id}
              first={rows[0] === row}
              along={selection.ids.has(row.node.id) && chosen.length > 1 ? chosen : [row.node]}
              dragging={subject?.block.includes(row.node.id) ?? false}
              onPress={(event) => pressSelects(event, editor, rows, row.node.id)}
              target={target?.groupId === row.node.id}
            />
          </Fragment>
        ))}
        {target?.beforeId === null && line}
        {rows.length === 0 ? <EmptyTree /> : <div className="seg-end-zone">{subject ? t('endZone') : null}</div>}
      </div>
      <div className="hx-faint seg-keys">{t('keys')}</div>
    </div>
  );
}

function DropLine({ depth }: { readonly depth: number }) {
  return <div className="seg-drop-line" style={{ '--depth': depth }} aria-hidden data-testid="drop-line" data-depth={depth} />;
}

function EmptyTree() {
  const t = useText('segments');
  const kind = useEditorState((state) => state.history.present.root.kind);
  return (
    <div className="seg-empty-tree" role="treeitem" aria-selected={false} tabIndex={-1}>
      <strong>{t('dropHere')}</strong>
      <span className="hx-faint">{t('dropHereHint')}</span>
      <span className="hx-faint">{kind === 'any' ? t('nobody') : t('everybody')}</span>
    </div>
  );
}
