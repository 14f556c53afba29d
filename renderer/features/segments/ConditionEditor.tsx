import { ComparisonEditor } from '../../conditions/ComparisonEditor';
import { useText } from '../../text';
import { nameWithUnit } from '../../ui/nameWithUnit';
import { TagTypeIcon } from '../../ui/TagTypeIcon';
import { tagPlace } from '../../ui/tagPlace';
import { EventEditor } from './EventEditor';
import { MemberEditor } from './MemberEditor';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { DraftCondition, DraftTag } from './ruleTree';
import { SequenceEditor } from './SequenceEditor';
import { QueryText, SqlPredicate } from './SqlPredicate';
import { useSegmentContext } from './segmentContext';

interface ConditionEditorProps {
  readonly condition: DraftCondition;
  readonly path: string;
}

/** A condition's row: what it asks of, and the editors that fit. */
export function ConditionEditor({ condition, path }: ConditionEditorProps) {
  switch (condition.kind) {
    case 'tag':
      return <TagEditor condition={condition} path={path} />;
    case 'event':
      return <EventEditor condition={condition} path={path} />;
    case 'sequence':
      return <SequenceEditor condition={condition} path={path} />;
    case 'segment':
    case 'list':
      return <MemberEditor condition={condition} path={path} />;
    case 'query':
      return <QueryText condition={condition} path={path} />;
    case 'sql':
      return <SqlPredicate condition={condition} path={path} />;
  }
}

function TagEditor({ condition, path }: { readonly condition: DraftTag; readonly path: string }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { tags } = useSegmentContext();
  const tag = tags.get(condition.tag);
  if (!tag) return <span className="seg-unknown-tag">{t('unknownTag', { tag: condition.tag })}</span>;
  return (
    <div className="seg-condition">
      <span className="seg-chip" title={tagPlace(tag)}>
        <TagTypeIcon type={tag.type} label={t(`type.${tag.type}`)} />
        {nameWithUnit(tag)}
      </span>
      <ComparisonEditor
        comparison={condition}
        subject={{ kind: 'tag', tag: tag.id, type: tag.type }}
        onChange={(comparison, typing) => setCondition(editor, { ...condition, ...comparison }, typing)}
        path={path}
      />
    </div>
  );
}
