import type { PortraitAnswer, PortraitComparison, RestsOn } from '../model/answers';
import type { BoardItem } from '../model/board';
import type { ExperimentAnswer } from '../model/experiment';
import type { FunnelAnswer } from '../model/funnel';
import type { AffinityAnswer, NextBestAnswer } from '../model/insight';
import type { LedgerAnswer } from '../model/ledger';
import type { MigrationAnswer } from '../model/migration';
import type { PathAnswer } from '../model/path';
import { portraitSpecSchema } from '../model/portrait';
import { fault } from '../model/result';
import type { RetentionAnswer } from '../model/retention';
import type { TrendAnswer } from '../model/trend';
import { boardHtml } from '../report/boardHtml';
import type { BoardPart } from '../report/boardPart';
import { boardSheets } from '../report/boardSheets';
import { boardSlides } from '../report/boardSlides';
import { type ReportPortrait, reportPortrait } from '../report/reportPortrait';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { findBoard } from './boards';
import { readLedger } from './campaignLedger';
import { computeExperiment } from './experiments';
import { computeFunnel } from './funnels';
import { computeAffinity, computeNextBest } from './insight';
import { ledgerRestsOn } from './ledgerReport';
import { computeMigration } from './migration';
import { computePaths } from './paths';
import { compareSegments } from './portraitComparison';
import { computePortrait } from './portraits';
import type { SqlConnection } from './ports';
import { presentationBytes } from './presentation';
import { restsOn } from './restsOn';
import { computeRetention } from './retention';
import type { Session } from './session';
import { tagLibrary } from './tags';
import { computeTrends } from './trends';
import { workbookBytes } from './workbookBytes';

export function boardReportHandlers(session: Session): Pick<Handlers<KernelMethods>, 'reports.board'> {
  return {
    'reports.board': async ({ board: id, format, language, file }, call) => {
      const { name, parts, told } = await session.readOneVersion(async (connection) => {
        const board = await findBoard(connection, id);
        const receipts = new Set<number>();
        const asked = askOnce(session, connection, call, receipts);
        const parts: BoardPart[] = [];
        for (const [index, item] of board.items.entries()) {
          call.progress({ phase: 'segments', fraction: index / board.items.length });
          parts.push(await partOf(item, asked));
        }
        const rests = await restsOn(session, connection, { definition: board, read: { tags: [], tables: [] } });
        const told = { ...rests, receipts: [...new Set([...rests.receipts, ...receipts])].sort((a, b) => a - b) };
        return { name: board.name, parts, told };
      });
      const bytes = await WRITE[format](name, parts, told, language);
      await session.ports.files.write(file, [bytes]);
      return { bytes: bytes.length };
    },
  };
}

type Write = (...asked: Parameters<typeof boardSlides>) => Uint8Array | Promise<Uint8Array>;

const WRITE: Readonly<Record<Args<KernelMethods, 'reports.board'>['format'], Write>> = {
  html: (name, parts, told, language) => new TextEncoder().encode(boardHtml({ name }, parts, told, language)),
  xlsx: (_name, parts, told, language) => workbookBytes(boardSheets(parts, told, language)),
  pptx: (name, parts, told, language) => presentationBytes(boardSlides(name, parts, told, language), language),
};

type Spec<K extends BoardItem['kind']> = Extract<BoardItem, { kind: K; spec: unknown }>['spec'];

/** The answers that items of a board share, each asked for once; what imports they rest on is gathered. */
interface Asked {
  portrait(spec: Spec<'portraitTag'>): Promise<PortraitAnswer>;
  comparison(spec: Spec<'comparisonTag'>): Promise<PortraitComparison>;
  retention(spec: Spec<'retention'>): Promise<RetentionAnswer>;
  funnel(spec: Spec<'funnel'>): Promise<FunnelAnswer>;
  path(spec: Spec<'path'>): Promise<PathAnswer>;
  trend(spec: Spec<'trend'>): Promise<TrendAnswer>;
  experiment(spec: Spec<'experiment'>): Promise<ExperimentAnswer>;
  ledger(spec: Spec<'ledger'>): Promise<LedgerAnswer>;
  tagNames(): Promise<(id: string) => string>;
  affinity(spec: Spec<'affinity'>): Promise<AffinityAnswer>;
  nextBest(spec: Spec<'nextBest'>): Promise<NextBestAnswer>;
  migration(spec: Spec<'migration'>): Promise<MigrationAnswer>;
}

function askOnce(session: Session, connection: SqlConnection, call: CallContext, receipts: Set<number>): Asked {
  const answers = new Map<string, Promise<unknown>>();
  const once = <T extends { restsOn: RestsOn }>(spec: unknown, ask: () => Promise<T>): Promise<T> => {
    const key = JSON.stringify(spec);
    const answer = (answers.get(key) as Promise<T> | undefined) ?? ask();
    answers.set(key, answer);
    return answer.then((found) => {
      for (const receipt of found.restsOn.receipts) receipts.add(receipt);
      return found;
    });
  };
  return {
    portrait: (spec) => once(spec, () => computePortrait(session, connection, spec, call)),
    comparison: (spec) => once(spec, () => compareSegments(session, connection, spec, call)),
    retention: (spec) => once(spec, () => computeRetention(session, connection, spec, call)),
    funnel: (spec) => once(spec, () => computeFunnel(session, connection, spec, call)),
    path: (spec) => once(['path', spec], () => computePaths(session, connection, spec, call)),
    trend: (spec) => once(['trend', spec], () => computeTrends(session, connection, spec, call)),
    experiment: (spec) => once(['experiment', spec], () => computeExperiment(session, connection, spec, call)),
    ledger: (spec) =>
      once(['ledger', spec], async () => {
        const answer = await readLedger(session, connection, spec, call);
        return { ...answer, restsOn: await ledgerRestsOn(session, connection, spec) };
      }),
    tagNames: async () => {
      const tags = await tagLibrary(session, connection);
      return (id) => tags.get(id)?.name ?? id;
    },
    affinity: (spec) => once(['affinity', spec], () => computeAffinity(session, connection, spec, call)),
    nextBest: (spec) => once(['nextBest', spec], () => computeNextBest(session, connection, spec, call)),
    migration: (spec) => once(spec, () => session.writeAside((aside) => computeMigration(session, aside, spec, call))),
  };
}

