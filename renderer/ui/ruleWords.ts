import { useCallback } from 'react';
import type { EventProp } from '#shared/model/entities';
import type { EventFilter, EventWindow } from '#shared/model/event';
import type { ListState } from '#shared/model/list';
import { measureType } from '#shared/model/measure';
import { type Comparison, type EventCondition, isGroup, type Rule } from '#shared/model/rule';
import type { SegmentVersion } from '#shared/model/segment';
import { type Tag, type TagType, tagTypeOf } from '#shared/model/tag';
import type { RelativeDay, Span } from '#shared/model/value';
import { useText } from '../text';

type Value = Comparison['values'][number];
type LabelOf = (value: string) => string;

const asIs: LabelOf = (value) => value;

/** What rules name by id. */
export interface NamedInRules {
  readonly tags: ReadonlyMap<string, Tag>;
  readonly props: ReadonlyMap<string, EventProp>;
  readonly segments: readonly SegmentVersion[];
  readonly lists: readonly ListState[];
}

/** A block of a rule in words: a group by how it combines, a condition with its operator and values. */
export function useWordsOfRules(names: NamedInRules): (rule: Rule) => string {
  const comparison = useComparisonWords(names);
  const event = useEventWords(names);
  const t = useText('segments');
  const { tags, segments, lists } = names;
  return useCallback(
    (rule) => {
      if (isGroup(rule)) return t(`group.${rule.kind}.long`);
      const membership = (member: boolean, name: string) => `${t(member ? 'member' : 'notMember')} ${name}`;
      switch (rule.kind) {
        case 'tag': {
          const tag = tags.get(rule.tag);
          const labelOf: LabelOf = (value) => tag?.labels.find((label) => label.value === value)?.label ?? value;
          return `${tag?.name ?? rule.tag} ${comparison(rule, tag?.type ?? 'category', labelOf)}`;
        }
        case 'event':
          return event.measured(rule);
        case 'sequence': {
          const order = rule.steps.map(event.filtered).join(' → ');
          const without =
            rule.exclude.length === 0 ? '' : ` ${t('without')} ${rule.exclude.map(event.filtered).join(t('comma'))}`;
          const range = rule.range ? `, ${t('firstStepIn', { ...rule.range })}` : '';
          return `${order} (${t('within')} ${rule.within.n} ${t(`unit.${rule.within.unit}`)}${range})${without}`;
        }
        case 'segment':
          return membership(
            rule.member,
            segments.find(({ segment }) => segment.id === rule.segment)?.segment.name ?? rule.segment,
          );
        case 'list':
          return membership(rule.member, lists.find(({ list }) => list.id === rule.list)?.list.name ?? rule.list);
        case 'query':
          return `${t('inQuery')}: ${rule.sql}`;
        case 'sql':
          return rule.predicate;
      }
    },
    [t, comparison, event.measured, event.filtered, tags, segments, lists],
  );
}

/** An operator and its values. */
function useComparisonWords(names: NamedInRules): (comparison: Comparison, type: TagType, labelOf: LabelOf) => string {
  const t = useText('segments');
  const common = useText('common');
  const day = useDayWords(names);
  return useCallback(
    ({ op, values }, type, labelOf) => {
      const isOrder = op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte';
      const operator = type === 'date' && isOrder ? t(`op.date.${op}`) : t(`op.${op}`);
      const said = (value: Value) => {
        if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
        return typeof value === 'object' ? day(value) : labelOf(String(value));
      };
      return [operator, values.map(said).join(op === 'between' ? ' – ' : t('comma'))].join(' ').trim();
    },
    [t, common, day],
  );
}

/** A span, or a day that counts from another. */
function useDayWords({ tags }: NamedInRules): (day: Span | RelativeDay) => string {
  const t = useText('segments');
  return useCallback(
    (day) => {
      const span = `${Math.abs(day.n)} ${t(`unit.${day.unit}`)}`;
      if (!('from' in day)) return span;
      const start = day.from === 'asOf' ? t('asOfDay') : (tags.get(day.from.tag)?.name ?? day.from.tag);
      return `${start} ${t(day.n < 0 ? 'before' : 'after')} ${span}`;
    },
    [t, tags],
  );
}

function useEventWords(names: NamedInRules) {
  const t = useText('segments');
  const comparison = useComparisonWords(names);
  const day = useDayWords(names);
  const { props } = names;
  const typeOf = useCallback((prop: string) => tagTypeOf(props.get(prop)?.type ?? 'text'), [props]);
  const filtered = useCallback(
    ({ event, where }: EventFilter) => {
      const conditions = where.map(({ prop, ...rest }) => `${prop} ${comparison(rest, typeOf(prop), asIs)}`);
      return conditions.length === 0 ? event : `${event} (${conditions.join(t('comma'))})`;
    },
    [t, comparison, typeOf],
  );
  const measured = useCallback(
    (condition: EventCondition) => {
      const measure = [t(`measure.${condition.measure}`), condition.prop].filter(Boolean).join(' ');
      const compared = comparison(condition, measureType(condition, typeOf), asIs);
      const end = (at: Extract<EventWindow, { from: unknown }>['from']) => (typeof at === 'string' ? at : day(at));
      const { window } = condition;
      const when =
        window === undefined
          ? ''
          : 'last' in window
            ? `${t('window.last')} ${window.last.n} ${t(`unit.${window.last.unit}`)}`
            : `${end(window.from)} – ${end(window.to)}`;
      return [filtered(condition), measure, compared, when].filter(Boolean).join(' ');
    },
    [t, comparison, day, filtered, typeOf],
  );
  return { filtered, measured };
}
