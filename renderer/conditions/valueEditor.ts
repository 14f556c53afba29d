import type { Behaviour } from '#shared/model/event';
import type { Distribution, TagType } from '#shared/model/tag';
import { useKernel } from '../engine/kernel';
import type { DraftComparison } from './conditionValues';

/** What is compared: a tag, a property of an event, or a measure of events; null while that is not complete. */
export type Subject = { readonly type: TagType } & (
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'prop'; readonly event: string; readonly prop: string }
  | { readonly kind: 'measure'; readonly behaviour: Behaviour | null }
);

/** What every value editor is given. `typing` merges the letters of one word into one step of undo. */
export interface ValueEditorProps {
  readonly comparison: DraftComparison;
  readonly subject: Subject;
  readonly onChange: (comparison: DraftComparison, typing?: boolean) => void;
  /** Tells the fields of a row apart. */
  readonly path: string;
}

interface Distributed {
  readonly data: Distribution | undefined;
  readonly busy: boolean;
}

const NO_BEHAVIOUR: Behaviour = { event: '-', where: [], measure: 'count' };
const NOTHING: Distributed = { data: undefined, busy: false };

/** The real values of what is compared, searched in the data. */
export function useDistribution(subject: Subject, search = ''): Distributed {
  const tag = subject.kind === 'tag' ? subject.tag : '-';
  const { event, prop } = subject.kind === 'prop' ? subject : { event: '-', prop: '-' };
  const ofTag = useKernel('tags.distribution', { tag, search }, { keep: true, enabled: subject.kind === 'tag' });
  const ofProp = useKernel('events.distribution', { event, prop, search }, { keep: true, enabled: subject.kind === 'prop' });
  const behaviour = subject.kind === 'measure' ? subject.behaviour : null;
  const ofMeasure = useKernel(
    'events.measured',
    { behaviour: behaviour ?? NO_BEHAVIOUR, search },
    { keep: true, background: true, enabled: behaviour !== null },
  );
  if (subject.kind === 'measure') return behaviour === null ? NOTHING : ofMeasure;
  return subject.kind === 'tag' ? ofTag : ofProp;
}
