import type { BoardItem } from '#shared/model/board';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';

/** What an item is called unless it has a title: names of segments and tags as they are now. */
export function useItemName(item: BoardItem): string {
  const t = useText('boards');
  const { data: segments = [] } = useKernel('segments.list', {}, { keep: true });
  const { data: tags = [] } = useKernel('tags.list', {}, { keep: true });
  const segment = (id: unknown) =>
    segments.find((each) => each.segment.id === id)?.segment.name ?? (typeof id === 'string' ? id : t('narrowed'));
  const tag = (id: string) => tags.find((each) => each.id === id)?.name ?? id;
  switch (item.kind) {
    case 'text':
      return t('text');
    case 'count':
      return t('count', { name: segment(item.segment) });
    case 'portraitWords':
      return t('words', { name: segment(item.spec.segment) });
    case 'portraitTag':
      return t('tag', { name: segment(item.spec.segment), tag: tag(item.tag) });
    case 'retention': {
      const event = (filter: typeof item.spec.start | typeof item.spec.return) =>
        typeof filter === 'string' ? t('anyEvent') : filter.event;
      return t('retention', { start: event(item.spec.start), back: event(item.spec.return) });
    }
    case 'funnel':
      return t('funnel', { steps: item.spec.steps.map(({ label, event }) => label || event).join(' → ') });
    case 'path': {
      const { from, to } = item.spec;
      return from ? t('pathsFrom', { event: from.event }) : to ? t('pathsTo', { event: to.event }) : t('pathsAny');
    }
    case 'trend':
      return t('trend', { events: item.spec.series.map(({ label, event }) => label ?? event).join(', ') });
    case 'experiment': {
      const { campaign, release, tag: of, segments: arms = [] } = item.spec;
      return t('experiment', {
        name: campaign ?? release ?? (of === undefined ? arms.map(({ variant }) => variant).join(' / ') : tag(of)),
      });
    }
    case 'ledger':
      return t('ledger');
    case 'affinity':
      return t('affinity', { name: segment(item.spec.segment) });
    case 'nextBest':
      return t('nextBest', { name: segment(item.spec.segment) });
    case 'migration':
      return t('migration', { tag: tag(item.spec.tag) });
    case 'comparisonTag':
      return t('compared', { names: item.spec.segments.map(segment).join(' / '), tag: tag(item.tag) });
  }
}
