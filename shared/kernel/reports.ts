import { writeXlsx } from 'hucre/xlsx';
import { portraitHtml } from '../report/portraitHtml';
import { portraitSheets, type Sheet } from '../report/portraitSheets';
import { type ReportPortrait, reportPortrait } from '../report/reportPortrait';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { computePortrait } from './portraits';
import type { Session } from './session';

/** Of no day in particular, so that the same answer has the same bytes. */
const WRITTEN = new Date(0);

export function reportHandlers(session: Session): Pick<Handlers<KernelMethods>, 'reports.portrait'> {
  return {
    'reports.portrait': async ({ spec, name, format, language, file }, call) => {
      const answer = await session.readOneVersion((connection) => computePortrait(session, connection, spec, call));
      const called = name ?? answer.segments[0]?.name ?? '';
      const portrait = reportPortrait(answer, spec.base !== 'rest');
      const bytes =
        format === 'html' ? htmlBytes(portrait, called, language) : await workbookBytes(portraitSheets(portrait, language));
      await session.ports.files.write(file, [bytes]);
      return { bytes: bytes.length, answer };
    },
  };
}

function htmlBytes(portrait: ReportPortrait, name: string, language: 'zh' | 'en'): Uint8Array {
  return new TextEncoder().encode(portraitHtml(portrait, name, language));
}

async function workbookBytes(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return await writeXlsx({
    properties: { created: WRITTEN, modified: WRITTEN },
    sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) })),
  });
}
