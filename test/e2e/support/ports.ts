import type { Page } from 'playwright-core';
import type { Result } from '#shared/model/result';
import type { KernelMethods } from '#shared/rpc/contract';
import type { Input, MethodMap, Returns } from '#shared/rpc/method';
import type { ShellMethods } from '#shared/rpc/shell';

/** A test's own ear and voice on the page's ports, beside the page's: it asks the contract whatever is on the screen. */
export interface PagePorts {
  /** Kinds of the messages that brought ports, in order. */
  arrivals(): Promise<string[]>;
  /** Events of the shell, in order. */
  events(name: string): Promise<unknown[]>;
  shell<K extends keyof ShellMethods & string>(
    method: K,
    args: Input<ShellMethods, K>,
  ): Promise<Result<Returns<ShellMethods, K>>>;
  kernel<K extends keyof KernelMethods & string>(
    method: K,
    args: Input<KernelMethods, K>,
  ): Promise<Result<Returns<KernelMethods, K>>>;
}

/** The value of a result that must be there. */
export async function answer<T>(asked: Promise<Result<T>>): Promise<T> {
  const result = await asked;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

interface Ear {
  readonly arrivals: string[];
  readonly events: { readonly name: string; readonly payload: unknown }[];
  readonly answers: Map<number, (result: unknown) => void>;
  shell?: MessagePort;
  kernel?: MessagePort;
  lastId: number;
}

declare global {
  interface Window {
    testEar: Ear;
  }
}

/** Loads the page again, with an ear in it from the start. */
export async function listenToPorts(page: Page): Promise<PagePorts> {
  await page.addInitScript(placeEar);
  await page.reload();
  await page.waitForFunction(() => window.testEar.shell !== undefined);
  const ask = <M extends MethodMap, K extends keyof M & string>(port: 'shell' | 'kernel') =>
    ((method: K, args: Input<M, K>) => page.evaluate(askPort, { port, method, args })) as never;
  return {
    arrivals: () => page.evaluate(() => window.testEar.arrivals),
    events: (name) =>
      page.evaluate((wanted) => window.testEar.events.filter((each) => each.name === wanted).map((each) => each.payload), name),
    shell: ask('shell'),
    kernel: ask('kernel'),
  };
}

function placeEar(): void {
  const ear: Ear = { arrivals: [], events: [], answers: new Map(), lastId: 1_000_000_000 };
  window.testEar = ear;
  const hear = (port: MessagePort | undefined) => {
    port?.addEventListener('message', ({ data }) => {
      if (data.kind === 'event') ear.events.push({ name: data.event, payload: data.payload });
      if (data.kind === 'result') ear.answers.get(data.id)?.(data.result);
    });
    port?.start();
    return port;
  };
  window.addEventListener('message', ({ data, ports }) => {
    if (data?.kind === 'huaxiang.ports') Object.assign(ear, { shell: hear(ports[0]), kernel: hear(ports[1]) });
    else if (data?.kind === 'huaxiang.enginePort') Object.assign(ear, { kernel: hear(ports[0]) });
    else return;
    ear.arrivals.push(data.kind);
  });
}

function askPort({ port, method, args }: { port: 'shell' | 'kernel'; method: string; args: unknown }): Promise<unknown> {
  const ear = window.testEar;
  ear.lastId += 1;
  const id = ear.lastId;
  return new Promise((resolve) => {
    ear.answers.set(id, resolve);
    ear[port]?.postMessage({ kind: 'call', id, method, args });
  });
}
