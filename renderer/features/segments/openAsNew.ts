import type { Rule } from '#shared/model/rule';
import { openPage } from '../../ui/navigation';
import { editorOfTab } from './openEditors';
import { draftOf } from './ruleDraft';
import { newNodeId } from './segmentEditor';

/** A rule becomes the next step of the segment that is not saved yet, so undo brings back what was there. */
export function openAsNew(rule: Rule): void {
  openPage({ page: 'segments' });
  editorOfTab(undefined).edit(() => draftOf(rule, newNodeId));
}
