import type { CSSProperties } from 'react';
import type { PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { verdictOf } from '../portraitValues';

/** Text on the tint keeps enough contrast up to here. */
const STRONGEST_PERCENT = 45;
const WEAKEST_PERCENT = 12;
/** A TGI of 400 or 25 has the full tint. */
const FULL_DOUBLINGS = 2;

/** Percent of the verdict's colour behind a tile: by how many doublings the TGI is away from 100. */
export function tintPercent(tgi: number): number {
  const doublings = tgi > 0 ? Math.abs(Math.log2(tgi / 100)) : FULL_DOUBLINGS;
  const part = Math.min(1, doublings / FULL_DOUBLINGS);
  return Math.round(WEAKEST_PERCENT + part * (STRONGEST_PERCENT - WEAKEST_PERCENT));
}

/** The ground of a tile; what says nothing has none of its own but the hatching of its class. */
export function tgiTint(value: PortraitValue): CSSProperties {
  const verdict = verdictOf(value);
  if ((verdict !== 'over' && verdict !== 'under') || isInsufficient(value.tgi)) return {};
  return { background: `color-mix(in srgb, var(--por-${verdict}) ${tintPercent(value.tgi)}%, transparent)` };
}
