import type { DataClass } from '../model/classification';
import type { Coarse } from '../model/coarse';
import type { ExportColumn, ExportSpec } from '../model/export';
import type { MaskKind } from '../model/mask';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { Tag, TagType } from '../model/tag';
import { customerKeys } from './customerAt';
import { classOfTag } from './customerMasks';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { tagLibrary, unknownTag } from './tags';

/** A column of an export with what is known of its values. */
export interface KnownColumn {
  readonly column: ExportColumn;
  /** Null: the customer's key. */
  readonly tag: Tag | null;
  /** What it holds of persons. */
  readonly kind: MaskKind | null;
  readonly dataClass: DataClass;
}

/**
 * Holds an export to the columns that there are and to what may be done with them.
 * @throws Fault UNKNOWN_TAG, INVALID_EXPORT naming the column.
 */
export async function checkExport(
  session: Session,
  connection: SqlConnection,
  spec: ExportSpec,
  signal: AbortSignal,
): Promise<KnownColumn[]> {
  refuseTwice(spec.columns);
  const library = await tagLibrary(session, connection);
  const persons = await personColumns(session, connection, signal);
  const keyColumn = (await customerKeys(connection))?.key ?? '';
  const known = spec.columns.map((column, at): KnownColumn => {
    if (column.tag === undefined) return { column, tag: null, kind: persons.tags.get(keyColumn) ?? null, dataClass: 'C2' };
    const tag = library.get(column.tag) ?? unknownTag(column.tag, `columns.${at}.tag`, null);
    return { column, tag, kind: persons.tags.get(tag.id) ?? null, dataClass: classOfTag(tag.id, persons) };
  });
  for (const [at, each] of known.entries()) fitTreatment(each, `columns.${at}.treatment`);
  for (const part of ['quasi', 'sensitive'] as const) {
    for (const name of spec[part]) knownName(spec.columns, name, part);
  }
  if (known.every(({ column }) => column.treatment.kind === 'drop')) {
    throw fault('INVALID_EXPORT', 'export.noColumn', {}, { hint: 'hint.keepColumn', at: { path: 'columns' } });
  }
  return known;
}

function refuseTwice(columns: readonly ExportColumn[]): void {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return;
  throw fault(
    'INVALID_EXPORT',
    'export.sameColumn',
    { column: quoted(twice) },
    { hint: 'hint.otherName', at: { path: 'columns', field: twice } },
  );
}

function fitTreatment({ column: { name, treatment }, tag, dataClass }: KnownColumn, path: string): void {
  const at = { path, field: name };
  if (dataClass === 'C3' && treatment.kind !== 'drop') {
    throw fault('INVALID_EXPORT', 'export.secret', { column: quoted(name) }, { hint: 'hint.dropColumn', at });
  }
  if (treatment.kind !== 'generalise' || fits(treatment.to, tag?.type ?? 'category')) return;
  throw fault('INVALID_EXPORT', 'export.wrongStep', { column: quoted(name) }, { hint: 'hint.otherStep', at });
}

function fits(to: Coarse, type: TagType): boolean {
  if ('width' in to) return type === 'number';
  return 'unit' in to ? type === 'date' : type === 'category';
}

function knownName(columns: readonly ExportColumn[], name: string, path: 'quasi' | 'sensitive'): void {
  if (columns.some((column) => column.name === name && column.treatment.kind !== 'drop')) return;
  throw fault(
    'INVALID_EXPORT',
    'export.unknownColumn',
    { column: quoted(name) },
    { hint: 'hint.nameColumn', at: { path, field: name } },
  );
}
