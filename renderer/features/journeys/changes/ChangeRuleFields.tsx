import { AutoComplete, InputNumber, Select } from 'antd';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import type { ChangeDraft, ChangeKind } from './changeDraft';

interface RuleFieldsProps {
  readonly draft: ChangeDraft;
  readonly onEdit: (changed: Partial<ChangeDraft>) => void;
}

/** What the balance does, and by how much, past what or from what to what. */
export function ChangeRuleFields({ draft, onEdit }: RuleFieldsProps) {
  const t = useText('changes');
  const { balance, kind } = draft;
  return (
    <div className="chg-field">
      <span className="hx-secondary">{t('does')}</span>
      <div className="chg-rule">
        <Select<ChangeKind>
          className="chg-kind"
          popupMatchSelectWidth={false}
          aria-label={t('does')}
          value={kind}
          options={balance.kinds.map((each) => ({ value: each, label: t(`kind.${each}`) }))}
          onChange={(next) => onEdit({ kind: next })}
          data-testid="change-kind"
        />
        {(kind === 'below' || kind === 'above') && <AmountField draft={draft} onEdit={onEdit} />}
        {(kind === 'falls' || kind === 'rises') && <SizeField draft={draft} onEdit={onEdit} />}
        {kind === 'becomes' && <ValueFields draft={draft} onEdit={onEdit} />}
      </div>
    </div>
  );
}

function AmountField({ draft: { amount, balance }, onEdit }: RuleFieldsProps) {
  const t = useText('changes');
  return (
    <>
      <InputNumber
        autoFocus
        className="chg-number"
        aria-label={t('amount')}
        placeholder={t('amount')}
        value={amount}
        onChange={(value) => onEdit({ amount: value })}
        data-testid="change-amount"
      />
      {balance.unit && <span className="hx-secondary">{balance.unit}</span>}
    </>
  );
}

function SizeField({ draft: { size, isPercent, balance }, onEdit }: RuleFieldsProps) {
  const t = useText('changes');
  return (
    <>
      <InputNumber
        autoFocus
        className="chg-number"
        min={0}
        aria-label={t('size')}
        placeholder={t('size')}
        value={size}
        onChange={(value) => onEdit({ size: value })}
        data-testid="change-size"
      />
      <Select<'amount' | 'percent'>
        popupMatchSelectWidth={false}
        aria-label={t('sizeIn')}
        value={isPercent ? 'percent' : 'amount'}
        options={[
          { value: 'amount', label: balance.unit ?? t('inUnits') },
          { value: 'percent', label: t('inPercent') },
        ]}
        onChange={(next) => onEdit({ isPercent: next === 'percent' })}
        data-testid="change-size-in"
      />
    </>
  );
}

/** The values that the column has now are offered; any other may be typed. */
function ValueFields({ draft: { from, to, balance }, onEdit }: RuleFieldsProps) {
  const t = useText('changes');
  const tags = useKernel('tags.list', {}, { keep: true, background: true });
  const tag = tags.data?.find(({ source }) => {
    return source.kind === 'column' && source.table === balance.table && source.column === balance.name;
  });
  const found = useKernel('tags.distribution', { tag: tag?.id ?? '' }, { enabled: tag !== undefined, background: true });
  const options = (found.data?.values ?? []).map(({ value }) => ({ value: String(value) }));
  const field = (end: 'from' | 'to', value: string) => (
    <AutoComplete
      className="chg-value"
      allowClear
      aria-label={t(`${end}Value`)}
      placeholder={t(`${end}Value`)}
      value={value}
      options={options}
      onChange={(next: string | undefined) => onEdit({ [end]: next ?? '' })}
      data-testid={`change-${end}`}
    />
  );
  return (
    <>
      {field('from', from)}
      <span aria-hidden>→</span>
      {field('to', to)}
    </>
  );
}
