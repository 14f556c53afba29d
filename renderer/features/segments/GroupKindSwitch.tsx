import { Segmented } from 'antd';
import { GROUP_KINDS } from '#shared/model/rule';
import { useText } from '../../text';
import { useSegmentEditor } from './openEditors';
import { setGroupKind } from './rowActions';
import type { DraftGroup } from './ruleTree';

/** 且 / 或 / 非 of one group. */
export function GroupKindSwitch({ group, path }: { readonly group: DraftGroup; readonly path: string }) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  return (
    <span className="seg-kind" data-kind={group.kind} data-testid={`rule-kind-${path}`}>
      <Segmented
        size="small"
        aria-label={t('groupKind')}
        value={group.kind}
        onChange={(kind) => setGroupKind(editor, group.id, kind)}
        options={GROUP_KINDS.map((kind) => ({
          value: kind,
          label: <span data-testid={`rule-kind-${path}-${kind}`}>{t(`group.${kind}`)}</span>,
          title: t(`group.${kind}.long`),
        }))}
      />
      <span className="hx-faint">{t(`group.${group.kind}.long`)}</span>
    </span>
  );
}
