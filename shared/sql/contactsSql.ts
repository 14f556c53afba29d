import type { ContactsSource } from '../model/tagSource';
import { identifier, literal } from './quote';

/** A campaign that was released here; exposures may name it by its id or by its name. */
export interface OwnCampaign {
  readonly id: string;
  readonly name: string;
  readonly control: string;
}

/** Where contacts are told: one of the two at least. */
export interface ContactsTold {
  /** Null where no exposures are mapped. */
  readonly exposures: { readonly own: readonly OwnCampaign[]; readonly controls: readonly string[] } | null;
  /** Results of work lists among the events; null where none came back. */
  readonly work: {
    readonly source: number;
    /** The property that is the campaign. */
    readonly campaign: string;
    readonly reached: readonly string[];
    readonly responded: string;
  } | null;
  /** Day. */
  readonly asOf: string;
}

type Asked = Pick<ContactsSource, 'output' | 'last'>;

/** `row, value` of the customers with such contacts: a number, or of `lastDay` a day. */
export function contactRowsSql({ output, last }: Asked, told: ContactsTold): string {
  const asOf = `CAST(${literal(told.asOf)} AS DATE)`;
  const isIn = `c.day <= ${asOf}${last ? ` AND c.day > ${asOf} - ${last.n}` : ''}`;
  const contacts = `(${contactsSql(told)}) AS c`;
  if (output === 'lastDay') return `SELECT c.row, max(c.day) AS value FROM ${contacts} WHERE ${isIn} GROUP BY c.row`;
  if (output === 'sinceResponse') {
    const responses = told.work ? `LEFT JOIN (${lastResponsesSql(told.work, asOf)}) AS r ON r.row = c.row` : '';
    const isAfter = told.work ? ' AND (r.day IS NULL OR c.day > r.day)' : '';
    return `SELECT c.row, count(*) AS value FROM ${contacts} ${responses} WHERE ${isIn}${isAfter} GROUP BY c.row`;
  }
  if (last) return `SELECT c.row, count(*) AS value FROM ${contacts} WHERE ${isIn} GROUP BY c.row`;
  // One without a day is taken to be among those of its campaign that have one.
  const counted = `CASE WHEN count(c.day) = 0 THEN 1 ELSE count(*) FILTER (WHERE ${isIn}) END AS n`;
  return `SELECT row, sum(n) AS value FROM (SELECT c.row, ${counted} FROM ${contacts} GROUP BY c.row, c.campaign) GROUP BY row`;
}

/** `row, campaign, day`, each once. */
function contactsSql({ exposures, work }: ContactsTold): string {
  const parts = [...(exposures ? [exposedSql(exposures)] : []), ...(work ? [spokenSql(work)] : [])];
  return parts.map((part) => `SELECT row, campaign, day FROM (${part})`).join(' UNION ');
}

/** Who was in a variant that is a contact; without a variant nobody says that anything was shown. */
function exposedSql({ controls, own }: NonNullable<ContactsTold['exposures']>): string {
  const names = own.filter(({ id, name }) => name !== id).map(({ id, name }) => `WHEN ${literal(name)} THEN ${literal(id)}`);
  const campaign = names.length === 0 ? 'campaign' : `CASE campaign ${names.join(' ')} ELSE campaign END`;
  const isControl = [
    ...(controls.length === 0 ? [] : [`variant IN (${controls.map((variant) => literal(variant)).join(', ')})`]),
    ...own.map(({ id, name, control }) => `(campaign IN (${literal(id)}, ${literal(name)}) AND variant = ${literal(control)})`),
  ];
  const isContact = isControl.length === 0 ? '' : ` AND (${isControl.join(' OR ')}) IS NOT TRUE`;
  return `SELECT DISTINCT row, ${campaign} AS campaign, CASE WHEN isfinite(time) THEN CAST(time AS DATE) END AS day
    FROM tags.exposures WHERE variant IS NOT NULL${isContact}`;
}

function spokenSql({ source, campaign, reached }: NonNullable<ContactsTold['work']>): string {
  return `SELECT DISTINCT row, ${identifier(campaign)} AS campaign, CAST(time AS DATE) AS day FROM tags.events
    WHERE source = ${source} AND name IN (${reached.map((name) => literal(name)).join(', ')})`;
}

function lastResponsesSql({ source, responded }: NonNullable<ContactsTold['work']>, asOf: string): string {
  return `SELECT row, max(CAST(time AS DATE)) AS day FROM tags.events
    WHERE source = ${source} AND name = ${literal(responded)} AND CAST(time AS DATE) <= ${asOf} GROUP BY row`;
}

/** `variant`, each once. */
export const ALL_VARIANTS_SQL = 'SELECT DISTINCT variant FROM tags.exposures WHERE variant IS NOT NULL ORDER BY 1';
