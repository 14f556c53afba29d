import type { TimelineAnswer } from '#shared/model/customer';
import type { TimelineLook } from './timelineChart';

export interface TimelineRow {
  readonly id: string;
  readonly time: string | null;
  readonly what: string;
  readonly details: string;
}

/** Events, contacts and balances, newest first; what has no time comes last. */
export function timelineRows(
  { events, contacts, holdings }: TimelineAnswer,
  { contact, value, holding }: Pick<TimelineLook, 'contact' | 'value' | 'holding'>,
): TimelineRow[] {
  const rows = [
    ...events.map(({ time, event, props }) => ({
      time,
      what: event ?? '',
      details: props.map((prop) => `${prop.prop}: ${value(prop)}`).join(' · '),
    })),
    ...contacts.map(({ time, campaign, variant, channel }) => {
      return { time, what: contact, details: [campaign, variant, channel].filter(Boolean).join(' · ') };
    }),
    ...holdings.flatMap(({ name, days, isShare }) =>
      days.map(({ day, value: amount }) => ({ time: day, what: name, details: holding(amount, isShare) })),
    ),
  ];
  const inOrder = rows.toSorted((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1));
  return inOrder.map((row, index) => ({ ...row, id: String(index) }));
}
