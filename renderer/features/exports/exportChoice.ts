import { create } from 'zustand';
import { type ExportColumn, type ExportSpec, exportSpecSchema } from '#shared/model/export';

interface ExportChoice {
  /** Key of the tab. */
  readonly tab: 'define' | 'history' | 'check' | 'policy' | 'audit';
  /** What is being defined; null until its source is chosen. */
  readonly spec: ExportSpec | null;
}

/** What is looked at; kept while another page is shown. */
export const useExportChoice = create<ExportChoice>(() => ({ tab: 'define', spec: null }));

/** An export of a source with nothing but the customers' pseudonyms. */
export function startExport(from: ExportSpec['from'], name: string, keyName: string): void {
  const columns = [{ name: keyName, treatment: { kind: 'hash' as const } }];
  const before = useExportChoice.getState().spec;
  const spec = before ? { ...before, from } : exportSpecSchema.parse({ name, from, columns });
  useExportChoice.setState({ spec: { ...spec, name } });
}

export function changeExport(change: Partial<ExportSpec>): void {
  useExportChoice.setState(({ spec }) => ({ spec: spec && { ...spec, ...change } }));
}

/** A column with another treatment or name; what no longer leaves plays no part. */
export function changeColumn(at: number, change: Partial<ExportColumn>): void {
  useExportChoice.setState(({ spec }) => {
    if (!spec) return {};
    const columns = spec.columns.map((column, place) => (place === at ? { ...column, ...change } : column));
    return { spec: withLeaving({ ...spec, columns }) };
  });
}

export function chooseColumns(columns: readonly ExportColumn[]): void {
  useExportChoice.setState(({ spec }) => ({ spec: spec && withLeaving({ ...spec, columns: [...columns] }) }));
}

/** The part that a column plays in knowing somebody again. */
export function chooseRole(name: string, role: 'quasi' | 'sensitive' | 'none'): void {
  useExportChoice.setState(({ spec }) => {
    if (!spec) return {};
    const without = (names: readonly string[]) => names.filter((each) => each !== name);
    const quasi = role === 'quasi' ? [...without(spec.quasi), name] : without(spec.quasi);
    const sensitive = role === 'sensitive' ? [...without(spec.sensitive), name] : without(spec.sensitive);
    return { spec: { ...spec, quasi, sensitive } };
  });
}

function withLeaving(spec: ExportSpec): ExportSpec {
  const leaves = (name: string) => spec.columns.some((column) => column.name === name && column.treatment.kind !== 'drop');
  return { ...spec, quasi: spec.quasi.filter(leaves), sensitive: spec.sensitive.filter(leaves) };
}
