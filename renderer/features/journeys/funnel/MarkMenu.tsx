import { ApartmentOutlined, CodeOutlined, PushpinOutlined, QuestionCircleOutlined, TeamOutlined } from '@ant-design/icons';
import type { MenuProps } from 'antd';
import type { ReactNode } from 'react';
import type { FunnelSpec, FunnelStepAnswer } from '#shared/model/funnel';
import type { FunnelMark } from '#shared/model/funnelMark';
import { funnelRule, unsaidBy } from '#shared/model/funnelRule';
import { useRuleAsSql } from '../../../conditions/useRuleAsSql';
import { type Format, type Translate, useFormat, useText } from '../../../text';
import { openInBuilder } from '../../../ui/handedRule';
import { MenuAt } from '../../../ui/MenuAt';
import { showCustomersOf } from '../../../ui/openCustomer';
import { stepName } from './stepName';
import { useKeepMark } from './useKeepMark';

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
  readonly spec: FunnelSpec;
  readonly asOf: string;
  readonly steps: readonly FunnelStepAnswer[];
  readonly onClose: () => void;
  readonly onLeavers: (step: number) => void;
}

/** What can be done with the customers of a number: as a rule where one says who they are, else why none does and a list of them. */
export function MarkMenu({ picked, spec, asOf, steps, onClose, onLeavers }: MarkMenuProps) {
  const t = useText('funnel');
  const format = useFormat();
  const showSql = useRuleAsSql();
  const keepMark = useKeepMark();
  const of = picked?.spec ?? spec;
  const rule = picked && funnelRule(of, picked.mark, asOf);
  const unsaid = picked && unsaidBy(of, picked.mark);
  const name = picked ? nameOf(picked, stepName(steps, picked.mark.step, of.order, t), t, format) : '';
  const act = (key: string) => {
    onClose();
    if (picked && key === 'keep') void keepMark(of, picked.mark, t('keptName', { name, asOf }));
    if (!picked || !rule) return;
    if (key === 'leavers') onLeavers(picked.mark.step);
    if (key === 'segment') openInBuilder({ rule, segment: undefined });
    if (key === 'rows') showCustomersOf(rule);
    if (key === 'sql') void showSql(rule);
  };
  const item = (key: keyof typeof ICONS) => ({
    key,
    icon: ICONS[key],
    label: <span data-testid={`funnel-mark-${key}`}>{t(`do.${key}`)}</span>,
  });
  const items: MenuProps['items'] = rule
    ? [...(picked?.mark.kind === 'dropped' ? [item('leavers')] : []), item('segment'), item('rows'), item('sql')]
    : [item('keep')];
  return (
    <MenuAt
      at={picked}
      title={name}
      {...(unsaid ? { note: t(`unsaid.${unsaid}`) } : {})}
      items={items}
      onChoose={act}
      onClose={onClose}
    />
  );
}

const ICONS = {
  leavers: <QuestionCircleOutlined />,
  segment: <ApartmentOutlined />,
  rows: <TeamOutlined />,
  sql: <CodeOutlined />,
  keep: <PushpinOutlined />,
} as const satisfies Record<string, ReactNode>;

function nameOf({ mark: { kind, took }, of }: PickedMark, step: string, t: Translate<'funnel'>, format: Format): string {
  const name = t(`mark.${kind}`, { name: step, took: tookWords(took, t, format) });
  return of === undefined ? name : t('mark.of', { mark: name, of });
}

function tookWords(took: FunnelMark['took'], t: Translate<'funnel'>, format: Format): string {
  if (!took) return '';
  if ('moreThan' in took) return t('moreThan', { span: format.span(took.moreThan) });
  return t('between', { from: format.span(took.from), below: format.span(took.below) });
}
