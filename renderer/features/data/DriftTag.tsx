import { Tag } from 'antd';
import type { ColumnProfile } from '#shared/model/profile';
import { useText } from '../../text';
import { driftOf } from './profileValues';

const COLOURS = { none: 'default', moderate: 'warning', strong: 'error', new: 'processing' } as const;

/** How much a column differs from the last load, in a word; why, on hover. */
export function DriftTag({ column }: { readonly column: ColumnProfile }) {
  const t = useText('profile');
  const common = useText('common');
  const drift = driftOf(column);
  if (!drift) return null;
  const reasons = (column.change?.reasons ?? []).map((reason) => t(`reason.${reason}`));
  return (
    <Tag color={COLOURS[drift]} title={reasons.join(common('listJoin'))} className="profile-drift" data-drift={drift}>
      {t(`drift.${drift}`)}
    </Tag>
  );
}
