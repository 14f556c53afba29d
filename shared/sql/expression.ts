/** A boolean or scalar SQL expression as a frozen tree. Only `print.ts` turns it into text. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'value'; readonly value: string | number | boolean; readonly type: 'text' | 'number' | 'boolean' | 'date' }
  | { readonly kind: 'column'; readonly name: string }
  | {
      readonly kind: 'compare';
      readonly op: '=' | '<>' | '<' | '<=' | '>' | '>=';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'in'; readonly left: Expression; readonly list: readonly Expression[] }
  | { readonly kind: 'known'; readonly of: Expression }
  | { readonly kind: 'call'; readonly function: 'contains' | 'starts_with'; readonly args: readonly Expression[] }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  /** Two-valued: unknown becomes false. */
  | { readonly kind: 'isTrue'; readonly of: Expression }
  /** A predicate typed by a person that has passed `checkPredicate`. */
  | { readonly kind: 'predicate'; readonly sql: string };
