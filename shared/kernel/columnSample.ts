import type { ColumnPreview } from '../model/import';
import { sampleSql } from '../sql/sampleSql';
import { guessColumn, questionOf, type RawColumn } from './columnGuess';
import type { SqlConnection } from './ports';
import { records } from './table';

interface Sample {
  readonly connection: SqlConnection;
  /** The query that gives the file's first rows as text. */
  readonly sample: string;
  readonly delimiter?: string;
  readonly signal: AbortSignal;
}

/** Guesses all columns. The sample is read once, by the database, and only if a column's first rows leave its type open. */
export async function guessColumns(
  columns: readonly RawColumn[],
  { connection, sample, delimiter, signal }: Sample,
): Promise<ColumnPreview[]> {
  const asked = columns.map((column) => questionOf(column, delimiter));
  const questions = asked.filter((question) => question !== null);
  const answers = questions.length === 0 ? [] : records(await connection.query(sampleSql(sample, questions), [], signal));
  return columns.map((column, at) => {
    const question = asked[at];
    const place = question ? questions.indexOf(question) : -1;
    return guessColumn(column, question?.candidate ?? null, answers.find((answer) => Number(answer.place) === place) ?? {});
  });
}
