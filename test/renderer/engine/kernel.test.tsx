import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Fault } from '#shared/model/result';
import { useConnection } from '../../../renderer/engine/connection';
import { askAgain } from '../../../renderer/engine/invalidation';
import { callKernel, type KernelAnswer, useKernel } from '../../../renderer/engine/kernel';
import { usePassphraseQuestion } from '../../../renderer/engine/passphrase';
import { queryClient } from '../../../renderer/engine/queryClient';
import { useRunningCallStore } from '../../../renderer/engine/runningCalls';
import { connectKernel } from './support';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const sqlOf = (predicate: string) => ({ rule: { kind: 'sql' as const, predicate } });

let root: Root;
let answer: KernelAnswer<{ sql: string }>;

function Question({ predicate, keep = false }: { predicate: string; keep?: boolean }) {
  answer = useKernel('rules.sql', sqlOf(predicate), { keep });
  return null;
}

async function show(element: ReactNode): Promise<void> {
  await act(async () => root.render(<QueryClientProvider client={queryClient}>{element}</QueryClientProvider>));
}

async function until(check: () => void): Promise<void> {
  await act(async () => {
    await vi.waitFor(check);
  });
}

beforeEach(() => {
  root = createRoot(document.createElement('div'));
});

afterEach(async () => {
  await act(async () => root.unmount());
  queryClient.clear();
});

test('a question is answered, and asked again when what it rests on changes', async () => {
  let asked = 0;
  connectKernel({ 'rules.sql': async ({ rule }) => ({ sql: `${'predicate' in rule ? rule.predicate : ''} ${++asked}` }) });
  await show(<Question predicate="a" />);
  await until(() => expect(answer.data).toEqual({ sql: 'a 1' }));
  await act(async () => askAgain(['imports']));
  expect(asked).toBe(1);
  await act(async () => askAgain(['tags']));
  await until(() => expect(answer.data).toEqual({ sql: 'a 2' }));
});

test('a fault of the kernel is data, and trying again can succeed', async () => {
  let broken = true;
  connectKernel({
    'rules.sql': async () => {
      if (broken) throw new Fault({ code: 'INVALID_RULE', message: 'unknown tag: x', hint: 'Choose another.' });
      return { sql: 'fine' };
    },
  });
  await show(<Question predicate="a" />);
  await until(() => expect(answer.error).toEqual({ code: 'INVALID_RULE', message: 'unknown tag: x', hint: 'Choose another.' }));
  broken = false;
  await act(async () => answer.retry());
  await until(() => expect(answer.data).toEqual({ sql: 'fine' }));
  expect(answer.error).toBeUndefined();
});

test('a question that nobody waits for any more is cancelled in the kernel', async () => {
  const cancelled: string[] = [];
  connectKernel({
    'rules.sql': ({ rule }, { signal }) =>
      new Promise((resolve) => {
        const name = 'predicate' in rule ? rule.predicate : '';
        signal.addEventListener('abort', () => {
          cancelled.push(name);
          resolve({ sql: name });
        });
        if (name === 'b') resolve({ sql: 'b' });
      }),
  });
  await show(<Question predicate="a" />);
  await until(() => expect(useRunningCallStore.getState().calls).toHaveLength(1));
  await show(<Question predicate="b" />);
  await until(() => expect(answer.data).toEqual({ sql: 'b' }));
  expect(cancelled).toEqual(['a']);
});

test('the last answer stays while a changed question is asked, if that is wanted', async () => {
  const waiting: (() => void)[] = [];
  connectKernel({ 'rules.sql': () => new Promise((resolve) => waiting.push(() => resolve({ sql: `${waiting.length}` }))) });
  await show(<Question predicate="a" keep />);
  await until(() => expect(waiting).toHaveLength(1));
  waiting[0]?.();
  await until(() => expect(answer.data).toEqual({ sql: '1' }));
  await show(<Question predicate="b" keep />);
  expect([answer.data, answer.busy]).toEqual([{ sql: '1' }, true]);
  await show(<Question predicate="c" />);
  expect(answer.data).toBeUndefined();
  for (const finish of waiting) finish();
  await until(() => expect(useRunningCallStore.getState().calls).toEqual([]));
});

test('a running call shows its progress and can be cancelled from the list of calls', async () => {
  connectKernel({
    'rules.sql': (_, { signal, progress }) =>
      new Promise((_resolve, reject) => {
        progress({ phase: 'count', fraction: 0.5, rows: 12 });
        signal.addEventListener('abort', () => reject(new Fault({ code: 'CANCELLED', message: 'cancelled' })));
      }),
  });
  const calling = callKernel('rules.sql', sqlOf('a'));
  await vi.waitFor(() => expect(useRunningCallStore.getState().calls[0]?.progress).toMatchObject({ fraction: 0.5, rows: 12 }));
  useRunningCallStore.getState().calls[0]?.cancel();
  expect(await calling).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  expect(useRunningCallStore.getState().calls).toEqual([]);
});

test('without an engine a call fails at once and says so', async () => {
  useConnection.setState({ kernel: null, engine: 'stopped' });
  expect(await callKernel('rules.sql', sqlOf('a'))).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED' } });
});

test('what is to be signed with a locked key waits for its passphrase, and is given up without it', async () => {
  let isLocked = true;
  connectKernel({
    'keys.unlock': async ({ passphrase }) => {
      if (passphrase !== 'right') throw new Fault({ code: 'WRONG_PASSPHRASE', message: 'another one' });
      isLocked = false;
      return null;
    },
    'packages.decide': async () => {
      if (isLocked) throw new Fault({ code: 'KEY_SEALED', message: 'locked' });
      return { request: 'r' };
    },
  });
  const asked = { file: 'f', to: 't', reviewer: 'B', verdict: 'approved', reasons: 'well' } as const;
  const question = () => usePassphraseQuestion.getState().question;
  const givenUp = callKernel('packages.decide', asked);
  await vi.waitFor(() => expect(question()?.purpose).toBe('unlockKey'));
  question()?.leave();
  expect(await givenUp).toMatchObject({ ok: false, error: { code: 'KEY_SEALED' } });

  const decided = callKernel('packages.decide', asked);
  await vi.waitFor(() => expect(question()?.purpose).toBe('unlockKey'));
  expect(await question()?.attempt({ passphrase: 'wrong', next: '' })).toMatchObject({ code: 'WRONG_PASSPHRASE' });
  expect(await question()?.attempt({ passphrase: 'right', next: '' })).toBeNull();
  expect(await decided).toEqual({ ok: true, value: { request: 'r' } });
  expect(question()).toBeNull();
});
