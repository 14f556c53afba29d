import type { Tag } from '#shared/model/tag';
import type { DraftTag } from './ruleTree';

/** What every value editor is given. */
export interface ValueEditorProps {
  readonly condition: DraftTag;
  readonly tag: Tag;
  readonly path: string;
}
