import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { Head } from './importHead';
import { noPart } from './importParts';
import type { ImportSource, PlannedPart } from './importPlan';
import { planText } from './importText';
import type { FileInfo } from './ports';
import { readAsUtf8, readWhole, type TextShape } from './textStream';
import { listSheets, type Sheet } from './workbook';

/** A workbook is unpacked in memory, to many times its size. */
const MOST_BYTES = 300 * 2 ** 20;

/** How one sheet of an Excel workbook becomes a table. @throws Fault FILE_UNREADABLE, FILE_EMPTY, INVALID_REQUEST. */
export async function planWorkbook(source: ImportSource, { name, size }: FileInfo): Promise<PlannedPart> {
  if (size > MOST_BYTES) {
    const values = { file: name, maximum: MOST_BYTES / 2 ** 20 };
    throw fault('FILE_UNREADABLE', 'workbook.tooLarge', values, { hint: 'hint.importSheet', at: { file: name } });
  }
  const sheets = await sheetsOf(source, name);
  const head = await firstWithText(source, candidates(sheets, source.options.part, name), name);
  const options = { ...source.options, delimiter: ',', quote: '"' };
  const { preview, ...plan } = await planText({ ...source, options }, name, 'csv', head);
  const { delimiter: _delimiter, quote: _quote, skipped, ...shown } = preview;
  const lines = skipped ? { skipped: skipped.map(cellsOf) } : {};
  return { ...plan, preview: { ...shown, ...lines, format: 'xlsx', part: head.shape.sheet, parts: sheets } };
}

/** A line as its cells read, without the marks of delimited text. */
function cellsOf(line: string): string {
  return line.replace(/"((?:[^"]|"")*)"/g, (_, text: string) => text.replaceAll('""', '"')).replace(/,+$/, '');
}

async function sheetsOf({ files, file }: ImportSource, name: string): Promise<Sheet[]> {
  const workbook = await readWhole(files, file);
  try {
    return await listSheets(workbook);
  } catch {
    throw fault('FILE_UNREADABLE', 'workbook.notOne', { file: name }, { hint: 'hint.checkWorkbook', at: { file: name } });
  }
}

/** The sheet that is asked for, else those that are not hidden. */
function candidates(sheets: readonly Sheet[], wanted: string | undefined, file: string): string[] {
  const names = sheets.map(({ name }) => name);
  if (wanted === undefined) return sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
  if (names.includes(wanted)) return [wanted];
  throw noPart(file, wanted, names);
}

async function firstWithText(source: ImportSource, sheets: readonly string[], file: string) {
  for (const sheet of sheets) {
    const shape = { packed: false, encoding: 'utf-8', lineEnds: 'kept', sheet } as const;
    const text = await headOf(source, shape);
    if (text.trim() !== '') return { text, shape };
  }
  const values = { file, sheets: sheets.map(quoted) };
  throw fault('FILE_EMPTY', 'workbook.emptySheets', values, { hint: 'hint.otherSheet', at: { file } });
}

/** The first rows; a sheet comes in pieces of whole lines. */
async function headOf({ files, file }: ImportSource, shape: TextShape): Promise<Head['text']> {
  for await (const chunk of readAsUtf8(files, file, shape)) return new TextDecoder('utf-8').decode(chunk);
  return '';
}
