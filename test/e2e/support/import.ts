import type { Page } from 'playwright-core';
import type { ColumnType } from '#shared/model/import';
import type { TestApp } from './app';
import { byId } from './hand';

/** The hands of a person who brings in a file, and what the dialog, the receipt and the refused rows say to them. */
export interface ImportHands {
  /** Drops the file on the window and waits for its first rows. */
  drop(file: string): Promise<void>;
  /** States that a word means unknown. */
  readAsNull(word: string): Promise<void>;
  chooseType(column: string, type: ColumnType): Promise<void>;
  /** Column → type, as the heads of the preview say it. */
  types(): Promise<Record<string, string>>;
  previewedRows(): Promise<string[][]>;
  /** Starts the import and waits for its end; answers what the dialog said meanwhile. */
  run(): Promise<string>;
  /** Rows read, kept and refused, and columns, as the end of the import says them. */
  figures(): Promise<string[]>;
  /** Makes the imported table the customers, by the key that the dialog offers. */
  useAsCustomers(): Promise<void>;
  receiptFacts(): Promise<Record<string, string>>;
  /** Line, column, reason and text of the refused rows. */
  rejects(): Promise<string[][]>;
}

export function importHands({ page, dropFiles }: TestApp): ImportHands {
  const at = (id: string) => byId(page, id);
  const rows = (selector: string) =>
    page.locator(selector).evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent ?? '')));
  return {
    async drop(file) {
      await dropFiles([file]);
      await at('import-preview').waitFor();
    },
    async readAsNull(word) {
      await at('import-nulls').click();
      await page.keyboard.type(word);
      await page.keyboard.press('Enter');
    },
    async chooseType(column, type) {
      await at(`import-type-${column}`).click();
      await at(`import-type-${column}-${type}`).click();
    },
    types: () =>
      page
        .locator('[data-testid="import-preview"] th')
        .evaluateAll((heads) =>
          Object.fromEntries(
            heads.map((head) => [head.querySelector('input')?.value, head.querySelector('.ant-select')?.textContent]),
          ),
        ),
    previewedRows: () => rows('[data-testid="import-preview"] tbody tr'),
    async run() {
      await noteText(page, 'import-running');
      await at('import-run').click();
      await at('import-done').waitFor();
      return (await page.evaluate(() => document.documentElement.dataset.noted)) ?? '';
    },
    figures: () => page.locator('[data-testid="import-done"] dd').allInnerTexts(),
    async useAsCustomers() {
      await at('use-as-customers').click();
      await at('import-done').waitFor({ state: 'detached' });
    },
    receiptFacts: () =>
      page
        .locator('[data-testid="receipt"] dl > div')
        .evaluateAll((facts) =>
          Object.fromEntries(facts.map((fact) => [fact.querySelector('dt')?.textContent, fact.querySelector('dd')?.textContent])),
        ),
    rejects: () => rows('[data-testid="rejects"] tbody tr.ant-table-row'),
  };
}

/** Keeps what an element says first that may be gone again before a test looks. */
async function noteText(page: Page, id: string): Promise<void> {
  await page.evaluate((wanted) => {
    const root = document.documentElement;
    delete root.dataset.noted;
    const observer = new MutationObserver(() => {
      const text = root.querySelector(`[data-testid="${wanted}"]`)?.textContent;
      if (!text) return;
      root.dataset.noted = text;
      observer.disconnect();
    });
    observer.observe(root, { childList: true, subtree: true });
  }, id);
}
