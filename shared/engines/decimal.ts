/** The double nearest to `unscaled / 10 ** scale`; beyond 2^53 the whole part and the fraction are divided apart, to round once. */
export function decimalToNumber(unscaled: bigint, scale: number): number {
  const near = Number(unscaled);
  if (Number.isSafeInteger(near)) return near / 10 ** scale;
  const divisor = 10n ** BigInt(scale);
  return Number(unscaled / divisor) + Number(unscaled % divisor) / 10 ** scale;
}
