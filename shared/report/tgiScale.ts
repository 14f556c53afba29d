/** On a logarithmic axis there is no 0; what is rarer stands at the edge. */
export const LOWEST_TGI = 10;

/** From a round number below to one above, so that 100 is always inside. */
export function tgiEnds(findings: readonly { readonly tgi: number }[]): { min: number; max: number } {
  const tgis = findings.map(({ tgi }) => Math.max(LOWEST_TGI, tgi));
  const lowest = [50, 25, LOWEST_TGI].find((end) => end <= Math.min(50, ...tgis)) ?? LOWEST_TGI;
  const highest = Math.max(200, ...tgis);
  const step = 10 ** Math.floor(Math.log10(highest));
  return { min: lowest, max: Math.ceil(highest / step) * step };
}

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

/** Rings of a radar: every 50, or as wide as keeps them few. */
export function radarRings(findings: readonly { readonly tgi: number }[]): { readonly step: number; readonly rings: number } {
  const highest = Math.max(200, ...findings.map(({ tgi }) => tgi));
  const step = [50, 100, 200, 500, 1000].find((each) => highest / each <= 6) ?? 5000;
  return { step, rings: Math.ceil(highest / step) };
}
