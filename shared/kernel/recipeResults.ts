import type { RestsOn } from '../model/answers';
import { ANSWERED_PARTS, type AnsweredPart, type Recipe } from '../model/recipe';
import { stableJson } from '../model/stableJson';
import { portraitHtml } from '../report/portraitHtml';
import { recipeHtml } from '../report/recipeHtml';
import { reportPortrait } from '../report/reportPortrait';
import { answerIds } from './recipeCheck';
import type { Made } from './recipeMaking';

const REPORT_FILE = 'report.html';

/** What the files of the results are called. */
export function resultNames(recipe: Recipe): string[] {
  const pages = answerIds(recipe, 'portraits').map((id) => `${id}.html`);
  const answers = ANSWERED_PARTS.flatMap((part) => answerIds(recipe, part)).map((id) => `${id}.json`);
  return [REPORT_FILE, ...pages, ...answers];
}

/** Every file of the results by its name. Neither the engine nor a time is in them, so the same recipe gives the same bytes. */
export function resultTexts(recipe: Recipe, made: Made, language: 'zh' | 'en'): Map<string, string> {
  const ids = answerIds(recipe, 'portraits');
  const portraits = made.portraits.map((answer, index) => {
    const { name = answer.segments[0]?.name ?? '', base } = recipe.portraits[index] ?? {};
    return { id: ids[index] ?? '', name, portrait: reportPortrait(withoutEngine(answer), base !== 'rest') };
  });
  const { loads, counts, entities, funnels, retentions, paths, trends, experiments } = made;
  const { customers, asOf } = entities;
  const answers = { portraits, funnels, retentions, paths, trends, experiments };
  const report = recipeHtml({ recipe, loads, customers, asOf: asOf ?? '', counts, ...answers }, language);
  return new Map([
    [REPORT_FILE, report],
    ...portraits.map(({ id, name, portrait }): [string, string] => [`${id}.html`, portraitHtml(portrait, name, language)]),
    ...ANSWERED_PARTS.flatMap((part) => answerTexts(recipe, made, part)),
  ]);
}

function answerTexts(recipe: Recipe, made: Made, part: AnsweredPart): [string, string][] {
  const ids = answerIds(recipe, part);
  return made[part].map((answer, index) => [`${ids[index]}.json`, stableJson(withoutEngine(answer))]);
}

function withoutEngine<A extends { readonly restsOn: RestsOn }>(
  answer: A,
): Omit<A, 'restsOn'> & { readonly restsOn: Omit<RestsOn, 'engine'> } {
  const {
    restsOn: { engine: _, ...restsOn },
    ...rest
  } = answer;
  return { ...rest, restsOn };
}
