const MINIMUM_LINES = 3;
const LOOKED_AT = 200;

/** Columns of a text without delimiters, cut at runs of blanks: found when every line has the same number of cells. */
export function fixedColumns(head: string): { names: string[]; header: boolean } | null {
  const lines = head
    .split(/\r?\n/)
    .slice(0, -1)
    .filter((line) => line.trim() !== '')
    .slice(0, LOOKED_AT);
  if (lines.length < MINIMUM_LINES || lines.some((line) => /[,;\t|"]/.test(line))) return null;
  const rows = lines.map((line) => line.trim().split(/\s+/));
  const width = rows[0]?.length ?? 0;
  if (width < 2 || rows.some((row) => row.length !== width)) return null;
  const first = rows[0] ?? [];
  const header =
    first.every((cell) => !/^[-+]?[\d.]+$/.test(cell)) &&
    rows.slice(1).some((row) => row.some((cell) => /^[-+]?[\d.]+$/.test(cell)));
  return { names: header ? first : first.map((_, index) => `column${index}`), header };
}
