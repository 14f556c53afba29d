import { REACHED_RESULTS, type WorkResult, workEvent } from '../model/workList';
import { identifier } from '../sql/quote';
import type { Bilingual, Draft } from './packDraft';
import type { ContactsFound, PackFound } from './packNeeds';

const DAYS = 90;
/** Before any contact. */
const EVER = "DATE '1900-01-01'";

const WORDS: Readonly<Record<WorkResult, Bilingual>> = {
  reached: ['已联系', 'reached'],
  notReached: ['未接通', 'not reached'],
  refused: ['拒绝', 'refused'],
  converted: ['已办理', 'converted'],
};

/** How customers were contacted and what they said, by the results that came back of work lists: a contact is one in which they were spoken to. */
export function contacts({ contacts: found }: PackFound): Draft[] {
  if (!found) return [];
  const spoken = REACHED_RESULTS.filter((result) => found.results.includes(result));
  const responds = spoken.includes('converted');
  return [
    ...spoken.map((result) => lastDay(result, found)),
    ...spoken.map((result) => recently(result)),
    {
      id: 'lastContactOn',
      name: ['最近联系日', 'Last contact'],
      description: ['客户经理最近一次联系上客户的日期。', 'The last day on which a manager spoke to the customer.'],
      source: { kind: 'expression', sql: `greatest(${spoken.map((result) => identifier(lastDayId(result))).join(', ')})` },
    },
    {
      id: `contacts${DAYS}d`,
      name: [`近 ${DAYS} 天联系次数`, `Contacts in ${DAYS} days`],
      description: [`最近 ${DAYS} 天联系上客户的次数。`, `How often the customer was spoken to in the last ${DAYS} days.`],
      source: { kind: 'expression', sql: sumOf(spoken.map(recentId)) },
    },
    ...(responds ? [responses()] : []),
    ...fatigue(spoken, responds),
  ];
}

function lastDayId(result: WorkResult): string {
  return `work_${result}_on`;
}

function recentId(result: WorkResult): string {
  return `work_${result}_${DAYS}d`;
}

function sumOf(tags: readonly string[]): string {
  return tags.map((tag) => `coalesce(${identifier(tag)}, 0)`).join(' + ');
}

function lastDay(result: WorkResult, { day }: ContactsFound): Draft {
  const [zh, en] = WORDS[result];
  return {
    id: lastDayId(result),
    name: [`最近一次${zh}`, `Last ${en}`],
    description: [`工单结果为“${zh}”的最近日期。`, `The last day with the result "${en}".`],
    source: { kind: 'behaviour', event: workEvent(result), where: [], measure: 'max', prop: day },
  };
}

function recently(result: WorkResult): Draft {
  const [zh, en] = WORDS[result];
  return {
    id: recentId(result),
    name: [`近 ${DAYS} 天${zh}次数`, `Times ${en} in ${DAYS} days`],
    description: [`最近 ${DAYS} 天工单结果为“${zh}”的次数。`, `How often the result was "${en}" in the last ${DAYS} days.`],
    source: counted(result, { last: { n: DAYS, unit: 'day' } }),
  };
}

type Counted = Extract<Draft['source'], { kind: 'behaviour' }>;

function counted(result: WorkResult, window: NonNullable<Counted['window']>): Counted {
  return { kind: 'behaviour', event: workEvent(result), where: [], measure: 'count', window };
}

function responses(): Draft {
  return {
    id: 'contactResponses',
    name: ['响应次数', 'Responses'],
    description: ['工单结果为“已办理”的总次数。', 'How often the customer took the offer, ever.'],
    source: { kind: 'behaviour', event: workEvent('converted'), where: [], measure: 'count' },
  };
}

/** Contacts after the last response; without any response, all of them. */
function fatigue(spoken: readonly WorkResult[], responds: boolean): Draft[] {
  const silent = spoken.filter((result) => result !== 'converted');
  if (silent.length === 0) return [];
  const since = responds ? `coalesce(${identifier(lastDayId('converted'))}, ${EVER})` : EVER;
  const idOf = (result: WorkResult) => `work_${result}_since`;
  return [
    {
      id: 'contactFatigueFrom',
      name: ['上次响应日', 'Last response'],
      description: ['最近一次办理的日期；从未办理的为 1900-01-01。', 'The last response; 1900-01-01 where there was none.'],
      source: { kind: 'expression', sql: since },
    },
    ...silent.map((result): Draft => {
      const [zh, en] = WORDS[result];
      return {
        id: idOf(result),
        name: [`上次响应后${zh}次数`, `Times ${en} since the last response`],
        description: [`最近一次办理之后，工单结果为“${zh}”的次数。`, `How often the result was "${en}" after the last response.`],
        source: counted(result, {
          from: { from: { tag: 'contactFatigueFrom' }, n: 1, unit: 'day' },
          to: { from: 'asOf', n: 0, unit: 'day' },
        }),
      };
    }),
    {
      id: 'contactFatigue',
      name: ['触达疲劳', 'Contact fatigue'],
      description: [
        '最近一次办理之后，联系上却没有办理的次数；从未办理的从第一次联系算起。',
        'Contacts without a response since the last response, or since the first contact where there was none.',
      ],
      source: { kind: 'expression', sql: sumOf(silent.map(idOf)) },
    },
  ];
}
