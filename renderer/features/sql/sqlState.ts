import { create } from 'zustand';
import type { QueryAnswer } from '#shared/model/query';
import type { HuaxiangError } from '#shared/model/result';
import { callKernel } from '../../engine/kernel';
import { useWorkspace } from '../../engine/workspace';

/** What came of the statement that was run last. */
export type SqlOutcome =
  | { readonly kind: 'rows'; readonly sql: string; readonly answer: QueryAnswer }
  | { readonly kind: 'plan'; readonly plan: string }
  | { readonly kind: 'error'; readonly error: HuaxiangError };

interface SqlState {
  /** All that is written; stays when the page is left. */
  readonly text: string;
  readonly outcome: SqlOutcome | null;
  /** When what is running was begun, milliseconds since 1970. */
  readonly runningSince: number | null;
  readonly showsHistory: boolean;
  readonly setText: (text: string) => void;
  readonly toggleHistory: () => void;
  readonly run: (sql: string) => Promise<void>;
  readonly explain: (sql: string) => Promise<void>;
  readonly cancel: () => void;
}

let running: AbortController | undefined;

/** The SQL page, which is left and come back to while a statement runs. */
export const useSql = create<SqlState>((set) => {
  async function during(ask: (signal: AbortSignal) => Promise<SqlOutcome>): Promise<void> {
    if (running) return;
    const controller = new AbortController();
    const { session } = useWorkspace.getState();
    running = controller;
    set({ runningSince: Date.now() });
    const outcome = await ask(controller.signal);
    running = undefined;
    set({ runningSince: null, ...(useWorkspace.getState().session === session ? { outcome } : {}) });
  }
  return {
    text: '',
    outcome: null,
    runningSince: null,
    showsHistory: true,
    setText: (text) => set({ text }),
    toggleHistory: () => set(({ showsHistory }) => ({ showsHistory: !showsHistory })),
    run: (sql) =>
      during(async (signal) => {
        const result = await callKernel('queries.run', { sql }, { signal });
        return result.ok ? { kind: 'rows', sql: sql.trim(), answer: result.value } : { kind: 'error', error: result.error };
      }),
    explain: (sql) =>
      during(async (signal) => {
        const result = await callKernel('queries.explain', { sql }, { signal });
        return result.ok ? { kind: 'plan', plan: result.value.plan } : { kind: 'error', error: result.error };
      }),
    cancel: () => running?.abort(),
  };
});

// Another workspace has other tables: what was found in the one before says nothing of it.
useWorkspace.subscribe(({ session }, before) => {
  if (session !== before.session) useSql.setState({ outcome: null });
});
