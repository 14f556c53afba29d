import type { QuerySchema } from '#shared/model/query';
import { type Completion, completionsAt } from './completion';
import type { MonacoParts } from './loadMonaco';

type Languages = MonacoParts['monaco']['languages'];
type Provider = Parameters<Languages['registerCompletionItemProvider']>[1];

/** Words behind which a blank is enough to be told what may follow. */
const ASKING = /\b(select|from|join|where|and|or|on|by|having)\s$/i;

export function completionProvider({ monaco }: MonacoParts, schema: QuerySchema): Provider {
  const { CompletionItemKind } = monaco.languages;
  const kinds: Readonly<Record<Completion['kind'], number>> = {
    table: CompletionItemKind.Struct,
    common: CompletionItemKind.Module,
    alias: CompletionItemKind.Variable,
    column: CompletionItemKind.Field,
    function: CompletionItemKind.Function,
    keyword: CompletionItemKind.Keyword,
  };
  return {
    triggerCharacters: ['.', ' '],
    provideCompletionItems: (model, position, { triggerCharacter }) => {
      const before = model.getValueInRange(new monaco.Range(position.lineNumber, 1, position.lineNumber, position.column));
      if (triggerCharacter === ' ' && !ASKING.test(before)) return { suggestions: [] };
      const { from, items } = completionsAt(model.getValue(), model.getOffsetAt(position), schema);
      const start = model.getPositionAt(from);
      const range = new monaco.Range(start.lineNumber, start.column, position.lineNumber, position.column);
      return {
        suggestions: items.map(({ kind, label, insert, detail, note, rank }, index) => ({
          label: { label, ...(detail ? { description: detail } : {}) },
          kind: kinds[kind],
          insertText: insert,
          filterText: label,
          sortText: `${rank}${String(index).padStart(5, '0')}`,
          range,
          ...(note ? { documentation: note } : {}),
        })),
      };
    },
  };
}
