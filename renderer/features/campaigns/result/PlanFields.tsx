import { useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { NumberField } from '../NumberField';
import { type Chosen, choose } from './resultChoice';

/** How many customers of each arm were planned for how many of the others. */
export function PlanFields({ chosen: { arms, allocation = {}, control, variants } }: { readonly chosen: Chosen }) {
  const t = useText('campaignResult');
  const compared = arms.filter(({ variant }) => variant === control || !variants || variants.includes(variant));
  if (compared.length < 2) return null;
  return (
    <fieldset className="hx-pickers cmp-plan" aria-label={t('plan')}>
      <span className="hx-secondary">
        {t('plan')} <HelpTip text={t('planHelp')} />
      </span>
      {compared.map(({ variant }, at) => (
        <NumberField
          key={variant}
          label={variant}
          help=""
          value={allocation[variant] ?? 1}
          range={[0.01, 1000]}
          onChange={(n) => choose({ allocation: { ...allocation, [variant]: n ?? 1 } })}
          testId={`result-plan-${at}`}
        />
      ))}
    </fieldset>
  );
}
