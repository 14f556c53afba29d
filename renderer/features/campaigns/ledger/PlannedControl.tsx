import { PieChartOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import type { LedgerRow } from '#shared/model/ledger';
import { useText } from '../../../text';
import { NumberField } from '../NumberField';
import { useLedgerChoice } from './ledgerChoice';

/** What share was planned for the control: exposures do not say, and a split is judged by its plan. */
export function PlannedControl({ row: { id, name } }: { readonly row: LedgerRow }) {
  const t = useText('campaignLedger');
  const { spec } = useLedgerChoice();
  const { [id]: share, ...others } = spec.controls ?? {};
  const change = (percent: number | null) => {
    const controls = percent === null ? others : { ...others, [id]: percent / 100 };
    useLedgerChoice.setState({ spec: { ...spec, controls } });
  };
  return (
    <Popover
      trigger="click"
      content={
        <NumberField
          label={t('plannedControl')}
          help={t('plannedControlHelp')}
          value={share === undefined ? null : Number((share * 100).toFixed(6))}
          range={[0.1, 99.9]}
          suffix={t('percent')}
          onChange={change}
          testId={`ledger-control-${id}`}
        />
      }
    >
      <Button
        type="text"
        size="small"
        icon={<PieChartOutlined />}
        aria-label={t('plannedControlOf', { name })}
        title={t('plannedControlOf', { name })}
        data-testid={`ledger-plan-${id}`}
      />
    </Popover>
  );
}
