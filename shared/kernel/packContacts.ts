import type { ContactsSource } from '../model/tagSource';
import { REACHED_RESULTS, type WorkResult, workEvent } from '../model/workList';
import type { Bilingual, Draft } from './packDraft';
import type { PackFound } from './packNeeds';

const DAYS = 90;

const WORDS: Readonly<Record<WorkResult, Bilingual>> = {
  reached: ['已联系', 'reached'],
  notReached: ['未接通', 'not reached'],
  refused: ['拒绝', 'refused'],
  converted: ['已办理', 'converted'],
};

/**
 * How customers were contacted and what they said: contacts by exposures and by results of work lists together, and each result by itself. A
 * result is a contact where the customer was spoken to.
 */
export function contacts({ contacts: found }: PackFound): Draft[] {
  if (!found) return [];
  const spoken = REACHED_RESULTS.filter((result) => found.results.includes(result));
  const { day } = found;
  return [
    ...(day === null ? [] : spoken.map((result) => lastDay(result, day))),
    ...spoken.map((result) => recently(result)),
    ...together(),
    ...(spoken.includes('converted') ? [responses()] : []),
  ];
}

/** Of whatever tells of contacts. */
function together(): Draft[] {
  const source = (output: ContactsSource['output']): ContactsSource => ({ kind: 'contacts', output });
  return [
    {
      id: 'lastContactOn',
      name: ['最近联系日', 'Last contact'],
      description: [
        '客户最近一次被活动触达，或被客户经理联系上的日期；对照组不算触达。',
        'The last day on which a campaign or a manager reached the customer; to be in a control is no contact.',
      ],
      source: source('lastDay'),
    },
    {
      id: `contacts${DAYS}d`,
      name: [`近 ${DAYS} 天触达次数`, `Contacts in ${DAYS} days`],
      description: [
        `最近 ${DAYS} 天触达客户的次数；同一活动同一天只算一次，曝光与派单结果不重复计算。`,
        `How often the customer was reached in the last ${DAYS} days; a campaign counts once a day, whether exposures or work lists tell it.`,
      ],
      source: { ...source('count'), last: { n: DAYS, unit: 'day' } },
    },
    {
      id: 'contactsEver',
      name: ['累计触达次数', 'Contacts ever'],
      description: [
        '触达客户的总次数；没有时间的曝光也算，除非同一活动已有带日期的触达。',
        'How often the customer was reached; exposures without a time count too, unless the same campaign has a contact with a day.',
      ],
      source: source('count'),
    },
    {
      id: 'contactFatigue',
      name: ['触达疲劳', 'Contact fatigue'],
      description: [
        '最近一次办理之后触达客户的次数；从未办理的从第一次触达算起。',
        'Contacts on days after the last response, or since the first contact where there was none.',
      ],
      source: source('sinceResponse'),
    },
  ];
}

function lastDayId(result: WorkResult): string {
  return `work_${result}_on`;
}

function recentId(result: WorkResult): string {
  return `work_${result}_${DAYS}d`;
}

function lastDay(result: WorkResult, day: string): Draft {
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
