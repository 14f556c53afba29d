import {
  ApartmentOutlined,
  EyeInvisibleOutlined,
  GroupOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
  StopOutlined,
  UngroupOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { MenuProps } from 'antd';
import { type ReactNode, useState } from 'react';
import type { PathAnswer, PathMark, PathMembers, PathNode, PathSpec } from '#shared/model/path';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useFormat, useText } from '../../../text';
import { openInBuilder } from '../../../ui/handedRule';
import { MenuAt } from '../../../ui/MenuAt';
import { GroupDialog } from './GroupDialog';
import type { PickedPath } from './pathChart';
import { setPathChoice } from './pathChoice';
import { placeOf, usePlaceName } from './pathNames';
import { dropPath, usePickedPath } from './pickedPath';

interface PathMenuProps {
  readonly answer: PathAnswer;
  readonly spec: PathSpec;
}

/** What can be done with the node or the line that was picked. */
export function PathMenu({ answer, spec }: PathMenuProps) {
  const at = usePickedPath((state) => state.at);
  const [grouped, group] = useState<string | null>(null);
  return (
    <>
      {at && <OpenMenu answer={answer} spec={spec} picked={at.picked} x={at.x} y={at.y} onGroup={group} />}
      {grouped !== null && <GroupDialog event={grouped} groups={spec.groups} onClose={() => group(null)} />}
    </>
  );
}

interface OpenMenuProps extends PathMenuProps {
  readonly picked: PickedPath;
  readonly x: number;
  readonly y: number;
  readonly onGroup: (event: string) => void;
}

function OpenMenu({ answer, spec, picked, x, y, onGroup }: OpenMenuProps) {
  const nameOf = usePlaceName();
  const { near, far, mark } = markOf(answer, picked);
  const endedMark = mark && mark.next === undefined && (near?.ended ?? 0) > 0 ? { ...mark, next: 'ended' as const } : null;
  const members = useMembers(spec, mark);
  const ended = useMembers(spec, endedMark);
  const memberItem = useMemberItem(answer);
  const nodeItems = useNodeItems(spec, onGroup);
  const toSegment = useToSegment(spec);
  if (!near || !mark) return null;
  const items = [
    memberItem(mark.next === 'ended' ? 'ended' : 'segment', members),
    ...(endedMark ? [memberItem('ended', ended)] : []),
    ...(picked.kind === 'node' ? nodeItems(near) : []),
  ];
  return (
    <MenuAt
      at={{ x, y }}
      title={[near, ...(far ? [far] : [])].map(nameOf).join(' – ')}
      items={items}
      onChoose={(key) => {
        dropPath();
        if (key === 'ended' && endedMark) void toSegment(endedMark, ended);
        else if (key === 'segment' || key === 'ended') void toSegment(mark, members);
      }}
      onClose={dropPath}
    />
  );
}

interface Marked {
  /** The node nearer to the start. */
  readonly near: PathNode | undefined;
  readonly far?: PathNode | undefined;
  readonly mark: PathMark | null;
}

function markOf({ nodes, direction }: PathAnswer, picked: PickedPath): Marked {
  if (picked.kind === 'link') {
    const [near, far] = direction === 'to' ? [nodes[picked.to], nodes[picked.from]] : [nodes[picked.from], nodes[picked.to]];
    return { near, far, mark: near && far ? { depth: near.depth, node: placeOf(near), next: placeOf(far) } : null };
  }
  const near = nodes[picked.node];
  if (!near) return { near, mark: null };
  const mark = { depth: near.depth, node: placeOf(near) };
  return { near, mark: picked.kind === 'ended' ? { ...mark, next: 'ended' } : mark };
}

const NO_MARK: PathMark = { depth: 0, node: { kind: 'other', name: '' } };

function useMembers(spec: PathSpec, mark: PathMark | null): PathMembers | undefined {
  const asked = { spec, mark: mark ?? NO_MARK };
  return useKernel('paths.members', asked, { enabled: mark !== null, background: true }).data;
}

/** Who is still being counted is asked for once more, so that nobody has to wait with an open menu. */
function useToSegment(spec: PathSpec): (mark: PathMark, found: PathMembers | undefined) => Promise<void> {
  const { run } = useKernelAction('paths.members');
  return async (mark, found) => {
    const result = found ? { ok: true as const, value: found } : await run({ spec, mark });
    if (!result.ok) notifyError(result.error);
    else if (result.value.rule) openInBuilder({ rule: result.value.rule, segment: undefined });
  };
}

type Item = NonNullable<MenuProps['items']>[number];

/** The customers behind a mark, who become a segment of as many. */
function useMemberItem({ direction }: PathAnswer): (key: 'segment' | 'ended', found: PathMembers | undefined) => Item {
  const t = useText('paths');
  const format = useFormat();
  const textOf = (key: 'segment' | 'ended', found: PathMembers | undefined) => {
    if (!found) return t('menu.counting');
    const n = format.exact(found.n);
    if (!found.rule) return t('menu.noRule', { n });
    return t(key === 'segment' ? 'menu.segment' : direction === 'to' ? 'menu.begins' : 'menu.ended', { n });
  };
  return (key, found) => ({
    key,
    icon: key === 'segment' ? <ApartmentOutlined /> : <StopOutlined />,
    disabled: found?.rule === null,
    label: (
      <span data-testid={`path-menu-${key}`} data-n={found?.n}>
        {textOf(key, found)}
      </span>
    ),
  });
}

function useNodeItems(spec: PathSpec, onGroup: (event: string) => void): (node: PathNode) => Item[] {
  const t = useText('paths');
  const item = (key: NodeAct, icon: ReactNode, onClick: () => void): Item => ({
    key,
    icon,
    onClick,
    label: <span data-testid={`path-menu-${key}`}>{t(`menu.${key}`)}</span>,
  });
  return ({ kind, name }) => {
    if (kind === 'other') return [item('showMore', <UnorderedListOutlined />, () => setPathChoice({ top: spec.top + 5 }))];
    if (kind === 'group') {
      const groups = spec.groups.filter((group) => group.name !== name);
      return [item('ungroup', <UngroupOutlined />, () => setPathChoice({ groups }))];
    }
    const start = { event: name, where: [] };
    const isStart = (spec.from ?? spec.to)?.event === name;
    return [
      item('from', <StepForwardOutlined />, () => setPathChoice({ direction: 'from', start })),
      item('to', <StepBackwardOutlined />, () => setPathChoice({ direction: 'to', start })),
      item('group', <GroupOutlined />, () => onGroup(name)),
      ...(isStart ? [] : [item('hide', <EyeInvisibleOutlined />, () => setPathChoice({ hide: [...spec.hide, name] }))]),
    ];
  };
}

type NodeAct = 'from' | 'to' | 'hide' | 'group' | 'ungroup' | 'showMore';
