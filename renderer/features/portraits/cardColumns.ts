import { useEffect, useState } from 'react';

/** Deals items out to columns in order, each to the column that is shortest so far, so the first stay on top. */
export function dealOut<T>(items: readonly T[], weightOf: (item: T) => number, columns: number): T[][] {
  const dealt: T[][] = Array.from({ length: columns }, () => []);
  const weights = dealt.map(() => 0);
  for (const item of items) {
    const shortest = weights.indexOf(Math.min(...weights));
    dealt[shortest]?.push(item);
    weights[shortest] = (weights[shortest] ?? 0) + weightOf(item);
  }
  return dealt;
}

const TWO_COLUMNS = '(min-width: 1180px)';

/** Two columns of cards where the window has room for them. */
export function useCardColumns(): 1 | 2 {
  const [wide, setWide] = useState(() => window.matchMedia(TWO_COLUMNS).matches);
  useEffect(() => {
    const query = window.matchMedia(TWO_COLUMNS);
    const follow = () => setWide(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return wide ? 2 : 1;
}
