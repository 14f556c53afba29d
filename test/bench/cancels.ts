import type { CallContext } from '../../shared/rpc/method';
import type { Figure } from './bits';
import { CALL } from './workspace';

/** How long a wish to stop takes that comes so many milliseconds after a call began. */
export async function cancels(
  what: string,
  moments: readonly number[],
  work: (call: CallContext, after: number) => Promise<unknown>,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const after of moments) {
    const stop = new AbortController();
    const end = work({ ...CALL, signal: stop.signal }, after).then(
      () => 'had ended before',
      () => 'stopped',
    );
    await new Promise((resolve) => setTimeout(resolve, after));
    const wished = performance.now();
    stop.abort();
    figures.push({ work: `${what}, after ${after} ms: ${await end}`, milliseconds: performance.now() - wished });
  }
  return figures;
}
