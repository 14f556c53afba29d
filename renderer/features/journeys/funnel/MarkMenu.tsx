import { ApartmentOutlined, CodeOutlined, QuestionCircleOutlined, TeamOutlined } from '@ant-design/icons';
import type { FunnelSpec, FunnelStepAnswer } from '#shared/model/funnel';
import type { FunnelMark } from '#shared/model/funnelRule';
import type { Rule } from '#shared/model/rule';
import { useRuleAsSql } from '../../../conditions/useRuleAsSql';
import { type Translate, useText } from '../../../text';
import { openInBuilder } from '../../../ui/handedRule';
import { MenuAt } from '../../../ui/MenuAt';
import { showCustomersOf } from '../../../ui/openCustomer';

export interface PickedMark {
  readonly mark: FunnelMark;
  /** Of a level or a side: what it is called, and of a side its own funnel. */
  readonly of?: string;
  readonly spec?: FunnelSpec;
  /** Pixels of the window. */
  readonly x: number;
  readonly y: number;
}

interface MarkMenuProps {
  readonly picked: PickedMark | null;
  readonly ruleOf: (mark: FunnelMark, spec?: FunnelSpec) => Rule | null;
  readonly steps: readonly FunnelStepAnswer[];
  readonly onClose: () => void;
  readonly onLeavers: (step: number) => void;
}

/** What can be done with the customers of a bar, or why nothing can. */
export function MarkMenu({ picked, ruleOf, steps, onClose, onLeavers }: MarkMenuProps) {
  const t = useText('funnel');
  const showSql = useRuleAsSql();
  const rule = picked && ruleOf(picked.mark, picked.spec);
  const name = picked ? nameOf(picked, steps, t) : '';
  const why = picked?.mark.level === null ? t('noLevelRule') : t('noRule');
  const act = (key: string) => {
    onClose();
    if (!picked || !rule) return;
    if (key === 'leavers') onLeavers(picked.mark.step);
    if (key === 'segment') openInBuilder({ rule, segment: undefined });
    if (key === 'rows') showCustomersOf(rule);
    if (key === 'sql') void showSql(rule);
  };
  const items = [
    ...(picked?.mark.kind === 'dropped' ? [{ key: 'leavers' as const, icon: <QuestionCircleOutlined /> }] : []),
    { key: 'segment' as const, icon: <ApartmentOutlined /> },
    { key: 'rows' as const, icon: <TeamOutlined /> },
    { key: 'sql' as const, icon: <CodeOutlined /> },
  ];
  return (
    <MenuAt
      at={picked}
      title={rule === null && picked ? `${name} · ${why}` : name}
      items={items.map(({ key, icon }) => ({
        key,
        icon,
        disabled: rule === null,
        label: <span data-testid={`funnel-mark-${key}`}>{t(`do.${key}`)}</span>,
      }))}
      onChoose={act}
      onClose={onClose}
    />
  );
}

function nameOf({ mark, of }: PickedMark, steps: readonly FunnelStepAnswer[], t: Translate<'funnel'>): string {
  const name = t(`mark.${mark.kind}`, { name: steps[mark.step]?.label ?? '' });
  return of === undefined ? name : t('mark.of', { mark: name, of });
}
