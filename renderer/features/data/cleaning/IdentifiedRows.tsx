import type { IdentifiedCounts, IdentifyKey } from '#shared/model/cleaning';
import { useFormat, useText } from '../../../text';
import { CoverageBar } from '../../../ui/CoverageBar';

interface IdentifiedRowsProps {
  readonly keys: readonly IdentifyKey[];
  readonly counts: IdentifiedCounts;
  /** All rows that the step was given. */
  readonly rows: number;
}

/** How many rows each key decided, and how many none could; together all rows. */
export function IdentifiedRows({ keys, counts, rows }: IdentifiedRowsProps) {
  const t = useText('cleaning');
  const format = useFormat();
  const matched = keys.map(({ columns }, index) => ({
    id: `key-${index + 1}`,
    label: t('matchedBy', { n: index + 1, columns: columns.join(' + ') }),
    n: counts.matched[index] ?? 0,
  }));
  const others = (['conflicts', 'ambiguous', 'unmatched'] as const).map((id) => ({ id, label: t(id), n: counts[id] }));
  return (
    <ul className="hx-identified" aria-label={t('identified')}>
      {[...matched, ...others].map(({ id, label, n }) => (
        <li key={id} data-testid={`identified-${id}`}>
          <span className="hx-ellipsis" title={label}>
            {label}
          </span>
          <CoverageBar share={rows === 0 ? 0 : n / rows} text={format.exact(n)} />
        </li>
      ))}
    </ul>
  );
}
