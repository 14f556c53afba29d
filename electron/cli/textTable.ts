export type Cell = string | number | boolean | null;

export interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Characters that take two places in a terminal: Chinese, Japanese, Korean and full-width forms. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/gu;
const SIGNIFICANT_DIGITS = 6;

/** Aligned columns, numbers to the right; tables are one empty line apart. */
export function renderTables(tables: readonly TextTable[]): string {
  return tables.map(renderTable).join('\n');
}

function renderTable({ header, rows }: TextTable): string {
  const lines = [header, ...rows.map((row) => row.map(cellText))];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ''))));
  const right = header.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  return lines
    .map(
      (line) =>
        `${line
          .map((text, column) => pad(text, widths[column] ?? 0, right[column] ?? false))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' && !Number.isInteger(cell)) return String(Number(cell.toPrecision(SIGNIFICANT_DIGITS)));
  return String(cell).replace(/\s+/g, ' ');
}

function pad(text: string, to: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, to - width(text)));
  return right ? blanks + text : text + blanks;
}

function width(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0);
}
