import { bytesAt, chunks } from './archive.mjs';
import { parquetRows } from './parquet.mjs';
import { sizesOf } from './sizes.mjs';

/**
 * @typedef {import('./archive.mjs').Archive} Archive
 * @typedef {import('./archive.mjs').Stored} Stored
 * @typedef {import('./found.mjs').Finding} Finding
 * @typedef {{ text: string, quoted: boolean }} Cell
 */

const ENCODINGS = /** @type {Record<string, string>} */ ({ csv: 'utf-8', gb18030: 'gb18030' });

/**
 * What the rows themselves say against the manifest. Of a workbook nothing is said: the application reads those.
 * @param {Archive} archive
 * @param {Map<string, Stored>} files
 * @param {any} manifest
 * @returns {Finding[]}
 */
export function dataFindings(archive, files, manifest) {
  const { dataFormat } = manifest;
  const encoding = ENCODINGS[dataFormat];
  const path = `data/customers.${encoding === undefined ? dataFormat : 'csv'}`;
  const stored = files.get(path);
  if (!stored) return [{ what: 'rows', where: path }];
  if (dataFormat === 'xlsx') return [];
  const leaving = manifest.columns.filter((/** @type {any} */ { treatment }) => treatment.kind !== 'drop');
  const found =
    encoding === undefined
      ? parquetRows(bytesAt(archive, stored.start, stored.size), leaving, manifest.quasi)
      : readRows(csvRows(textOf(archive, stored, encoding)), leaving, manifest.quasi);
  if (typeof found === 'string') return [{ what: 'rows', where: found }];
  /** @type {Finding[]} */
  const findings = [];
  const rows = manifest.rows.leaving + (manifest.canaries?.n ?? 0);
  if (found.rows !== rows) findings.push({ what: 'rows', where: `${found.rows} ≠ ${rows}` });
  if (found.formula !== null) findings.push({ what: 'formula', where: found.formula });
  // Nobody can tell canary rows from others: what is found is held to what is said of all of them.
  const { k, classes, unique } = manifest.canaries?.risk ?? manifest.risk;
  if (found.k !== k || found.classes !== classes || found.unique !== unique) {
    const said = `k ${k}, ${classes} classes, ${unique} unique`;
    findings.push({ what: 'risk', where: `k ${found.k}, ${found.classes} classes, ${found.unique} unique ≠ ${said}` });
  }
  return findings;
}

/**
 * Counts rows and classes; a text tells where rows are not the manifest's.
 * @param {Iterable<Cell[]>} rows
 * @param {any[]} columns
 * @param {string[]} quasi
 */
function readRows(rows, columns, quasi) {
  const places = quasi.map((name) => columns.findIndex((column) => column.name === name)).filter((at) => at >= 0);
  /** @type {Map<string, number>} */
  const classes = new Map();
  let [row, formula] = [0, /** @type {string | null} */ (null)];
  for (const cells of rows) {
    if (cells.length !== columns.length) return `row ${row}`;
    if (row === 0 && cells.some(({ text }, at) => undone(text) !== columns[at].name)) return 'row 0';
    if (row > 0) {
      const key = JSON.stringify(places.map((at) => (cells[at]?.quoted || cells[at]?.text ? cells[at]?.text : null)));
      classes.set(key, (classes.get(key) ?? 0) + 1);
    }
    const calculated = cells.findIndex(isCalculated);
    if (calculated >= 0 && formula === null) formula = `row ${row}, ${columns[calculated].name}`;
    row++;
  }
  return { rows: row - 1, formula, ...sizesOf(classes) };
}

/** What a spreadsheet takes for the beginning of a formula, or for a number that it rounds. */
const FORMULA = /^[\s\uFEFF\u00A0\u3000]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n|%]|^\d{16,}$/;
const NUMBER = /^(-?\d+(\.\d+)?([eE][+-]?\d+)?|-?inf|nan)?$/;

/** @param {Cell} cell */
const isCalculated = ({ text, quoted }) => (quoted ? FORMULA.test(text) : !NUMBER.test(text));

/**
 * A cell without what made it safe for spreadsheets.
 * @param {string} cell
 */
function undone(cell) {
  const shown = cell.startsWith("'") ? cell.slice(1) : cell;
  return shown.replace(/\\u([0-9A-F]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * @param {Archive} archive
 * @param {Stored} stored
 * @param {string} encoding
 */
function* textOf(archive, stored, encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (const chunk of chunks(archive, stored)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/**
 * The rows of a table (RFC 4180) whose text comes in parts.
 * @param {Iterable<string>} parts
 * @returns {Generator<Cell[]>}
 */
function* csvRows(parts) {
  /** @type {Cell[]} */
  let cells = [];
  let cell = { text: '', quoted: false };
  let [isInside, wasQuote] = [false, false];
  for (const part of parts) {
    for (const letter of part) {
      if (isInside && letter !== '"') cell.text += letter;
      else if (letter === '"') {
        // A quote right after one that closed is a quote of the text.
        if (wasQuote && !isInside) cell.text += letter;
        isInside = !isInside;
        cell.quoted = true;
        wasQuote = true;
        continue;
      } else if (letter === ',' || letter === '\n') {
        cells.push(cell);
        cell = { text: '', quoted: false };
        if (letter === '\n') {
          yield cells;
          cells = [];
        }
      } else if (letter !== '\r') cell.text += letter;
      wasQuote = false;
    }
  }
  if (cells.length > 0 || cell.text !== '' || cell.quoted) yield [...cells, cell];
}
