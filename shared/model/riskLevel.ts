/** The first whole number in a value: 3 of "R3 Balanced", of "PR3" and of 3; null without one. */
export function riskLevelOf(value: string | number | boolean | null | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.floor(value) : null;
  const digits = typeof value === 'string' ? /[0-9]{1,3}/.exec(value)?.[0] : undefined;
  return digits === undefined ? null : Number(digits);
}
