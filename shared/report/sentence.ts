/** A piece of a sentence; of a field it is a number that the portrait shows too. */
export interface WordPart {
  readonly text: string;
  /** Id of the tag that the number is of. */
  readonly tag?: string;
  /** Of a value of it, its place in the answer; none for what is said of the tag as a whole. */
  readonly value?: number;
}

export type Sentence = readonly WordPart[];

/** A sentence with its parts in the places of their names. */
export function fill(template: string, parts: Readonly<Record<string, WordPart>>): Sentence {
  return template.split(/\{\{(\w+)\}\}/).flatMap((piece, index) => {
    if (index % 2 === 0) return piece === '' ? [] : [{ text: piece }];
    const part = parts[piece];
    return part ? [part] : [];
  });
}

/** The same of parts that are text alone. */
export function fillText(template: string, values: Readonly<Record<string, string>>): string {
  return fill(template, Object.fromEntries(Object.entries(values).map(([name, text]) => [name, { text }])))
    .map(({ text }) => text)
    .join('');
}
