import type { ImportReceipt, RejectedRow } from '../model/import';
import type { Recipe } from '../model/recipe';
import { stableJson } from '../model/stableJson';
import { toldSize } from '../privacy/smallCells';
import type { Format } from './format';
import { escapeHtml, htmlPage } from './htmlPage';
import { type JourneyAnswers, journeyPieces } from './journeyPieces';
import { plainTable } from './plainTable';
import { type Writer, writerOf } from './portraitFacts';
import { definitionPieces, findField, portraitPieces } from './portraitHtml';
import type { ReportPortrait } from './reportPortrait';
import { fillText } from './sentence';
import type { ReportTexts } from './texts';

/** What a recipe came to; loads and counts by their position there. */
interface RecipeReport extends JourneyAnswers {
  readonly recipe: Pick<Recipe, 'entities' | 'tags' | 'segments' | 'funnels' | 'retentions' | 'paths' | 'trends' | 'experiments'>;
  readonly loads: readonly { readonly receipt: ImportReceipt; readonly rejects: readonly RejectedRow[] }[];
  readonly customers: number;
  readonly asOf: string;
  readonly counts: readonly number[];
  readonly portraits: readonly { readonly portrait: ReportPortrait; readonly name: string }[];
}

/** A whole analysis as one page that needs nothing else: files, definitions, segments, journeys, experiments and portraits; the same bytes for the same recipe. */
export function recipeHtml(report: RecipeReport, language: 'zh' | 'en'): string {
  const writer = writerOf(language);
  const { texts } = writer;
  return htmlPage(texts.analysis, language, [
    `<h1>${escapeHtml(texts.analysis)}</h1>`,
    ...importPieces(report, writer),
    ...customerPieces(report, writer),
    ...segmentPieces(report, writer),
    ...tagPieces(report, writer),
    ...journeyPieces(report, writer),
    findField(language),
    ...report.portraits.flatMap(({ portrait, name }) => {
      const { head, tags, sources } = portraitPieces(portrait, name, language);
      return [...head, ...tags, ...sources].map(oneLevelDown);
    }),
    ...definitionPieces(language),
  ]);
}

function importPieces({ loads }: RecipeReport, { texts, format }: Writer): string[] {
  const rows = loads.map(({ receipt: { table, file, files, rows, rejected, encoding, sha256 } }) => [
    table,
    files?.map(({ name }) => name).join(', ') ?? file,
    format.exact(rows),
    format.exact(rejected),
    encoding,
    sha256,
  ]);
  const heads = [texts.table, texts.file, texts.rows, texts.rejected, texts.encoding, 'SHA-256'];
  return [heading(texts.imports), plainTable(heads, rows), ...loads.flatMap((load) => rejectPieces(load, texts))];
}

/** Where the refused rows stand; what they hold stays in the house. */
function rejectPieces({ receipt, rejects }: RecipeReport['loads'][number], texts: ReportTexts): string[] {
  if (rejects.length === 0) return [];
  const places = rejects.map(({ file, line, column }) => {
    return `${file === undefined ? '' : `${file}: `}${line}${column === null ? '' : ` (${column})`}`;
  });
  const more = receipt.rejected > rejects.length ? ['…'] : [];
  const lines = [...places, ...more].join(', ');
  return [`<p>${escapeHtml(fillText(texts.rejectedLines, { table: receipt.table, lines }))}</p>`];
}

function customerPieces({ recipe: { entities }, customers, asOf }: RecipeReport, { texts, format }: Writer): string[] {
  const n = told(customers, format);
  return [
    heading(texts.customers),
    `<p>${escapeHtml(fillText(texts.customersAre, { table: entities.customers.table, n, asOf }))}</p>`,
    definitionOf(entities, texts),
  ];
}

function segmentPieces({ recipe: { segments }, counts }: RecipeReport, { texts, format }: Writer): string[] {
  if (segments.length === 0) return [];
  const rows = segments.map(({ name, id, description }, index) => [name, id, told(counts[index] ?? 0, format), description]);
  const heads = [texts.segment, 'ID', texts.n, texts.description];
  const rules = segments.flatMap(({ name, who, limit }) => [
    `<h3>${escapeHtml(name)}</h3>`,
    definitionOf(limit === undefined ? who : { who, limit }, texts),
  ]);
  return [heading(texts.segments), plainTable(heads, rows), ...rules];
}

function tagPieces({ recipe: { tags } }: RecipeReport, { texts }: Writer): string[] {
  if (tags.length === 0) return [];
  const each = tags.flatMap(({ name, id, description, source }) => [
    `<h3>${escapeHtml(name)} <small>${escapeHtml([id, source.kind, description].filter(Boolean).join(' · '))}</small></h3>`,
    definitionOf(source, texts),
  ]);
  return [heading(texts.tags), ...each];
}

function heading(text: string): string {
  return `<h2>${escapeHtml(text)}</h2>`;
}

function definitionOf(value: unknown, texts: ReportTexts): string {
  return `<details><summary>${escapeHtml(texts.written)}</summary><pre>${escapeHtml(stableJson(value))}</pre></details>`;
}

function told(n: number, format: Format): string {
  const size = toldSize(n);
  return typeof size === 'number' ? format.exact(size) : size;
}

/** A portrait is a chapter here; all other "<" of its pieces are escaped. */
function oneLevelDown(piece: string): string {
  return piece.replace(/<(\/?)h(\d)/g, (_, slash: string, level: string) => `<${slash}h${Number(level) + 1}`);
}
