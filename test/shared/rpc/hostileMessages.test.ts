import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kernelMethods } from '#shared/rpc/contract';
import { memoryPorts } from '#shared/rpc/memoryPort';
import type { Handlers, MethodMap, Reply } from '#shared/rpc/method';
import { serve } from '#shared/rpc/server';
import { shellMethods } from '#shared/rpc/shell';

/** A page that has been taken over, its other end with every method of the contract, and what came through. */
function takenOver<M extends MethodMap>(methods: M) {
  const reached: string[] = [];
  const bugs: unknown[] = [];
  const replies: Reply[] = [];
  const [page, other] = memoryPorts();
  const handler = (name: string) => async () => void reached.push(name);
  const handlers = Object.fromEntries(Object.keys(methods).map((name) => [name, handler(name)])) as unknown as Handlers<M>;
  serve(other, { methods, handlers, logBug: (_, cause) => String(bugs.push(cause)) });
  page.listen((reply) => replies.push(reply as Reply));
  return { page, reached, bugs, replies };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const strange = fc.anything({
  withNullPrototype: true,
  withBigInt: true,
  withDate: true,
  withTypedArray: true,
  withSparseArray: true,
});
/** No method knows a field of such a name. */
const withStrangeField = fc
  .tuple(
    fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }),
    fc.constantFrom('constructor', 'toString', 'extra', 'prototype'),
  )
  .map(([fields, name]) => ({ ...fields, [name]: { polluted: true } }));
const polluting = fc.constantFrom(
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}'].map(
    (text) => JSON.parse(text) as unknown,
  ),
);
const notArguments = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.constant(null),
  fc.array(strange, { maxLength: 5 }),
  withStrangeField,
  polluting,
);

it.each([
  ['kernel', kernelMethods],
  ['shell', shellMethods],
] as const)('the %s takes none of 50,000 hostile messages', async (_, methods: MethodMap) => {
  const { page, reached, bugs, replies } = takenOver(methods);
  const names = [...Object.keys(methods), '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'workspace.create\0', ''];
  const call = fc.record({ kind: fc.constant('call'), id: fc.nat(), method: fc.constantFrom(...names), args: notArguments });
  const broken = fc.oneof(
    strange,
    fc.record({ kind: fc.constantFrom('call', 'cancel', 'result', '__proto__'), id: strange, method: strange, args: strange }),
    call.map((message) => ({ ...message, more: 1 })),
    call.map((message) => [message]),
  );
  const messages = fc.sample(fc.oneof({ weight: 3, arbitrary: call }, { weight: 1, arbitrary: broken }), {
    seed: 20,
    numRuns: 50_000,
  });
  for (const message of messages) page.post(message);
  await settled();
  expect(reached).toEqual([]);
  expect(bugs).toEqual([]);
  expect(replies.length).toBeGreaterThan(30_000);
  expect(replies.every((reply) => reply.kind === 'result' && !reply.result.ok)).toBe(true);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

it('arguments that are deep, long or of themselves are refused, and the next call is answered', async () => {
  const { page, reached, replies } = takenOver(kernelMethods);
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = level % 2 === 0 ? [deep] : { rules: deep };
  const loop: unknown[] = [];
  loop.push(loop);
  const all = [deep, loop, Array.from({ length: 2_000_001 }, () => 0), { sql: 'x'.repeat(2 ** 26 + 1) }];
  for (const [id, args] of all.entries()) page.post({ kind: 'call', id, method: 'queries.run', args });
  page.post({ kind: 'call', id: 9, method: 'workspace.info', args: {} });
  await settled();
  expect(replies.slice(0, 4)).toMatchObject(
    all.map((_, id) => ({ id, result: { ok: false, error: { code: 'INVALID_REQUEST', say: { key: 'method.large' } } } })),
  );
  expect(replies[4]).toMatchObject({ id: 9, result: { ok: true } });
  expect(reached).toEqual(['workspace.info']);
});

it('calls without end, or under a number that is taken, are refused while the others run', async () => {
  const [page, other] = memoryPorts();
  const replies: Reply[] = [];
  let finish = () => {};
  const waiting = new Promise<void>((resolve) => (finish = resolve));
  const handlers = { 'workspace.info': () => waiting } as unknown as Handlers<typeof kernelMethods>;
  serve(other, { methods: kernelMethods, handlers, logBug: String });
  page.listen((reply) => replies.push(reply as Reply));
  for (let id = 0; id < 600; id++) page.post({ kind: 'call', id, method: 'workspace.info', args: {} });
  page.post({ kind: 'call', id: 0, method: 'workspace.info', args: {} });
  await settled();
  expect(replies).toHaveLength(101);
  expect(replies[100]).toMatchObject({ id: 0, result: { ok: false, error: { say: { key: 'method.running' } } } });
  finish();
  await settled();
  expect(replies.filter((reply) => reply.kind === 'result' && reply.result.ok)).toHaveLength(500);
});
