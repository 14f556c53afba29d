import type { ExperimentAnswer } from '../model/experiment';
import type { FunnelAnswer } from '../model/funnel';
import type { PathAnswer } from '../model/path';
import type { Recipe } from '../model/recipe';
import type { RetentionAnswer } from '../model/retention';
import { stableJson } from '../model/stableJson';
import type { TrendAnswer } from '../model/trend';
import { toldSize } from '../privacy/smallCells';
import { cohortsHtml } from './cohortsHtml';
import { experimentChapter, experimentTitle } from './experimentHtml';
import { funnelHtml, funnelTitle } from './funnelHtml';
import { escapeHtml } from './htmlPage';
import { pathTable, pathTitle } from './pathTable';
import { cellsHtml } from './plainTable';
import type { Writer } from './portraitFacts';
import { retentionTitle } from './retentionHtml';
import { fillText } from './sentence';
import { trendTable, trendTitle } from './trendTable';

/** What was asked of journeys and what came of it, by their positions. */
export interface JourneyAnswers {
  readonly recipe: Pick<Recipe, 'tags' | 'segments' | 'funnels' | 'retentions' | 'paths' | 'trends' | 'experiments'>;
  readonly funnels: readonly FunnelAnswer[];
  readonly retentions: readonly RetentionAnswer[];
  readonly paths: readonly PathAnswer[];
  readonly trends: readonly TrendAnswer[];
  readonly experiments: readonly ExperimentAnswer[];
}

interface Chapter {
  readonly title: string;
  readonly who: Recipe['funnels'][number]['who'];
  /** Customers asked about. */
  readonly n: number;
  readonly table: string;
  readonly spec: object;
}

/** A chapter for each funnel, retention, set of paths, trend and experiment. */
export function journeyPieces(answers: JourneyAnswers, writer: Writer): string[] {
  const chapters = [
    ...funnelChapters(answers, writer),
    ...retentionChapters(answers, writer),
    ...pathChapters(answers, writer),
    ...trendChapters(answers, writer),
    ...experimentChapters(answers, writer),
  ];
  return chapters.flatMap((chapter) => chapterPieces(chapter, answers.recipe, writer));
}

function funnelChapters({ recipe, funnels }: JourneyAnswers, writer: Writer): Chapter[] {
  return recipe.funnels.flatMap((spec, index) => {
    const answer = funnels[index];
    if (!answer) return [];
    const { n } = answer.restsOn.base;
    const title = spec.name || funnelTitle(answer, writer);
    const table = funnelHtml({ ...answer, kind: 'funnel', title, order: spec.order, base: n }, writer);
    return [{ title, who: spec.who, n, table, spec }];
  });
}

function retentionChapters({ recipe, retentions }: JourneyAnswers, writer: Writer): Chapter[] {
  return recipe.retentions.flatMap((spec, index) => {
    const answer = retentions[index];
    if (!answer) return [];
    const title = spec.name || retentionTitle(spec, writer);
    const shown = { spec, periods: answer.periods, cohorts: answer.cohorts };
    const held = spec.balance ? cohortsHtml({ ...shown, view: 'balance' }, writer) : '';
    return [{ title, who: spec.who, n: answer.customers.asked, table: cohortsHtml(shown, writer) + held, spec }];
  });
}

function pathChapters({ recipe, paths }: JourneyAnswers, writer: Writer): Chapter[] {
  return recipe.paths.flatMap((spec, index) => {
    const answer = paths[index];
    if (!answer) return [];
    const title = spec.name || pathTitle(spec, writer);
    return [{ title, who: spec.who, n: answer.restsOn.base.n, table: cellsHtml(pathTable(answer, writer)), spec }];
  });
}

function trendChapters({ recipe, trends }: JourneyAnswers, writer: Writer): Chapter[] {
  return recipe.trends.flatMap((spec, index) => {
    const answer = trends[index];
    if (!answer) return [];
    const title = spec.name || trendTitle(spec, writer);
    const table = cellsHtml(trendTable({ ...answer, spec }, writer));
    return [{ title, who: spec.who, n: answer.restsOn.base.n, table, spec }];
  });
}

function experimentChapters({ recipe, experiments }: JourneyAnswers, { language }: Writer): Chapter[] {
  const names = new Map(recipe.tags.map(({ id, name }) => [id, name]));
  return recipe.experiments.flatMap((written, index) => {
    const answer = experiments[index];
    if (!answer) return [];
    const { id: _, name = '', ...spec } = written;
    const told = { spec, answer, name, tagName: (tag: string) => names.get(tag) ?? tag };
    const title = experimentTitle(told, language);
    return [{ title, who: spec.who, n: answer.restsOn.base.n, table: experimentChapter(told, language), spec: written }];
  });
}

function chapterPieces(
  { title, who, n, table, spec }: Chapter,
  { segments }: JourneyAnswers['recipe'],
  { texts, format }: Writer,
): string[] {
  const segment = segments.find(({ id }) => id === who)?.name;
  const name = who === undefined ? texts.all : (segment ?? texts.unnamed);
  const size = toldSize(n);
  const words = fillText(texts.ofWhom, { who: name, n: typeof size === 'number' ? format.exact(size) : size });
  return [
    `<h2>${escapeHtml(title)}</h2>`,
    `<p>${escapeHtml(words)}</p>`,
    table,
    `<details><summary>${escapeHtml(texts.written)}</summary><pre>${escapeHtml(stableJson(spec))}</pre></details>`,
  ];
}
