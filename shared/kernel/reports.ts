import { writeXlsx } from 'hucre/xlsx';
import type { PortraitAnswer } from '../model/answers';
import type { PortraitSpec } from '../model/portrait';
import { fault } from '../model/result';
import { portraitHtml } from '../report/portraitHtml';
import { portraitSheets, type Sheet } from '../report/portraitSheets';
import { portraitSlides } from '../report/portraitSlides';
import { type ReportPortrait, reportPortrait } from '../report/reportPortrait';
import { tagSvg } from '../report/tagSvg';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { computePortrait } from './portraits';
import { presentationBytes } from './presentation';
import type { Session } from './session';

/** Of no day in particular, so that the same answer has the same bytes. */
const WRITTEN = new Date(0);

export function reportHandlers(session: Session): Pick<Handlers<KernelMethods>, 'reports.portrait' | 'reports.tag'> {
  const { files } = session.ports;
  return {
    'reports.portrait': async ({ spec, name, format, language, file }, call) => {
      const { answer, portrait, called } = await told(session, spec, name, call);
      const bytes = await WRITE[format](portrait, called, language);
      await files.write(file, [bytes]);
      return { bytes: bytes.length, answer };
    },
    'reports.tag': async ({ spec, tag, name, language, file }, call) => {
      const { portrait, called } = await told(session, spec, name, call);
      const found = portrait.tags.find((each) => each.tag === tag);
      if (!found)
        throw fault('UNKNOWN_TAG', 'portrait.noTag', { tag }, { hint: 'hint.chooseTag', at: { path: 'tag', field: tag } });
      const bytes = utf8(tagSvg(portrait, found, called, language));
      await files.write(file, [bytes]);
      return { bytes: bytes.length };
    },
  };
}

type Write = (portrait: ReportPortrait, name: string, language: 'zh' | 'en') => Uint8Array | Promise<Uint8Array>;

const WRITE: Readonly<Record<Args<KernelMethods, 'reports.portrait'>['format'], Write>> = {
  html: (portrait, name, language) => utf8(portraitHtml(portrait, name, language)),
  xlsx: (portrait, _name, language) => workbookBytes(portraitSheets(portrait, language)),
  pptx: (portrait, name, language) => presentationBytes(portraitSlides(portrait, name, language), language),
};

interface Told {
  readonly answer: PortraitAnswer;
  /** The answer as it may leave the house. */
  readonly portrait: ReportPortrait;
  /** What the segment is called in the report. */
  readonly called: string;
}

async function told(session: Session, spec: PortraitSpec, name: string | undefined, call: CallContext): Promise<Told> {
  const answer = await session.readOneVersion((connection) => computePortrait(session, connection, spec, call));
  const [segment] = answer.segments;
  if (!segment?.n)
    throw fault('INVALID_REQUEST', 'portrait.nobody', {}, { hint: 'hint.loosenRule', at: { path: 'spec.segment' } });
  return { answer, portrait: reportPortrait(answer, spec.base !== 'rest'), called: name ?? segment.name };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function workbookBytes(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return await writeXlsx({
    properties: { created: WRITTEN, modified: WRITTEN },
    sheets: sheets.map(({ name, rows }) => ({
      name,
      rows: rows.map((row) => [...row]),
      columns: (rows[0] ?? []).map(() => ({ autoWidth: true })),
    })),
  });
}
