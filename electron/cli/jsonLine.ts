/** Texts, signs, and other values. */
const PIECE = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

interface Level {
  readonly isList: boolean;
  /** What is read next in it: a position, or a name that was read. */
  at: number | string;
}

/** The line, from 1, where the place `rules.0.tag` of valid JSON begins, or the innermost part around it that is there; none where that is all of it. */
export function jsonLine(text: string, path: string): number | undefined {
  const levels: Level[] = [];
  let best: { length: number; index: number } | undefined;
  let before = '';
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    const level = levels.at(-1);
    if (isValue(piece, level, before)) {
      const place = levels.map(({ at }) => at).join('.');
      if (place !== '' && `${path}.`.startsWith(`${place}.`) && place.length > (best?.length ?? 0))
        best = { length: place.length, index };
    }
    step(piece, levels);
    before = piece;
  }
  return best && text.slice(0, best.index).split('\n').length;
}

/** Not the name of a member, and no sign that parts or ends. */
function isValue(piece: string, level: Level | undefined, before: string): boolean {
  if (/^[}\],:]/.test(piece)) return false;
  return level === undefined || level.isList || before === ':';
}

function step(piece: string, levels: Level[]): void {
  const level = levels.at(-1);
  if (piece === '{' || piece === '[') levels.push({ isList: piece === '[', at: piece === '[' ? 0 : '' });
  else if (piece === '}' || piece === ']') levels.pop();
  else if (piece === ',' && level?.isList) level.at = Number(level.at) + 1;
  else if (piece === ',' && level) level.at = '';
  else if (level && !level.isList && level.at === '' && piece.startsWith('"')) level.at = String(JSON.parse(piece));
}
