import type { Vocabulary } from './names';
import type { SqlConnection } from './ports';
import type { Session } from './session';

/** Where and with what a rule is evaluated. */
export interface EvaluationScope {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly vocabulary: Vocabulary;
  readonly signal: AbortSignal;
}
