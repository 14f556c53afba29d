import type { ItemOf } from '../../../ui/boardItems';
import { MigrationView } from '../MigrationView';
import '../insight.css';

/** How customers moved between the values of a tag, on a board. */
export function MigrationItem({ item: { spec } }: { readonly item: ItemOf<'migration'> }) {
  return <MigrationView spec={spec} onBoard />;
}
