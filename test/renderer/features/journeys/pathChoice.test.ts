import { expect, test } from 'vitest';
import type { EventKind } from '#shared/model/event';
import { pathSpecOf, usePathChoice, withGroup } from '../../../../renderer/features/journeys/paths/pathChoice';

const kind = (event: string, first: string): EventKind => ({ event, n: 1, customers: 1, first, last: '2026-06-01', props: [] });
const EVENTS = [kind('open', '2026-02-01'), kind('pay', '2026-01-05')];
const CHOICE = usePathChoice.getState();

test('paths start at the commonest event on the first day there is, up to the as-of day', () => {
  expect(pathSpecOf(CHOICE, EVENTS, '2026-06-30')).toMatchObject({
    from: { event: 'open', where: [] },
    range: { from: '2026-01-05', to: '2026-06-30' },
    count: 'customers',
    hide: [],
  });
});

test('what has vanished, and the start itself, is not hidden', () => {
  const choice = { ...CHOICE, hide: ['open', 'pay', 'gone'], groups: [{ name: 'g', events: ['gone'] }] };
  expect(pathSpecOf(choice, EVENTS, '2026-06-30')).toMatchObject({ hide: ['pay'], groups: [] });
  const any = pathSpecOf({ ...choice, direction: 'any' }, EVENTS, '2026-06-30');
  expect(any).toMatchObject({ hide: ['open', 'pay'] });
  expect(any).not.toHaveProperty('from');
});

test('an event that joins a group leaves the one it was in, which goes when it is empty', () => {
  const groups = [
    { name: 'a', events: ['x', 'y'] },
    { name: 'b', events: ['z'] },
  ];
  expect(withGroup(groups, { name: 'c', events: ['y', 'z'] })).toEqual([
    { name: 'a', events: ['x'] },
    { name: 'c', events: ['y', 'z'] },
  ]);
  expect(withGroup(groups, { name: 'a', events: ['z'] })).toEqual([{ name: 'a', events: ['z'] }]);
});
