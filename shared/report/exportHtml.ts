import type { Manifest } from '../model/package';
import { exportWords, manifestTables } from './exportTables';
import { escapeHtml, stillPage } from './htmlPage';
import { plainTable } from './plainTable';

/** A manifest as a page for people, with nothing of the rows in it. */
export function exportHtml(manifest: Manifest, language: 'zh' | 'en'): string {
  const words = exportWords(language);
  const title = words(manifest.kind, { name: manifest.name });
  const sections = manifestTables(manifest, language).map(
    ({ title: name, heads, rows }) => `<h2>${escapeHtml(name)}</h2>${plainTable(heads, rows)}`,
  );
  return stillPage(title, language, [`<h1>${escapeHtml(title)}</h1>`, ...sections]);
}
