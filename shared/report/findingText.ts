import type { Writer } from './portraitFacts';
import type { ValueFinding } from './valueFindings';
import { valueName } from './valueName';
import { VERDICT_SIGNS } from './verdict';

/** A value with its tag, as it is named where values of several tags stand together. */
export function findingName({ tag, value }: ValueFinding, { texts, format }: Writer): string {
  return `${tag.name}: ${valueName(value, texts, format)}`;
}

export function signedTgi({ verdict, tgi }: Pick<ValueFinding, 'verdict' | 'tgi'>, { format }: Writer): string {
  return `${VERDICT_SIGNS[verdict]} ${format.decimal(tgi, 0)}`;
}