async function partOf(item: BoardItem, asked: Asked): Promise<BoardPart> {
  switch (item.kind) {
    case 'text':
      return { kind: 'text', text: item.text };
    case 'count': {
      const spec = portraitSpecSchema.parse({ segment: item.segment, tags: [] });
      const answer = await asked.portrait(spec);
      const { n = 0 } = answer.segments[0] ?? {};
      return { kind: 'count', title: item.title || nameOf(answer), count: n, base: answer.restsOn.base.n };
    }
    case 'portraitWords': {
      const answer = await asked.portrait(item.spec);
      return { kind: 'words', title: item.title || nameOf(answer), portrait: reportPortrait(answer, item.spec.base !== 'rest') };
    }
    case 'portraitTag': {
      const answer = await asked.portrait(item.spec);
      const portrait = reportPortrait(answer, item.spec.base !== 'rest');
      const tag = tagIn(portrait, item.tag);
      return { kind: 'tag', title: item.title || `${nameOf(answer)}: ${tag.name}`, portrait, tag };
    }
    case 'retention':
      return retentionPart(item, await asked.retention(item.spec));
    case 'funnel': {
      const { restsOn: rests, ...answer } = await asked.funnel(item.spec);
      return { ...answer, kind: 'funnel', title: item.title, order: item.spec.order, base: rests.base.n };
    }
    case 'path': {
      const { sequences, paths, count, restsOn: rests } = await asked.path(item.spec);
      return { kind: 'path', title: item.title, spec: item.spec, sequences, paths, count, base: rests.base.n };
    }
    case 'trend': {
      const { restsOn: rests, ...answer } = await asked.trend(item.spec);
      return { ...answer, kind: 'trend', title: item.title, spec: item.spec, base: rests.base.n };
    }
    case 'experiment': {
      const { restsOn: rests, ...answer } = await asked.experiment(item.spec);
      const { title, spec } = item;
      return { kind: 'experiment', title, spec, answer, tagName: await asked.tagNames(), base: rests.base.n };
    }
    case 'ledger':
      return { kind: 'ledger', title: item.title, answer: await asked.ledger(item.spec) };
    case 'affinity': {
      const { segment, items, restsOn: rests } = await asked.affinity(item.spec);
      return { kind: 'affinity', title: item.title, segment, items, base: rests.base.n };
    }
    case 'nextBest': {
      const { segment, products } = await asked.nextBest(item.spec);
      return { kind: 'nextBest', title: item.title, segment, products };
    }
    case 'migration': {
      const { tag, n, from, to, stages, moves } = await asked.migration(item.spec);
      return { kind: 'migration', title: item.title, tag, n, from, to, stages, moves };
    }
    case 'comparisonTag':
      return comparedPart(item, await asked.comparison(item.spec));
  }
}

/** The averages; those of levels where customers are told apart. */
function retentionPart({ title, spec, view }: Extract<BoardItem, { kind: 'retention' }>, answer: RetentionAnswer): BoardPart {
  return {
    kind: 'retention',
    title,
    spec,
    view,
    base: answer.restsOn.base.n,
    periods: answer.periods,
    rows: answer.levels ?? [{ value: null, label: null, average: answer.average, cohorts: answer.cohorts }],
  };
}

function comparedPart(item: Extract<BoardItem, { kind: 'comparisonTag' }>, comparison: PortraitComparison): BoardPart {
  const segments = comparison.segments.map(({ ceiling, ...segment }, place) => {
    const { restsOn: rests } = comparison;
    const answer = { segments: [segment], ceiling, tags: comparison.portraits[place] ?? [], restsOn: rests };
    const portrait = reportPortrait(answer, item.spec.base !== 'rest');
    return { name: segment.name, portrait, tag: tagIn(portrait, item.tag) };
  });
  const names = segments.map(({ name }) => name).join(' / ');
  return { kind: 'compared', title: item.title || `${names}: ${segments[0]?.tag.name ?? ''}`, segments };
}

/** @throws Fault UNKNOWN_TAG. */
function tagIn(portrait: ReportPortrait, id: string): ReportPortrait['tags'][number] {
  const found = portrait.tags.find(({ tag }) => tag === id);
  if (found) return found;
  throw fault('UNKNOWN_TAG', 'portrait.noTag', { tag: id }, { hint: 'hint.chooseTag', at: { field: id } });
}

function nameOf({ segments }: Pick<PortraitAnswer, 'segments'>): string {
  return segments[0]?.name ?? '';
}
