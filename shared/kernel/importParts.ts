import type { ImportPart, ImportPreview } from '../model/import';
import { type Fault, fault } from '../model/result';
import { quoted, say } from '../model/saying';

/** What the preview tells of a file with several tables, none of them hidden. */
export function shownParts(names: readonly string[], part: string): Pick<ImportPreview, 'part' | 'parts'> {
  return { part, parts: names.map((name): ImportPart => ({ name, hidden: false })) };
}

/** The table that is asked for, else the first. @throws Fault INVALID_REQUEST; FILE_EMPTY where there is none. */
export function chosenPart(file: string, names: readonly string[], wanted: string | undefined): string {
  const part = wanted === undefined ? names[0] : names.find((name) => name === wanted);
  if (part !== undefined) return part;
  if (names.length > 0) throw noPart(file, wanted ?? '', names);
  throw fault('FILE_EMPTY', 'file.noTables', { file }, { hint: 'hint.exportedWhole', at: { file } });
}

export function noPart(file: string, wanted: string, names: readonly string[]): Fault {
  const hint = say('hint.parts', { parts: [...names] });
  return fault('INVALID_REQUEST', 'file.noPart', { file, part: quoted(wanted) }, { hint, at: { file } });
}
