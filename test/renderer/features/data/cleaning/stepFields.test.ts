import { expect, test } from 'vitest';
import { type CleaningStep, cleaningStepSchema } from '#shared/model/cleaning';
import { draftOf, moveStep, switchStep } from '../../../../../renderer/features/data/cleaning/cleaningDraft';
import { columnsFor, fieldsOf, shownFields, stepOf } from '../../../../../renderer/features/data/cleaning/stepFields';

const STEPS: CleaningStep[] = [
  { kind: 'trim', columns: ['name', 'city'] },
  { kind: 'width', columns: ['name'] },
  { kind: 'case', columns: ['name'], to: 'lower' },
  { kind: 'region', columns: ['city'], level: 'city' },
  {
    kind: 'map',
    column: 'city',
    values: [
      { from: 'a', to: null },
      { from: '', to: 'b' },
    ],
  },
  { kind: 'split', column: 'name', by: { kind: 'separator', separator: ' ' }, into: ['first', 'rest'] },
  { kind: 'split', column: 'name', by: { kind: 'positions', cuts: [1, 4] }, into: ['a', 'b', 'c'] },
  { kind: 'parse', column: 'city', to: 'number', percent: true },
  { kind: 'parse', column: 'city', to: 'date' },
  { kind: 'fill', column: 'amount', with: { kind: 'constant', value: 0 } },
  { kind: 'fill', column: 'flag', with: { kind: 'constant', value: false } },
  { kind: 'fill', column: 'amount', with: { kind: 'previous', by: 'day' } },
  { kind: 'fill', column: 'amount', with: { kind: 'previous' } },
  { kind: 'fill', column: 'name', with: { kind: 'commonest' } },
  { kind: 'dedupe', keys: ['name', 'city'], keep: 'first', by: 'day' },
  { kind: 'dedupe', keys: ['name'], keep: 'last' },
  { kind: 'dropRows', column: 'name', when: { kind: 'unknown' } },
  { kind: 'dropRows', column: 'day', when: { kind: 'oneOf', values: ['2024-01-01'] } },
  { kind: 'dropColumns', columns: ['flag'] },
  { kind: 'rename', column: 'day', to: 'date' },
  {
    kind: 'identify',
    customers: { table: 'core', key: 'cust_no' },
    keys: [
      { columns: ['name', 'city'], theirs: ['full_name', 'town'] },
      { columns: ['amount'], theirs: ['sum'] },
    ],
    into: 'customer_id',
  },
];
const COLUMNS = [
  { name: 'name', type: 'text' },
  { name: 'city', type: 'text' },
  { name: 'amount', type: 'number' },
  { name: 'flag', type: 'boolean' },
  { name: 'day', type: 'date' },
] as const;

test('every kind of step is among those tried here', () => {
  const kinds = cleaningStepSchema.options.map(({ shape }) => shape.kind.value);
  expect(new Set(STEPS.map(({ kind }) => kind))).toEqual(new Set(kinds));
});

test.each(STEPS)('$kind comes out of the form as it went in, and needs every column it names', (step) => {
  const fields = fieldsOf(step);
  expect(stepOf(fields, COLUMNS)).toEqual(step);
  expect(stepOf({ ...fields, column: undefined, columns: [], keys: [] }, COLUMNS)).toBeUndefined();
  expect(stepOf(fields, [])).toBeUndefined();
  expect(shownFields(fields).some((name) => name === 'column' || name === 'columns' || name === 'keys')).toBe(true);
});

test('a value of another type is not taken, nor a place to cut at that is none', () => {
  const fill = fieldsOf({ kind: 'fill', column: 'amount', with: { kind: 'constant', value: 1 } });
  expect(stepOf({ ...fill, value: 'many' }, COLUMNS)).toBeUndefined();
  expect(stepOf({ ...fill, column: 'day', value: '2024-02-30' }, COLUMNS)).toBeUndefined();
  const split = fieldsOf({ kind: 'split', column: 'name', by: { kind: 'positions', cuts: [1] }, into: ['a', 'b'] });
  expect(stepOf({ ...split, cuts: ['x'] }, COLUMNS)).toBeUndefined();
});

test('texts are offered only texts to work on', () => {
  expect(columnsFor('trim', COLUMNS).map(({ name }) => name)).toEqual(['name', 'city']);
  expect(columnsFor('dedupe', COLUMNS)).toEqual(COLUMNS);
});

test('a step moves so that as many others stand before it, and a switch goes both ways', () => {
  const draft = draftOf('t', { table: 't', result: 'r', steps: STEPS.slice(0, 3) });
  const [first, , last] = draft.steps.map(({ id }) => id);
  const kinds = (id: string | undefined, index: number) => moveStep(draft, id ?? '', index).steps.map(({ step }) => step.kind);
  expect(kinds(first, 2)).toEqual(['width', 'case', 'trim']);
  expect(kinds(last, 0)).toEqual(['case', 'trim', 'width']);
  expect(kinds(last, 99)).toEqual(['trim', 'width', 'case']);
  expect(moveStep(draft, first ?? '', -1)).toBe(draft);
  const off = switchStep(draft, first ?? '');
  expect(off.steps[0]?.step).toEqual({ ...STEPS[0], off: true });
  expect(switchStep(off, first ?? '').steps).toEqual(draft.steps);
});
