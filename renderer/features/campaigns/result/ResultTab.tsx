import { useText } from '../../../text';

/** What a campaign brought, against those who were left out. */
export function ResultTab() {
  const t = useText('campaigns');
  return (
    <div className="cmp-tab" data-testid="campaign-result">
      <p className="hx-secondary">{t('resultDefine')}</p>
    </div>
  );
}
