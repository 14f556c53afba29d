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

interface Place {
  readonly lineNumber: number;
  readonly column: number;
}

/** What is said of the wrong piece, and where it stands in the editor. */
export function markOf(
  model: { readonly getPositionAt: (offset: number) => Place },
  statement: string,
  { message, hint }: { readonly message: string; readonly hint?: string | undefined },
  error: HuaxiangError,
) {
  const { from, to } = wrongPiece(statement, error);
  const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)];
  return {
    message: [message, hint].filter(Boolean).join('\n'),
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}
