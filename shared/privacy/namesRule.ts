import type { FoundKind } from '../model/classification';
import { headerDeniesNames } from './headerWords';
import { ENOUGH, FEW_VALUES, found, type Look, MOST, NEARLY_ALL } from './look';

/** Names of persons: a known surname or given name, or any name in letters under a header or in a table that is of persons. */
export function names(look: Look): FoundKind | undefined {
  const { column, counts, says, share } = look;
  const surnames = share('surname') + share('spelled');
  const written = share('han') + share('latin');
  // Names differ from each other; a handful of products that come again and again does not.
  const isSpread = counts.distinct >= FEW_VALUES || differsByRow(look);
  const readsSo = surnames >= (isSpread || says('personName') ? ENOUGH : MOST);
  const ofPersons = says('personName') || (says('name') && (column.beside.persons || isOfOwners(look)));
  if ((says('name') && readsSo) || (ofPersons && written >= ENOUGH && !headerDeniesNames(column.name)))
    return found(look, 'name', 'surnames', Math.max(surnames, ofPersons ? written : 0), true);
  if (counts.distinct === 0 || headerDeniesNames(column.name)) return undefined;
  const different = counts.surnames / counts.distinct;
  return different >= NEARLY_ALL && isSpread ? found(look, 'name', 'surnames', different, false) : undefined;
}

/** Money beside a name that no other row has is that person's; products have terms, and events are named again and again. */
function isOfOwners(look: Look): boolean {
  const { beside } = look.column;
  return beside.money && !beside.products && differsByRow(look);
}

function differsByRow({ counts }: Look): boolean {
  return counts.distinct * 2 >= counts.cells;
}
