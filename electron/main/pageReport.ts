import { setTimeout as pause } from 'node:timers/promises';
import type { WebContents } from 'electron';
import { z } from 'zod';

const POLL_MS = 50;

const reportSchema = z.object({
  page: z.string().optional(),
  state: z.string().optional(),
  language: z.string().optional(),
  theme: z.string().optional(),
});

/** What the page says of itself in `data-…` of its root element: which page, `busy`, `complete` or `error`, language and theme. */
export type PageReport = z.infer<typeof reportSchema>;

async function pageReport(contents: WebContents): Promise<PageReport> {
  const report: unknown = await contents.executeJavaScript('({ ...document.documentElement.dataset })');
  return reportSchema.parse(report);
}

/** Waits until the page says what is wanted (or that it failed), at most `timeoutMs`. Returns its last word. */
export async function waitForReport(contents: WebContents, wanted: PageReport, timeoutMs: number): Promise<PageReport> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const report = await pageReport(contents);
    if (matches(report, wanted) && report.state !== 'busy') return report;
    if (performance.now() > end)
      return { ...report, state: `not reached in ${timeoutMs / 1000} s (page ${report.page}, ${report.state})` };
    await pause(POLL_MS);
  }
}

function matches(report: PageReport, { page, language, theme }: PageReport): boolean {
  const fits = (wanted: string | undefined, found: string | undefined) => wanted === undefined || wanted === found;
  return report.page !== undefined && fits(page, report.page) && fits(language, report.language) && fits(theme, report.theme);
}
