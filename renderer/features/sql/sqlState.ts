import { create } from 'zustand';
import type { QueryAnswer } from '#shared/model/query';
import type { HuaxiangError } from '#shared/model/result';
import { callKernel } from '../../engine/kernel';
import { useWorkspace } from '../../engine/workspace';
import { openInBuilder } from '../../ui/handedRule';
import { segmentOfSql } from '../../ui/handedSql';

/** What came of the statement that was run last. */
export type SqlOutcome =
  | { readonly kind: 'rows'; readonly sql: string; readonly answer: QueryAnswer }
  | { readonly kind: 'plan'; readonly plan: string }
  | { readonly kind: 'error'; readonly error: HuaxiangError }
  /** It is no rule of blocks. `text` is the statement in its place, `sql` as it may stand in a rule. */
  | { readonly kind: 'noRule'; readonly text: string; readonly sql: string; readonly reason: HuaxiangError };

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
  /** Opens what a statement means in the builder. */
  readonly build: (sql: string) => Promise<void>;
  readonly cancel: () => void;
}

let running: AbortController | undefined;

/** The SQL page, which is left and come back to while a statement runs. */
export const useSql = create<SqlState>((set) => {
  async function during(ask: (signal: AbortSignal) => Promise<SqlOutcome | null>): Promise<void> {
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
    build: (sql) =>
      during(async (signal) => {
        const result = await callKernel('rules.read', { sql }, { signal });
        if (!result.ok) return { kind: 'error', error: result.error };
        if (!('rule' in result.value)) return { kind: 'noRule', text: sql, sql: result.value.query, reason: result.value.reason };
        openInBuilder({ rule: result.value.rule, segment: await savedSegmentOf(sql, signal) });
        return null;
      }),
    cancel: () => running?.abort(),
  };
});

/** The segment that the statement says it is of, if there still is one. */
async function savedSegmentOf(sql: string, signal: AbortSignal): Promise<string | undefined> {
  const id = segmentOfSql(sql);
  if (id === undefined) return undefined;
  const segments = await callKernel('segments.list', {}, { signal });
  return segments.ok && segments.value.some(({ segment }) => segment.id === id) ? id : undefined;
}

// Another workspace has other tables: what was found in the one before says nothing of it.
useWorkspace.subscribe(({ session }, before) => {
  if (session !== before.session) useSql.setState({ outcome: null });
});
