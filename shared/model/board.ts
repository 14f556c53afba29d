import { z } from 'zod';
import { experimentSpecSchema } from './experiment';
import { funnelSpecSchema } from './funnel';
import { affinitySpecSchema, nextBestSpecSchema } from './insight';
import { ledgerSpecSchema } from './ledger';
import { migrationSpecSchema } from './migration';
import { pathSpecSchema } from './path';
import { portraitComparisonSpecSchema, portraitSpecSchema } from './portrait';
import { PICTURES } from './portraitTemplate';
import { retentionSpecSchema } from './retention';
import { trendSpecSchema } from './trend';

const id = z.string().min(1).max(200);

const placed = {
  id,
  /** Of the board's width. */
  width: z.enum(['third', 'half', 'full']).default('half'),
  /** In place of the item's own name. */
  title: z.string().max(200).default(''),
};

/** A whole portrait is asked for also where one tag of it is shown: its p-values are adjusted over all of its tags. */
export const boardItemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), ...placed, text: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal('count'), ...placed, segment: id }),
  z.strictObject({
    kind: z.literal('portraitTag'),
    ...placed,
    spec: portraitSpecSchema,
    tag: id,
    picture: z.enum(PICTURES).optional(),
  }),
  z.strictObject({ kind: z.literal('portraitWords'), ...placed, spec: portraitSpecSchema }),
  /** The curves of cohorts or levels, as shares, as values per customer or as shares of their balances. */
  z.strictObject({
    kind: z.literal('retention'),
    ...placed,
    spec: retentionSpecSchema,
    view: z.enum(['share', 'value', 'balance']).default('share'),
  }),
  z.strictObject({ kind: z.literal('funnel'), ...placed, spec: funnelSpecSchema }),
  z.strictObject({ kind: z.literal('path'), ...placed, spec: pathSpecSchema }),
  z.strictObject({ kind: z.literal('trend'), ...placed, spec: trendSpecSchema }),
  z.strictObject({ kind: z.literal('experiment'), ...placed, spec: experimentSpecSchema }),
  z.strictObject({ kind: z.literal('ledger'), ...placed, spec: ledgerSpecSchema }),
  z.strictObject({ kind: z.literal('affinity'), ...placed, spec: affinitySpecSchema }),
  z.strictObject({ kind: z.literal('nextBest'), ...placed, spec: nextBestSpecSchema }),
  z.strictObject({ kind: z.literal('migration'), ...placed, spec: migrationSpecSchema }),
  z.strictObject({ kind: z.literal('comparisonTag'), ...placed, spec: portraitComparisonSpecSchema, tag: id }),
]);
export type BoardItem = z.infer<typeof boardItemSchema>;

/** Numbers and pictures from any page, in the order in which they are read; each is asked for anew. */
export const boardSchema = z.strictObject({
  id,
  name: z.string().min(1).max(200),
  items: z.array(boardItemSchema).max(60).default([]),
});
export type Board = z.infer<typeof boardSchema>;
