import './tagLook.css';

export interface HistogramBar {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

interface MiniHistogramProps {
  readonly bars: readonly HistogramBar[];
  /** Says what it shows, for those who cannot see it. */
  readonly label: string;
  /** Bars inside are drawn strong. Ends included; absent = all. */
  readonly chosen?: readonly [number, number] | undefined;
  readonly width?: number;
  readonly height?: number;
}

/** A distribution no bigger than a word. */
export function MiniHistogram({ bars, label, chosen, width = 120, height = 24 }: MiniHistogramProps) {
  const most = Math.max(1, ...bars.map(({ n }) => n));
  const step = width / Math.max(1, bars.length);
  return (
    <svg
      className="hx-mini-histogram"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {bars.map((bar, index) => {
        const tall = bar.n === 0 ? 0 : Math.max(1, (bar.n / most) * (height - 1));
        const strong = !chosen || (bar.to >= chosen[0] && bar.from <= chosen[1]);
        return (
          <rect
            key={bar.from}
            className={strong ? 'hx-bar-chosen' : 'hx-bar-rest'}
            x={index * step}
            y={height - tall}
            width={Math.max(1, step - 1)}
            height={tall}
          />
        );
      })}
    </svg>
  );
}
