import { TeamOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useText } from '../../text';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { DraftList, DraftSegment } from './ruleTree';
import { useSegmentContext } from './segmentContext';

interface MemberEditorProps {
  readonly condition: DraftSegment | DraftList;
  readonly path: string;
}

/** In, or not in, a saved segment or an imported list. */
export function MemberEditor({ condition, path }: MemberEditorProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { segments, lists } = useSegmentContext();
  const isSegment = condition.kind === 'segment';
  const chosen = isSegment ? condition.segment : condition.list;
  const options = isSegment
    ? segments.map(({ segment }) => ({ value: segment.id, label: segment.name }))
    : lists.map(({ list }) => ({ value: list.id, label: list.name }));
  const choose = (id: string) => setCondition(editor, isSegment ? { ...condition, segment: id } : { ...condition, list: id });
  return (
    <div className="seg-condition">
      <span className="seg-chip">
        {isSegment ? <TeamOutlined aria-hidden /> : <UnorderedListOutlined aria-hidden />}
        {isSegment ? t('inSegment') : t('inList')}
      </span>
      <Select<'in' | 'notIn'>
        size="small"
        popupMatchSelectWidth={false}
        aria-label={t('membership')}
        value={condition.member ? 'in' : 'notIn'}
        options={[
          { value: 'in', label: t('member') },
          { value: 'notIn', label: t('notMember') },
        ]}
        onChange={(member) => setCondition(editor, { ...condition, member: member === 'in' })}
        data-testid={`rule-member-${path}`}
      />
      <Select
        size="small"
        showSearch={{ optionFilterProp: 'label' }}
        className="cnd-values"
        status={options.some(({ value }) => value === chosen) ? '' : 'error'}
        aria-label={isSegment ? t('inSegment') : t('inList')}
        value={chosen}
        options={options}
        onChange={choose}
        data-testid={`rule-value-${path}`}
      />
    </div>
  );
}
