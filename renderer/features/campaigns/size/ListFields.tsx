import { useText } from '../../../text';
import { NumberField } from '../NumberField';
import { choose, useSizeChoice } from './sizeChoice';

/** How many customers there are, how many are held out, and what one wants to see. */
export function ListFields({ list }: { readonly list: number | null }) {
  const t = useText('campaignSize');
  const { holdout, lift, alpha, power } = useSizeChoice();
  const percent = (x: number) => Math.round(x * 1e6) / 1e4;
  return (
    <div className="hx-pickers">
      <NumberField
        label={t('list')}
        help={t('listHelp')}
        value={list}
        range={[4, 1e9]}
        precision={0}
        onChange={(n) => choose({ list: n ?? undefined })}
        testId="size-list"
      />
      <NumberField
        label={t('holdout')}
        help={t('holdoutHelp')}
        value={percent(holdout)}
        range={[0.1, 99]}
        suffix="%"
        onChange={(n) => choose({ holdout: (n ?? 20) / 100 })}
        testId="size-holdout"
      />
      <NumberField
        label={t('lift')}
        help={t('liftHelp')}
        value={percent(lift)}
        range={[0.01, 10_000]}
        suffix="%"
        onChange={(n) => choose({ lift: (n ?? 20) / 100 })}
        testId="size-lift"
      />
      <NumberField
        label={t('power')}
        help={t('powerHelp')}
        value={percent(power)}
        range={[50, 99]}
        suffix="%"
        onChange={(n) => choose({ power: (n ?? 80) / 100 })}
        testId="size-power"
      />
      <NumberField
        label={t('alpha')}
        help={t('alphaHelp')}
        value={percent(alpha)}
        range={[0.01, 50]}
        suffix="%"
        onChange={(n) => choose({ alpha: (n ?? 5) / 100 })}
        testId="size-alpha"
      />
    </div>
  );
}
