/** The package's own types are out of reach: its `exports` name no `types`. Only what is used is declared. */
declare module 'cephes' {
  /** Settles when the WebAssembly behind every function is ready. */
  export const compiled: Promise<void>;
  /** 2/√π ∫ₓ^∞ exp(−t²) dt. */
  export function erfc(x: number): number;
  /** Logarithm of the gamma function. */
  export function lgam(x: number): number;
  /** Upper tail of the chi-square distribution. */
  export function chdtrc(df: number, x: number): number;
  /** Regularised incomplete beta. */
  export function incbet(a: number, b: number, x: number): number;
  /** Its inverse: the `x` of a probability. */
  export function incbi(a: number, b: number, probability: number): number;
  /** Quantile of the standard normal distribution. */
  export function ndtri(probability: number): number;
}
