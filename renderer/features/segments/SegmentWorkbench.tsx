import { Input } from 'antd';
import { useEffect, useMemo } from 'react';
import type { SegmentVersion } from '#shared/model/segment';
import type { Tag } from '#shared/model/tag';
import { ConditionNamesProvider } from '../../conditions/conditionNames';
import { useKernel } from '../../engine/kernel';
import { useCommands } from '../../engine/shell';
import { useText } from '../../text';
import { TreeDragArea } from '../../ui/dnd/TreeDragArea';
import { takeHandedQuery, useHandedQuery } from '../../ui/handedQuery';
import { takeHandedRule, useHandedRule } from '../../ui/handedRule';
import { takeHandedTag, useHandedTag } from '../../ui/handedTag';
import { useNavigation } from '../../ui/navigation';
import { PageFrame } from '../../ui/PageFrame';
import { CountCard } from './CountCard';
import { useDragTexts } from './dragTexts';
import { applyDrop, dropTarget } from './drops';
import { ExplainCard } from './ExplainCard';
import { LimitCard } from './LimitCard';
import { useLiveCount } from './liveCount';
import { tabOf, useEditorState, useSegmentEditor } from './openEditors';
import { Palette } from './Palette';
import { PALETTE_KINDS, paletteEntries } from './paletteEntries';
import { RuleTree } from './RuleTree';
import { addEntry, addQuery, addTag, replaceRule } from './rowActions';
import { SavedSegments } from './SavedSegments';
import { SavedState, SegmentActions } from './SegmentHeader';
import { SqlPanel } from './SqlPanel';
import { SegmentContextProvider, type SegmentContextValue } from './segmentContext';
import { isDirty } from './segmentEditor';
import { useSaveSegment } from './useSaveSegment';
import { Waterfall } from './Waterfall';

interface SegmentWorkbenchProps {
  readonly tags: readonly Tag[];
  readonly segments: readonly SegmentVersion[];
}

/** Palette, tree and numbers around the segment in hand. */
export function SegmentWorkbench({ tags, segments }: SegmentWorkbenchProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { root, name } = useEditorState((state) => state.history.present);
  const opened = useEditorState((state) => state.opened);
  const isWaterfallOpen = useEditorState((state) => state.isWaterfallOpen);
  const count = useLiveCount(root);
  const byId = useMemo(() => new Map(tags.map((tag) => [tag.id, tag])), [tags]);
  const named = useNamed(byId, segments);
  const context = useMemo(() => ({ count, ...named }), [count, named]);
  const entries = useMemo(() => paletteEntries(named), [named]);
  const entryOf = (id: string) => PALETTE_KINDS.flatMap((kind) => entries[kind]).find((entry) => entry.id === id);
  const save = useSaveSegment(count.incomplete.size);
  const texts = useDragTexts(editor);
  useCommands({ 'edit.undo': editor.undo, 'edit.redo': editor.redo, 'edit.save': save.run });
  useTabDescription(opened?.segment.id, name);
  useHandedTags(byId);
  useHandedQueries();
  useHandedRules(opened?.segment.id);
  return (
    <PageFrame
      title={t('title')}
      help={t('help')}
      subtitle={<SavedState />}
      actions={<SegmentActions save={save} />}
      state={count.answer || count.error ? 'complete' : 'busy'}
      flush
    >
      <SegmentContextProvider value={context}>
        <ConditionNamesProvider value={context}>
          <TreeDragArea
            texts={texts}
            onDrop={(subject, wish) => {
              const { collapsed } = editor.useEditor.getState();
              const target = dropTarget(root, collapsed, subject, wish);
              const dropped = applyDrop(root, subject, target, entryOf);
              editor.edit(() => dropped.root);
              editor.expand(target.groupId);
              editor.lead(dropped.id);
            }}
            renderDragged={({ label, block }) => (
              <div className="seg-dragged">
                {label}
                {block.length > 1 && <span className="seg-dragged-n">{block.length - 1}</span>}
              </div>
            )}
          >
            <div className="seg-page">
              <Palette entries={entries} onAdd={(entry) => addEntry(editor, entry)} />
              <div className="seg-middle">
                <NameFields />
                <RuleTree />
                {isWaterfallOpen && <Waterfall />}
                <SqlPanel />
              </div>
              <aside className="seg-side">
                <CountCard segment={opened?.segment.id} />
                <LimitCard />
                <ExplainCard />
                <SavedSegments segments={segments} current={opened?.segment.id} />
              </aside>
            </div>
          </TreeDragArea>
        </ConditionNamesProvider>
      </SegmentContextProvider>
    </PageFrame>
  );
}

/** What rules may name. The events are counted once per data version, which may take a while: tags need not wait for them. */
function useNamed(tags: ReadonlyMap<string, Tag>, segments: readonly SegmentVersion[]): Omit<SegmentContextValue, 'count'> {
  const events = useKernel('events.list', {}, { background: true }).data;
  const lists = useKernel('lists.list', {}, { keep: true, background: true }).data;
  const entities = useKernel('entities.get', {}, { background: true }).data;
  return useMemo(
    () => ({
      tags,
      segments,
      events: events ?? [],
      lists: lists ?? [],
      props: new Map((entities?.props ?? []).map((prop) => [prop.id, prop])),
      asOf: entities?.asOf ?? '',
    }),
    [tags, segments, events, lists, entities],
  );
}

function NameFields() {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { name, description } = useEditorState((state) => state.history.present);
  return (
    <div className="seg-name">
      <Input
        variant="underlined"
        className="seg-name-input"
        maxLength={200}
        aria-label={t('name')}
        placeholder={t('untitled')}
        value={name}
        onChange={({ target }) => editor.rename(target.value)}
        data-testid="segment-name"
      />
      <Input
        variant="underlined"
        maxLength={10_000}
        aria-label={t('description')}
        placeholder={t('descriptionHint')}
        value={description}
        onChange={({ target }) => editor.describe(target.value)}
        data-testid="segment-description"
      />
    </div>
  );
}

/** The tab bears the segment's name and the mark of unsaved changes. */
function useTabDescription(id: string | undefined, name: string): void {
  const dirty = useEditorState(isDirty);
  const title = name.trim();
  useEffect(() => useNavigation.getState().describe(tabOf(id), { title, dirty }), [id, title, dirty]);
}

function useHandedQueries(): void {
  const editor = useSegmentEditor();
  const handed = useHandedQuery((state) => state.sql);
  useEffect(() => {
    const sql = handed === null ? null : takeHandedQuery();
    if (sql !== null) addQuery(editor, sql);
  }, [handed, editor]);
}

/** A rule may be meant for the tab of another segment, which is drawn next. */
function useHandedRules(segment: string | undefined): void {
  const editor = useSegmentEditor();
  const handed = useHandedRule((state) => state.handed);
  useEffect(() => {
    if (handed === null || handed.segment !== segment) return;
    takeHandedRule();
    replaceRule(editor, handed.rule);
  }, [handed, editor, segment]);
}

function useHandedTags(tags: ReadonlyMap<string, Tag>): void {
  const editor = useSegmentEditor();
  const handed = useHandedTag((state) => state.tag);
  useEffect(() => {
    const tag = handed === null ? undefined : tags.get(takeHandedTag() ?? '');
    if (tag) addTag(editor, tag);
  }, [handed, tags, editor]);
}
