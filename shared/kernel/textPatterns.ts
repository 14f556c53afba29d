import type { Pattern } from '../model/profile';
import { headStructuresSql, LONGEST_STRUCTURE, MEASURED_RUNS, runLengthsSql, structuresSql } from '../sql/profileSql';
import type { SqlConnection } from './ports';
import { records } from './table';

const PATTERNS = 8;
/** What stands for a run of letters, digits or CJK. */
const RUN = /[a9字]/g;

/** Structures that texts of the column are likely to have. */
export async function likelyStructures(
  connection: SqlConnection,
  table: string,
  name: string,
  signal: AbortSignal,
): Promise<string[]> {
  const found = records(await connection.query(headStructuresSql(table, name, PATTERNS), [], signal));
  return found.map(({ structure }) => String(structure)).filter(({ length }) => length > 0 && length < LONGEST_STRUCTURE);
}

/** The commonest shapes of the text in `temp.profiled`. */
export async function textPatterns(connection: SqlConnection, signal: AbortSignal): Promise<Pattern[]> {
  const found = records(await connection.query(structuresSql(PATTERNS), [], signal));
  const patterns: Pattern[] = [];
  for (const { structure, n, shortest, longest } of found) {
    const text = String(structure);
    const whole = { least: Number(shortest), most: Number(longest) };
    const lengths = text.length === 1 ? [whole] : await runLengths(connection, text, signal);
    patterns.push({ pattern: writePattern(text, lengths), n: Number(n) });
  }
  return patterns;
}

interface RunLength {
  readonly least: number;
  readonly most: number;
}

async function runLengths(connection: SqlConnection, structure: string, signal: AbortSignal): Promise<RunLength[]> {
  const runs = Math.min(MEASURED_RUNS, structure.match(RUN)?.length ?? 0);
  if (runs === 0) return [];
  const [row] = records(await connection.query(runLengthsSql(structure, runs), [structure], signal));
  return Array.from({ length: runs }, (_, at) => ({ least: Number(row?.[`least${at}`]), most: Number(row?.[`most${at}`]) }));
}

/** `a9` with runs of 2 to 5 and of 4 signs becomes `a{2,5}9{4}`; a run that was not measured is `+`, one or more. */
function writePattern(structure: string, lengths: readonly RunLength[]): string {
  let at = 0;
  return structure.replace(RUN, (sign) => sign + lengthText(lengths[at++]));
}

function lengthText(length: RunLength | undefined): string {
  if (!length) return '+';
  if (length.least !== length.most) return `{${length.least},${length.most}}`;
  return length.least === 1 ? '' : `{${length.least}}`;
}
