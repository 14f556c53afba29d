import type { PortraitAnswer } from '../model/answers';
import type { PortraitSpec } from '../model/portrait';
import type { PortraitPicture } from '../model/portraitPicture';
import { fault } from '../model/result';
import { crossSvg } from '../report/crossSvg';
import { overviewSvg } from '../report/overviewSvg';
import { portraitHtml } from '../report/portraitHtml';
import { portraitSheets } from '../report/portraitSheets';
import { portraitSlides } from '../report/portraitSlides';
import { type ReportPortrait, reportPortrait } from '../report/reportPortrait';
import { tagSvg } from '../report/tagSvg';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { crossTags } from './portraitCross';
import { computePortrait } from './portraits';
import { presentationBytes } from './presentation';
import type { Session } from './session';
import { workbookBytes } from './workbookBytes';

export function reportHandlers(session: Session): Pick<Handlers<KernelMethods>, 'reports.portrait' | 'reports.picture'> {
  const { files } = session.ports;
  return {
    'reports.portrait': async ({ spec, name, format, language, file }, call) => {
      const { answer, portrait, called } = await told(session, spec, name, call);
      const bytes = await WRITE[format](portrait, called, language);
      await files.write(file, [bytes]);
      return { bytes: bytes.length, answer };
    },
    'reports.picture': async ({ spec, picture, name, language, file }, call) => {
      const svg = await drawn(session, spec, picture, { name, language }, call);
      const bytes = utf8(svg);
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
  return { answer, portrait: reportPortrait(answer, spec.base !== 'rest'), called: nameOr(name, answer) };
}

/** What the segment is called. @throws Fault INVALID_REQUEST where nobody is in it. */
function nameOr(name: string | undefined, { segments: [segment] }: Pick<PortraitAnswer, 'segments'>): string {
  if (segment?.n) return name ?? segment.name;
  throw fault('INVALID_REQUEST', 'portrait.nobody', {}, { hint: 'hint.loosenRule', at: { path: 'spec.segment' } });
}

interface Named {
  readonly name: string | undefined;
  readonly language: 'zh' | 'en';
}

/** @throws Fault UNKNOWN_TAG. */
async function drawn(
  session: Session,
  spec: PortraitSpec,
  picture: PortraitPicture,
  { name, language }: Named,
  call: CallContext,
): Promise<string> {
  if (picture.kind === 'cross') {
    // Months are for days alone; crossed, a day stands in spans as everywhere.
    const buckets = spec.buckets === 'months' ? 'readable' : spec.buckets;
    const asked = { ...spec, tags: picture.tags, buckets };
    const cross = await session.readOneVersion((connection) => crossTags(session, connection, asked, call));
    return crossSvg(cross, spec.base !== 'rest', nameOr(name, cross), language);
  }
  const { portrait, called } = await told(session, spec, name, call);
  if (picture.kind !== 'tag') return overviewSvg(portrait, picture, called, language);
  const found = portrait.tags.find(({ tag }) => tag === picture.tag);
  if (found) return tagSvg(portrait, found, called, language);
  const at = { path: 'picture.tag', field: picture.tag };
  throw fault('UNKNOWN_TAG', 'portrait.noTag', { tag: picture.tag }, { hint: 'hint.chooseTag', at });
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
