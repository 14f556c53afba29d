import { type CellTable, cellText } from './cell';
import { escapeHtml } from './htmlPage';

/** A table of texts; the first of each row is its head. */
export function plainTable(heads: readonly string[], rows: readonly (readonly string[])[], caption = ''): string {
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows.map(([name = '', ...cells]) => {
    return `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  const said = caption === '' ? '' : `<caption>${escapeHtml(caption)}</caption>`;
  return `<table class="plain">${said}<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** The same of cells. */
export function cellsHtml({ heads, rows, caption }: CellTable): string {
  return plainTable(
    heads,
    rows.map((cells) => cells.map(cellText)),
    caption,
  );
}
