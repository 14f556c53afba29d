/** What to give for a value of a column's type. */
export const VALUE_HINTS = {
  text: 'hint.giveText',
  integer: 'hint.giveNumber',
  number: 'hint.giveNumber',
  boolean: 'hint.giveBoolean',
  date: 'hint.giveDay',
  timestamp: 'hint.giveDay',
} as const;
