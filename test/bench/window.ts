import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openVirtualDisplay } from '../../scripts/display.mjs';
import { launchApp, type TestApp } from '../e2e/support/app';
import { answer, listenToPorts, type PagePorts } from '../e2e/support/ports';
import type { Figure } from './bits';
import { often } from './eventContests';

const IDLE_MILLISECONDS = 5000;

/** How evenly the real window paints while the engine sorts the events and counts a condition on them. */
export async function windowFigures(workspace: string): Promise<Figure[]> {
  const { env, close } = await openVirtualDisplay();
  const app = await launchApp({ env });
  try {
    const ports = await openWorkspace(app, workspace);
    await app.chooseMenu('view.segments');
    await app.waitForPage('segments');
    return [
      ...(await framesWhile(app.page, 'idle', () => setTimeout(IDLE_MILLISECONDS))),
      ...(await framesWhile(app.page, 'events are sorted', () => answer(ports.kernel('rules.count', { rule: often(1) })))),
      ...(await framesWhile(app.page, 'a condition on events is counted', () => countSeveral(ports))),
    ];
  } finally {
    await app.close();
    close();
  }
}

async function openWorkspace(app: TestApp, path: string): Promise<PagePorts> {
  const ports = await listenToPorts(app.page);
  await app.chooseNext(path);
  const [chosen] = (await answer(ports.shell('files.choose', { purpose: 'workspace' }))) ?? [];
  await answer(ports.kernel('workspace.open', { file: chosen?.token ?? '' }));
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  return ports;
}

async function countSeveral(ports: PagePorts): Promise<void> {
  for (const run of [2, 3, 4, 5, 6]) await answer(ports.kernel('rules.count', { rule: often(run) }));
}

async function framesWhile(page: Page, what: string, work: () => Promise<unknown>): Promise<Figure[]> {
  await page.evaluate(startFrames);
  await work();
  const { seconds, gaps } = await page.evaluate(stopFrames);
  return [
    { work: `frames per second while ${what}, for ${seconds.toFixed(1)} s`, amount: gaps.length / seconds },
    { work: `longest time between two of them while ${what}`, milliseconds: Math.max(...gaps) },
  ];
}

declare global {
  interface Window {
    paints: { readonly times: number[]; running: boolean };
  }
}

/** In the page. */
function startFrames(): void {
  const frames = { times: [performance.now()], running: true };
  window.paints = frames;
  const next = () => {
    frames.times.push(performance.now());
    if (frames.running) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

/** In the page. */
function stopFrames(): { seconds: number; gaps: number[] } {
  const { paints: frames } = window;
  frames.running = false;
  const gaps = frames.times.slice(1).map((time, index) => time - (frames.times[index] ?? 0));
  return { seconds: ((frames.times.at(-1) ?? 0) - (frames.times[0] ?? 0)) / 1000, gaps };
}
