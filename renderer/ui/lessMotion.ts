/** Matches while the person has asked the system for less motion. */
export const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');
