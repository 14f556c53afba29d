import { useText } from '../../../text';

/** How many customers it takes to see a lift, and what is seen with those there are. */
export function SizeTab() {
  const t = useText('campaigns');
  return (
    <div className="cmp-tab" data-testid="campaign-size">
      <p className="hx-secondary">{t('sizeDefine')}</p>
    </div>
  );
}
