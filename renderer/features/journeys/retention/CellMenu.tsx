import { ApartmentOutlined, TeamOutlined, UserDeleteOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import type { RetentionCell, RetentionCohort, RetentionPeriod, RetentionSpec } from '#shared/model/retention';
import { useKernelAction } from '../../../engine/kernel';
import { notifyError } from '../../../engine/notices';
import { useFormat, useText } from '../../../text';
import { openInBuilder } from '../../../ui/handedRule';
import { MenuAt } from '../../../ui/MenuAt';
import { showCustomersOf } from '../../../ui/openCustomer';
import { useCellTexts } from './useCellTexts';

/** A cell whose menu is open, and where. */
export interface PickedCell {
  readonly cohort: RetentionCohort;
  readonly cell: RetentionCell;
  /** Pixels of the window. */
  readonly x: number;
  readonly y: number;
  /** Gets the focus back. */
  readonly button: HTMLElement;
}

interface CellMenuProps {
  readonly spec: RetentionSpec;
  readonly level: number | null;
  readonly periods: readonly RetentionPeriod[];
  readonly picked: PickedCell | null;
  readonly onClose: () => void;
}

/** What can be done with a cell: its customers, or those of the cohort who did not come back, as a segment. */
export function CellMenu({ spec, level, periods, picked, onClose }: CellMenuProps) {
  const t = useText('retention');
  const texts = useCellTexts(spec);
  const act = useCellActions(spec, level);
  const items = useMenuItems(spec, picked);
  const close = () => {
    picked?.button.focus();
    onClose();
  };
  return (
    <MenuAt
      at={picked}
      title={picked ? texts.said(picked.cohort, picked.cell, periods[picked.cell.period]) : ''}
      items={[
        ...items,
        ...(spec.periods === 'rolling' ? [{ key: 'rolling', type: 'group' as const, label: t('rollingNote') }] : []),
      ]}
      onChoose={(key) => {
        if (picked) act(key, picked);
        close();
      }}
      onClose={close}
    />
  );
}

function useMenuItems({ periods }: RetentionSpec, picked: PickedCell | null) {
  const t = useText('retention');
  const format = useFormat();
  const count = picked?.cell.count ?? 0;
  const size = picked?.cohort.size ?? 0;
  const rolling = periods === 'rolling';
  const item = (key: 'returned' | 'left' | 'cohort' | 'rows', n: number, icon: React.ReactNode, disabled: boolean) => ({
    key,
    icon,
    disabled: disabled || n === 0,
    label: <span data-testid={`retention-menu-${key}`}>{t(`menu.${key}`, { n: format.exact(n) })}</span>,
  });
  return [
    item('returned', count, <UsergroupAddOutlined />, rolling),
    item('left', size - count, <UserDeleteOutlined />, rolling),
    item('cohort', size, <ApartmentOutlined />, false),
    item('rows', count, <TeamOutlined />, rolling),
  ];
}

function useCellActions(spec: RetentionSpec, level: number | null) {
  const { run } = useKernelAction('retention.rule');
  return async (key: string, { cohort, cell }: PickedCell) => {
    const result = await run({
      cell: {
        spec,
        cohort: cohort.start,
        ...(level === null ? {} : { level }),
        ...(key === 'cohort' ? {} : { period: cell.period, returned: key !== 'left' }),
      },
    });
    if (!result.ok) notifyError(result.error);
    else if (key === 'rows') showCustomersOf(result.value.rule);
    else openInBuilder({ rule: result.value.rule, segment: undefined });
  };
}
