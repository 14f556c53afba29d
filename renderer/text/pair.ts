/** Every text of one part of the screens in both languages; `index.ts` refuses a pair whose keys differ. */
export interface TextPair {
  readonly zh: Readonly<Record<string, string>>;
  readonly en: Readonly<Record<string, string>>;
}
