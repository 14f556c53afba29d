import { useFormat } from '../../../text';

interface ShareBarsProps {
  readonly bars: readonly { readonly name: string; readonly n: number }[];
  /** Rows that the shares are of. */
  readonly total: number;
  readonly label: string;
  readonly mono?: boolean;
}

/** Names with their rows and shares, each over a bar of its length. */
export function ShareBars({ bars, total, label, mono = false }: ShareBarsProps) {
  const format = useFormat();
  return (
    <ul className="profile-bars" aria-label={label}>
      {bars.map(({ name, n }) => {
        const share = total === 0 ? 0 : n / total;
        return (
          <li key={name}>
            <span className="profile-bars-fill" style={{ width: `${share * 100}%` }} aria-hidden />
            <span className={mono ? 'hx-ellipsis hx-mono' : 'hx-ellipsis'} title={name}>
              {name.trim() === '' ? `“${name}”` : name}
            </span>
            <span className="hx-tabular">{format.exact(n)}</span>
            <span className="hx-tabular hx-secondary">{format.percent(share)}</span>
          </li>
        );
      })}
    </ul>
  );
}
