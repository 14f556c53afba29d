/** Endings that say only that a column is a key. */
const KEY_ENDING = /(id|no|nr|num|number|key|code|编号|号码|代码|代号|号|码)$/;

/** How alike two names of columns are, 0–1: the share of letter pairs they have in common, endings such as `_id` left out. */
export function nameLikeness(left: string, right: string): number {
  const [a, b] = [stem(left), stem(right)];
  if (a === b) return 1;
  const [pairsA, pairsB] = [pairs(a), pairs(b)];
  if (pairsA.size + pairsB.size === 0) return 0;
  const common = [...pairsA].filter((pair) => pairsB.has(pair)).length;
  return (2 * common) / (pairsA.size + pairsB.size);
}

function stem(name: string): string {
  const letters = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const short = letters.replace(KEY_ENDING, '').replace(/s$/, '');
  return short === '' ? letters : short;
}

function pairs(text: string): Set<string> {
  const letters = [...text];
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}
