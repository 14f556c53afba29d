import type { HuaxiangError } from '#shared/model/result';
import { offsetOf, sqlTokens } from '#shared/model/sqlTokens';

/** A part of a text, in UTF-16 units. */
export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

/** The piece of a statement that an error is about; where it is about none, its last one. */
export function wrongPiece(statement: string, { at }: HuaxiangError): TextSpan {
  const offset = offsetOf(statement, { line: at?.line ?? 1, column: at?.column ?? 1 });
  const tokens = sqlTokens(statement).filter(({ kind }) => kind !== 'comment');
  const token = tokens.find(({ start, text }) => offset < start + text.length) ?? tokens.at(-1);
  return token ? { from: token.start, to: token.start + token.text.length } : { from: 0, to: statement.length };
}
