import type { EntityMap } from '../model/entities';
import type { Segment } from '../model/segment';
import { AS_OF, type ColumnName, columnName, type DemoLanguage, inLanguage } from './definition';
import { PLANNED_SEGMENTS } from './plannedSegments';
import { ruleOf } from './truths';

/** How the demo bank's tables become customers, events and exposures. */
export function demoEntities(language: DemoLanguage): EntityMap {
  const column = (name: ColumnName) => columnName(name, language);
  return {
    customers: { table: 'customers', key: column('customer_id') },
    attributes: [],
    events: [
      {
        table: 'events',
        customer: column('customer_id'),
        time: column('event_time'),
        name: { column: column('event') },
        props: [column('product_id'), column('channel'), column('amount')],
      },
    ],
    balances: [],
    exposures: [
      {
        table: 'exposures',
        campaign: column('campaign_id'),
        customer: column('customer_id'),
        variant: column('variant'),
        time: column('exposed_at'),
        channel: column('channel'),
        cost: column('cost'),
      },
    ],
    relations: [],
    asOf: AS_OF,
  };
}

/** Segments that a new demo workspace holds; the planted ones. */
export function demoSegments(language: DemoLanguage): Segment[] {
  return PLANNED_SEGMENTS.map((segment) => ({
    id: segment.id,
    name: inLanguage(segment.name, language),
    description: inLanguage(segment.description, language),
    who: ruleOf(segment, language),
  }));
}
