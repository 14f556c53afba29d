import { expect } from 'vitest';
import type { TestApp } from './app';
import type { PagePorts } from './ports';
import { until } from './until';

type Theme = 'light' | 'dark';

/** Shows the page as persons see it: on a small screen in the dark, on a large one in the light. */
export async function lookAs({ page }: TestApp, ports: PagePorts, theme: Theme, language: 'zh-CN' | 'en-US'): Promise<void> {
  await ports.shell('settings.save', { change: { theme, language } });
  await page.setViewportSize(theme === 'dark' ? { width: 1280, height: 800 } : { width: 1920, height: 1080 });
  await until(async () => expect(await page.locator('html').getAttribute('data-theme')).toBe(theme));
}
