import type { RuleRow } from './ruleRows';
import { type DraftGroup, placeOf } from './ruleTree';

/** The blocks that keys, menus and drags act on. */
export interface Selection {
  /** Has the focus; what is added goes here. */
  readonly lead: string;
  /** Where a range begins. */
  readonly anchor: string;
  readonly ids: ReadonlySet<string>;
}

export function selectionOf(id: string): Selection {
  return { lead: id, anchor: id, ids: new Set([id]) };
}

/** The focus comes to a block: one that is selected keeps the others beside it. */
export function withLead(selection: Selection, id: string): Selection {
  if (selection.lead === id) return selection;
  return selection.ids.has(id) ? { ...selection, lead: id } : selectionOf(id);
}

/** Takes a row in, or out if others remain. The outermost group is no row and goes. */
export function toggled(selection: Selection, id: string, rows: readonly RuleRow[]): Selection {
  const shown = rows.map(({ node }) => node.id);
  const others = shown.filter((other) => selection.ids.has(other) && other !== id);
  if (!selection.ids.has(id)) return { lead: id, anchor: id, ids: new Set([...others, id]) };
  const lead = others.at(-1);
  return lead === undefined ? selectionOf(id) : { lead, anchor: lead, ids: new Set(others) };
}

/** All rows from the anchor to this one, as they stand on the screen. */
export function extended(selection: Selection, id: string, rows: readonly RuleRow[]): Selection {
  const shown = rows.map(({ node }) => node.id);
  const ends = [shown.indexOf(selection.anchor), shown.indexOf(id)].sort((a, b) => a - b);
  const [from = -1, to = -1] = ends;
  if (from < 0) return selectionOf(id);
  return { lead: id, anchor: selection.anchor, ids: new Set(shown.slice(from, to + 1)) };
}

/** The lead and all that stand beside it in its group. */
export function withSiblings(selection: Selection, root: DraftGroup): Selection {
  const place = placeOf(root, selection.lead);
  return place ? { ...selection, ids: new Set(place.parent.rules.map(({ id }) => id)) } : selection;
}
