import { isInsufficient } from '#shared/model/findings';
import type { ItemAffinity } from '#shared/model/insight';
import { useFormat, useText } from '../../text';
import { findingOf, placeOfLift } from './findings';

const WIDTH = 130;
const HEIGHT = 16;

interface LiftLineProps {
  readonly row: ItemAffinity;
  /** See `reachOf`; the same in every row. */
  readonly reach: number;
}

/** The lift as a point with its interval on a logarithmic line, 1 in the middle; or why there is none. */
export function LiftLine({ row, reach }: LiftLineProps) {
  const t = useText('insight');
  const format = useFormat();
  const { lift, interval } = row;
  if (isInsufficient(lift)) {
    const why = t('insufficient', { found: format.exact(lift.found), needed: format.exact(lift.needed) });
    return <span className="ins-insufficient">{why}</span>;
  }
  const [low, high] = isInsufficient(interval) ? [lift, lift] : interval;
  const at = (value: number) => placeOfLift(value, reach) * WIDTH;
  const label = t('liftLabel', { lift: format.decimal(lift, 2), low: format.decimal(low, 2), high: format.decimal(high, 2) });
  return (
    <span className={`ins-lift ins-${findingOf(row)}`}>
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
        <line className="ins-lift-one" x1={WIDTH / 2} x2={WIDTH / 2} y1={0} y2={HEIGHT} />
        <line className="ins-lift-interval" x1={at(low)} x2={at(high)} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        <circle className="ins-lift-point" cx={at(lift)} cy={HEIGHT / 2} r={4} />
      </svg>
      <span className="hx-tabular" title={String(lift)}>
        {format.decimal(lift, 2)}
      </span>
    </span>
  );
}
