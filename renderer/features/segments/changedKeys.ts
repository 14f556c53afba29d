/** A customer who is in only one of two sets of members. */
interface Example {
  readonly key: string;
  readonly change: 'joined' | 'left';
}

const SHOWN = 5;

/** The keys of the first few who went one way. */
export function changedKeys(examples: readonly Example[], change: Example['change'], comma: string): string {
  const went = examples.filter((example) => example.change === change).slice(0, SHOWN);
  return went.map(({ key }) => key).join(comma);
}
