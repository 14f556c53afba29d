import { TeamOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import type { TrendAnswer, TrendSpec } from '#shared/model/trend';
import { type TrendMark, trendRule } from '#shared/model/trendRule';
import { useText } from '../../../text';
import { openInBuilder } from '../../../ui/handedRule';
import { MenuAt } from '../../../ui/MenuAt';
import { showCustomersOf } from '../../../ui/openCustomer';

/** A point whose menu is open, and where: pixels of the window. */
export interface PickedPoint extends TrendMark {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Gets the focus back. */
  readonly button?: HTMLElement;
}

interface PointMenuProps {
  readonly spec: TrendSpec;
  readonly answer: TrendAnswer;
  readonly asOf: string;
  readonly picked: PickedPoint | null;
  readonly onClose: () => void;
}

/** What can be done with the customers of a point: made a segment, or looked at. */
export function PointMenu({ spec, answer, asOf, picked, onClose }: PointMenuProps) {
  const t = useText('trends');
  const rule = picked && trendRule(spec, answer, picked, asOf);
  const close = () => {
    picked?.button?.focus();
    onClose();
  };
  const act = (key: string) => {
    if (rule && key === 'rows') showCustomersOf(rule);
    else if (rule) openInBuilder({ rule, segment: undefined });
    close();
  };
  const item = (key: 'segment' | 'rows', icon: React.ReactNode) => {
    return { key, icon, label: <span data-testid={`trends-menu-${key}`}>{t(`menu.${key}`)}</span> };
  };
  return (
    <MenuAt
      at={picked}
      title={picked?.name ?? ''}
      items={[item('segment', <UsergroupAddOutlined />), item('rows', <TeamOutlined />)]}
      onChoose={act}
      onClose={close}
    />
  );
}
