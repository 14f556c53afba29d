import { useCallback, useEffect, useRef } from 'react';

/** Begins an asking; the answer to it says whether it is still wanted: none came after it, and the form is still there. */
export function useLatest(): () => () => boolean {
  const last = useRef(0);
  useEffect(
    () => () => {
      last.current = -1;
    },
    [],
  );
  return useCallback(() => {
    last.current += 1;
    const own = last.current;
    return () => last.current === own;
  }, []);
}
