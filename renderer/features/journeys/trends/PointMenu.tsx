import { TeamOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import type { TrendAnswer, TrendSpec } from '#shared/model/trend';
import { type TrendMark, trendRule } from '#shared/model/trendRule';
import { useText } from '../../../text';
import { openInBuilder } from '../../../ui/handedRule';
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
    <Dropdown
      open={picked !== null}
      trigger={['click']}
      autoFocus
      destroyOnHidden
      onOpenChange={(open) => !open && close()}
      menu={{
        onClick: ({ key }) => act(key),
        items: [
          { key: 'point', type: 'group', label: picked?.name ?? '' },
          item('segment', <UsergroupAddOutlined />),
          item('rows', <TeamOutlined />),
        ],
      }}
    >
      <span className="trd-anchor" style={{ left: picked?.x ?? 0, top: picked?.y ?? 0 }} aria-hidden />
    </Dropdown>
  );
}
