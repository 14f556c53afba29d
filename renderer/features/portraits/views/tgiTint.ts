import type { CSSProperties } from 'react';
import type { PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { tintPercent } from '#shared/report/tgiScale';
import { verdictOf } from '#shared/report/verdict';

/** The ground of a tile; what says nothing has none of its own but the hatching of its class. */
export function tgiTint(value: PortraitValue): CSSProperties {
  const verdict = verdictOf(value);
  if ((verdict !== 'over' && verdict !== 'under') || isInsufficient(value.tgi)) return {};
  return { background: `color-mix(in srgb, var(--por-${verdict}) ${tintPercent(value.tgi)}%, transparent)` };
}
