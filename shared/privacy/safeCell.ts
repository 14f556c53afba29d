/** What a spreadsheet may take for the beginning of a formula, also in its full width, and after blanks or a byte order mark. */
const FORMULA = /^[\s\uFEFF\u00A0\u3000]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n|%]/;
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
/** A spreadsheet keeps fifteen digits of a number. */
const LONG_NUMBER = /^\d{16,}$/;
/** Letters that nobody sees, or that turn the direction of what follows. */
const UNSEEN = /[\p{Cf}\u2028\u2029]|(?![\t\r\n])\p{Cc}/gu;

/** The rule by which text is made safe, as a manifest says it: `undoSafeText` takes it back. */
export const SAFE_TEXT_RULE =
  "quote-1: ' before text that a spreadsheet could read as a formula or round as a number, and before '; unseen letters as \\uXXXX";

/** Of a format whose cells are values that no program calculates. */
export const AS_IT_IS_RULE = 'none: cells are values, as they are';

/** A text for a table's cell that no spreadsheet calculates, rounds or turns round. */
export function safeText(text: string): string {
  const shown = text.replace(/\\u(?=[0-9A-F]{4})/g, '\\u005Cu').replace(UNSEEN, escaped);
  return FORMULA.test(shown) || LONG_NUMBER.test(shown) || shown.startsWith("'") ? `'${shown}` : shown;
}

function escaped(letters: string): string {
  const codes = Array.from({ length: letters.length }, (_, at) => letters.charCodeAt(at));
  return codes.map((code) => `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`).join('');
}

/** The text as it was. */
export function undoSafeText(cell: string): string {
  const shown = cell.startsWith("'") ? cell.slice(1) : cell;
  return shown.replace(/\\u([0-9A-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Whether a spreadsheet could calculate a cell as it stands in a file; a number below zero is none. */
export function isFormula(cell: string): boolean {
  return FORMULA.test(cell) && !NUMBER.test(cell);
}
