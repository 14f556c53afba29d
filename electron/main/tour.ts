import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Settings } from '#shared/model/settings';
import type { Command } from '#shared/rpc/shell';
import { waitForReport } from './pageReport';

const PAGE_MS = 60_000;
const DEMO_MS = 600_000;
const LANGUAGES = ['zh-CN', 'en-US'] as const;
const THEMES = ['light', 'dark'] as const;

interface Stop {
  readonly page: string;
  readonly command: Command;
  /** What is clicked on the page before its pictures are taken. */
  readonly click?: string;
}

const STOPS: readonly Stop[] = [
  { page: 'data', command: 'view.data' },
  { page: 'tags', command: 'view.tags' },
  { page: 'segments', command: 'view.segments', click: '.seg-saved-open' },
  { page: 'portraits', command: 'view.portraits' },
  { page: 'insight', command: 'view.insight' },
  { page: 'sql', command: 'view.sql' },
  { page: 'customer', command: 'view.customer' },
  { page: 'boards', command: 'view.boards' },
  { page: 'journeys', command: 'view.journeys' },
  { page: 'campaigns', command: 'view.campaigns' },
  { page: 'exports', command: 'view.exports' },
  { page: 'settings', command: 'view.settings' },
  { page: 'about', command: 'help.about' },
];

interface TourOptions {
  readonly folder: string;
  readonly window: BrowserWindow;
  readonly send: (command: Command) => void;
  readonly change: (settings: Partial<Settings>) => void;
  readonly refusedRequests: () => number;
  readonly print: (line: string) => void;
}

/** Walks every page in both languages and both themes and keeps a picture of each. True when nothing went wrong. */
export async function runTour(options: TourOptions): Promise<boolean> {
  const { window, folder, send, change, refusedRequests, print } = options;
  const errors = consoleErrors(window);
  await fs.mkdir(folder, { recursive: true });
  const stops = new TourStops(options);

  await stops.takeInEveryLook('welcome');
  change({ language: LANGUAGES[0], theme: THEMES[0] });
  await stops.arrive({ page: 'welcome', language: LANGUAGES[0], theme: THEMES[0] }, PAGE_MS);
  send('demo.open');
  if (await stops.arrive({ page: 'data' }, DEMO_MS)) {
    for (const stop of STOPS) {
      await stops.visit(stop);
      await stops.takeInEveryLook(stop.page);
    }
  }

  for (const error of errors) print(`console error: ${error}`);
  if (refusedRequests() > 0) print(`${refusedRequests()} network requests were refused`);
  print(
    `${stops.taken} pictures, ${stops.failed} failed, ${errors.length} console errors, ${refusedRequests()} refused requests`,
  );
  return stops.failed === 0 && errors.length === 0 && refusedRequests() === 0;
}

class TourStops {
  taken = 0;
  failed = 0;
  readonly #options: TourOptions;

  constructor(options: TourOptions) {
    this.#options = options;
  }

  async visit({ page, command, click }: Stop): Promise<void> {
    this.#options.send(command);
    await this.arrive({ page }, PAGE_MS);
    if (click) await this.#options.window.webContents.executeJavaScript(`document.querySelector('${click}').click()`);
  }

  async takeInEveryLook(page: string): Promise<void> {
    for (const language of LANGUAGES) {
      for (const theme of THEMES) {
        this.#options.change({ language, theme });
        await this.arrive({ page, language, theme }, PAGE_MS);
        await this.#take(`${page}-${language}-${theme}`);
      }
    }
  }

  async arrive(wanted: { page: string; language?: string; theme?: string }, timeoutMs: number): Promise<boolean> {
    const { state } = await waitForReport(this.#options.window.webContents, wanted, timeoutMs);
    if (state !== 'complete') this.failed += 1;
    this.#options.print(`${Object.values(wanted).join(' ')}: ${state}`);
    return state === 'complete';
  }

  async #take(name: string): Promise<void> {
    const { webContents } = this.#options.window;
    await webContents.executeJavaScript(PAINTED);
    const picture = await webContents.capturePage();
    this.taken += 1;
    await fs.writeFile(join(this.#options.folder, `${String(this.taken).padStart(2, '0')}-${name}.png`), picture.toPNG());
  }
}

/** Two frames after the page says it is complete, and its short transitions over, what is on the screen is what it drew. */
const PAINTED =
  'new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))), 400))';

function consoleErrors({ webContents }: BrowserWindow): string[] {
  const errors: string[] = [];
  // Electron before 35 gives the level as a number, later ones in the event.
  webContents.on('console-message', (event, level, message) => {
    if (event.level === 'error' || level === 3) errors.push(message ?? event.message);
  });
  webContents.on('render-process-gone', () => errors.push('the page crashed'));
  return errors;
}
