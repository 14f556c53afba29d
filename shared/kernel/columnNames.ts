/** Blanks, and characters that nobody sees, such as zero-width blanks. */
const INVISIBLE_ENDS = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/**
 * Names as a table can have them: none is empty, and no two are the same but for their case. Those that are get a number
 * behind them.
 */
export function tableNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((given, index) => {
    const base = given.replaceAll('\0', '').replace(INVISIBLE_ENDS, '') || `column${index}`;
    let name = base;
    for (let number = 1; taken.has(name.toLowerCase()); number++) name = `${base}_${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
