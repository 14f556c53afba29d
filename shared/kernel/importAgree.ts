import type { ColumnPreview, ColumnType } from '../model/import';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { ImportPlan } from './importPlan';

/** How one of several files would be read by itself; `name` is what it is called. */
export interface PlannedAlone {
  readonly name: string;
  readonly plan: Pick<ImportPlan, 'preview' | 'dialect'>;
}

/** @throws Fault UNKNOWN_COLUMN where a file has other columns than the first. Their order may differ, as may the case of names. */
export function refuseOtherColumns([first, ...others]: readonly PlannedAlone[]): void {
  if (!first) return;
  const wanted = first.plan.preview.columns;
  for (const { name, plan } of others) {
    const found = plan.preview.columns;
    const missing = wanted.find((column) => !sameColumn(found, column));
    const extra = found.find((column) => !sameColumn(wanted, column));
    const column = missing ?? extra;
    if (!column) continue;
    const values = { file: name, column: quoted(column.name), first: first.name };
    const at = { file: name, field: column.name };
    throw fault('UNKNOWN_COLUMN', missing ? 'files.missing' : 'files.extra', values, { hint: 'hint.ownTables', at });
  }
}

export function sameColumn(columns: readonly ColumnPreview[], { name }: { readonly name: string }): ColumnPreview | undefined {
  return columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}

/** The columns of the first file, with types that hold the values of all files. */
export function agreedColumns(files: readonly PlannedAlone[]): ColumnPreview[] {
  const mixedDays = writeDaysDifferently(files);
  return (files[0]?.plan.preview.columns ?? []).map((column) => {
    const agreed = agreedColumn(column.name, files);
    return mixedDays && isDay(agreed.type) ? { name: agreed.name, type: 'text' } : agreed;
  });
}

function agreedColumn(name: string, files: readonly PlannedAlone[]): ColumnPreview {
  const votes = files.flatMap(({ plan }) => voteOf(name, plan) ?? []);
  const [first, ...others] = votes;
  if (!first) return { name, type: 'text' };
  const wide = others.reduce((type, vote) => wider(type, vote.type), first.type);
  // What is 12.5 with a percent sign must not stand beside 12.5 without one.
  const type = isNumeric(wide) && others.some(({ unit }) => unit !== first.unit) ? 'text' : wide;
  const like = votes.find((vote) => vote.type === type);
  const nulls = [...new Set(votes.flatMap((vote) => vote.nulls ?? []))];
  return {
    name,
    type,
    ...(like?.reason ? { reason: like.reason } : {}),
    ...(isNumeric(type) && first.unit ? { unit: first.unit } : {}),
    ...(type !== 'text' && nulls.length > 0 ? { nulls } : {}),
  };
}

/** Nothing where the column's first cells are all empty: it could be anything. */
function voteOf(name: string, { preview: { columns, rows } }: PlannedAlone['plan']): ColumnPreview | undefined {
  const column = sameColumn(columns, { name });
  const index = column ? columns.indexOf(column) : -1;
  const isEmpty = rows.every((row) => (row[index] ?? '') === '');
  return column?.type === 'text' && isEmpty ? undefined : column;
}

/** The type that holds the values of both, and text where no other does. */
export function wider(a: ColumnType, b: ColumnType): ColumnType {
  if (a === b) return a;
  if (isNumeric(a) && isNumeric(b)) return 'number';
  return isDay(a) && isDay(b) ? 'timestamp' : 'text';
}

function isNumeric(type: ColumnType): boolean {
  return type === 'integer' || type === 'number';
}

function isDay(type: ColumnType): boolean {
  return type === 'date' || type === 'timestamp';
}

/** 03/04 is in March or in April: where files disagree on that, nobody can say which of them is right. */
function writeDaysDifferently(files: readonly PlannedAlone[]): boolean {
  const formats = files.flatMap(({ plan: { dialect, preview } }) => {
    const isUsed = preview.columns.some(({ type }) => isDay(type));
    const known = [dialect?.dateFormat, dialect?.timestampFormat?.split(' ')[0]].filter((format) => typeof format === 'string');
    return isUsed ? known.filter((format) => !format.startsWith('%Y')) : [];
  });
  return new Set(formats).size > 1;
}
