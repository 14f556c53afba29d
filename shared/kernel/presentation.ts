import type PptxGenJS from 'pptxgenjs';
import type { Slide, SlideChart } from '../report/portraitSlides';
import type { Sentence } from '../report/sentence';
import { lasting } from './lastingArchive';

const INK = { text: '1C2430', faint: '5B6472', line: 'D5DAE3', soft: 'F3F5F9', segment: '2155D6', base: 'AEB7C6' };
const FONT = { zh: 'Microsoft YaHei', en: 'Calibri' };

/** The first value on top; the types of the library name the other order alone. */
const TOP_DOWN = 'maxMin' as 'minMax';

/** Inches, of a slide 13.33 by 7.5. */
const EDGE = 0.6;
const WIDTH = 12.13;
const BODY = { y: 1.75, height: 5.0 };
const CHART_WIDTH = 6.3;
const ROW_HEIGHT = 0.36;

/** Slides as a PPTX with charts that can be edited; the same bytes for the same slides. The library is loaded when the first is made. */
export async function presentationBytes(slides: readonly Slide[], language: 'zh' | 'en'): Promise<Uint8Array> {
  const [{ default: Pptx }, { default: JSZip }] = await Promise.all([import('pptxgenjs'), import('jszip')]);
  const show = new Pptx();
  show.layout = 'LAYOUT_WIDE';
  show.theme = { headFontFace: FONT[language], bodyFontFace: FONT[language] };
  show.title = slides[0]?.title ?? '';
  show.author = '';
  show.company = '';
  for (const [place, slide] of slides.entries()) addSlide(show, slide, place === 0);
  return await lasting((await show.write({ outputType: 'uint8array' })) as Uint8Array, JSZip);
}

function addSlide(show: PptxGenJS, { title, lines, chart, table, foot }: Slide, isFirst: boolean): void {
  const slide = show.addSlide();
  const size = isFirst ? 32 : 24;
  slide.addText(clean(title), { x: EDGE, y: isFirst ? 0.9 : 0.4, w: WIDTH, h: 0.8, fontSize: size, bold: true, color: INK.text });
  if (lines.length > 0) addLines(slide, lines, chart ? 'small' : 'large', isFirst);
  if (chart) addChart(slide, chart);
  if (table) addTable(slide, table, chart !== undefined);
  if (foot !== '') {
    slide.addText(clean(foot), { x: EDGE, y: 7.05, w: WIDTH - 1, h: 0.3, fontSize: 9, color: INK.faint });
    slide.slideNumber = { x: EDGE + WIDTH - 0.8, y: 7.05, w: 0.8, h: 0.3, fontSize: 9, color: INK.faint, align: 'right' };
  }
}

function addLines(slide: PptxGenJS.Slide, lines: readonly Sentence[], size: 'small' | 'large', isFirst: boolean): void {
  const runs = lines.flatMap((sentence, line) =>
    sentence.map(({ text, tag }, place) => ({
      text: clean(text),
      options: { bold: tag !== undefined, breakLine: place === sentence.length - 1 && line < lines.length - 1 },
    })),
  );
  const box =
    size === 'small'
      ? { y: 1.1, h: 0.55, fontSize: 12, color: INK.faint }
      : { y: isFirst ? 1.9 : 1.4, h: 5, fontSize: isFirst ? 16 : 18, color: INK.text, paraSpaceAfter: 10 };
  slide.addText(runs, { ...box, x: EDGE, w: WIDTH, valign: 'top' });
}

function addChart(slide: PptxGenJS.Slide, { labels, series }: SlideChart): void {
  const names = labels.map(clean);
  const data = series.map(({ name, values }) => ({ name, labels: names, values: [...values] }));
  slide.addChart('bar', data, {
    x: EDGE,
    y: BODY.y,
    w: CHART_WIDTH,
    h: BODY.height,
    barDir: 'bar',
    barGapWidthPct: 45,
    chartColors: [INK.segment, INK.base],
    catAxisOrientation: TOP_DOWN,
    catAxisLabelFontSize: 11,
    valAxisHidden: true,
    valAxisMinVal: 0,
    valGridLine: { style: 'none' },
    showValue: true,
    dataLabelFormatCode: '0.0%',
    dataLabelFontSize: 9,
    showLegend: true,
    legendPos: 't',
    legendFontSize: 11,
  });
}

function addTable(slide: PptxGenJS.Slide, table: readonly (readonly string[])[], isBesideChart: boolean): void {
  const x = isBesideChart ? EDGE + CHART_WIDTH + 0.2 : EDGE;
  const w = EDGE + WIDTH - x;
  const rows = table.map((cells, row) =>
    cells.map((text, column) => ({
      text: clean(text),
      options: {
        align: column === 0 || table[0]?.length === 2 ? ('left' as const) : ('right' as const),
        ...(row === 0 ? { bold: true, fill: { color: INK.soft } } : {}),
      },
    })),
  );
  const look = {
    fontSize: isBesideChart ? 10.5 : 12,
    color: INK.text,
    border: { type: 'solid', pt: 0.5, color: INK.line },
  } as const;
  const colW = widthsOf(table[0]?.length ?? 0, isBesideChart).map((share) => share * w);
  slide.addTable(rows, { x, y: BODY.y, w, colW, rowH: ROW_HEIGHT, valign: 'middle', margin: [0.02, 0.08, 0.02, 0.08], ...look });
}

/** Shares of a table's width: names are wider than numbers. */
function widthsOf(columns: number, isBesideChart: boolean): number[] {
  if (isBesideChart) return [0.32, 0.19, 0.28, 0.21];
  const first = columns < 6 ? 0.28 : 0.2;
  if (columns === 2) return [0.25, 0.75];
  return [first, ...Array.from({ length: columns - 1 }, () => (1 - first) / (columns - 1))];
}

/** What XML has no way to write becomes a blank. */
function clean(text: string): string {
  return text.replace(/\p{Cc}|[\ufffe\uffff]/gu, ' ');
}
