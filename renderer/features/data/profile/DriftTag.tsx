import type { ColumnProfile } from '#shared/model/profile';
import { useText } from '../../../text';
import { driftOf } from './profileValues';

/** How much a column differs from the last load, in a word; why, on hover. */
export function DriftTag({ column }: { readonly column: ColumnProfile }) {
  const t = useText('profile');
  const common = useText('common');
  const drift = driftOf(column);
  if (!drift) return null;
  const reasons = (column.change?.reasons ?? []).map((reason) => t(`reason.${reason}`));
  return (
    <span className="profile-drift" title={reasons.join(common('listJoin'))} data-drift={drift}>
      {t(`drift.${drift}`)}
    </span>
  );
}
