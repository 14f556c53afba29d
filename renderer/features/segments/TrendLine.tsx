import type { SizePoint } from '#shared/model/segment';
import { useFormat, useText } from '../../text';
import { trendRuns, trendSteps } from './sizeTrend';

interface TrendLineProps {
  readonly name: string;
  readonly trend: readonly SizePoint[];
  /** The data version that the workspace is at. */
  readonly present: number;
}

const WIDTH = 96;
const HEIGHT = 24;
const INSET = 3;
/** Said in words, from the newest back. */
const TOLD = 12;

/** Sizes over data versions, no bigger than a word; the line breaks where nobody counted. */
export function TrendLine({ name, trend, present }: TrendLineProps) {
  const t = useText('segments');
  const format = useFormat();
  const steps = trendSteps(trend, present);
  if (steps.length === 0) return <span className="hx-faint">{t('trendNone')}</span>;
  const runs = trendRuns(steps);
  const most = Math.max(1, ...trend.map(({ n }) => n));
  const x = (at: number) => (steps.length === 1 ? WIDTH / 2 : INSET + (at / (steps.length - 1)) * (WIDTH - 2 * INSET));
  const y = (n: number) => HEIGHT - INSET - (n / most) * (HEIGHT - 2 * INSET);
  const told = steps.slice(-TOLD).map(({ dataVersion, point }) => {
    if (!point) return t('trendGap', { dataVersion });
    return t('trendPoint', { dataVersion, n: format.exact(point.n), version: point.version });
  });
  const label = t('trendOf', { name, points: told.join(t('comma')) });
  return (
    <svg className="seg-trend" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <title>{told.join('\n')}</title>
      {runs.map((run) => (
        <polyline key={run[0]?.at} points={run.map(({ at, n }) => `${x(at)},${y(n)}`).join(' ')} />
      ))}
      {runs.flat().map(({ at, n }) => (
        <circle key={at} cx={x(at)} cy={y(n)} r={1.6} />
      ))}
    </svg>
  );
}
