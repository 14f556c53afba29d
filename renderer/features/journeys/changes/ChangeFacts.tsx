import { type KernelArgs, useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { useSettled } from '../../../ui/useSettled';

const SETTLES_IN_MS = 300;

/** How many events a change would make, of whom; nothing is changed by it. */
export function ChangeFacts({ asked }: { readonly asked: KernelArgs<'balanceChanges.preview'> }) {
  const t = useText('changes');
  const format = useFormat();
  const settled = JSON.parse(useSettled(JSON.stringify(asked), SETTLES_IN_MS)) as typeof asked;
  const { data, error, busy, retry } = useKernel('balanceChanges.preview', settled, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <p className="hx-secondary">{t('counting')}</p>;
  const { n, customers, observed, first, last } = data;
  const said = { n: format.exact(n), customers: format.exact(customers), observed: format.exact(observed) };
  return (
    <p className="chg-facts" aria-live="polite" aria-busy={busy} data-testid="change-facts" data-n={n} data-customers={customers}>
      {n === 0 ? t('noEvents', said) : t('facts', { ...said, first: first ?? '', last: last ?? '' })}
    </p>
  );
}
