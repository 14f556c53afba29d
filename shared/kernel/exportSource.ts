import type { Bitset } from '../bits/bitStore';
import { type Campaign, campaignSchema } from '../model/campaign';
import type { ExportSource, ExportSpec } from '../model/export';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { CallContext } from '../rpc/method';
import { keyText } from '../sql/audiencesSql';
import { audienceRowsSql } from '../sql/exportRowsSql';
import { findAudience } from './audiences';
import { readPolicy } from './contactPolicy';
import { withMembers } from './evaluate';
import { customersBy, KEPT, type PolicyOutcome, policyOutcome } from './policySets';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findRelease } from './storedCampaigns';
import { findSegmentVersion } from './storedSegments';
import { rowNumbers } from './table';

/** Whose rows leave, and what they rest on. */
export interface SourceRows {
  readonly found: number;
  /** Row numbers of the customers whom the contact policy leaves, ascending. */
  readonly rows: Uint32Array;
  readonly withheld: PolicyOutcome['withheld']['steps'];
  readonly origin: SourceOrigin;
}

/** What the manifest says of where the rows come from. */
export interface SourceOrigin {
  readonly name: string;
  readonly definition: string;
  readonly version: number | null;
  /** Customers of the campaign who are kept out as its control; of other sources null. */
  readonly holdout: number | null;
  readonly policyVersion: number;
}

/** @throws Fault UNKNOWN_SEGMENT, UNKNOWN_AUDIENCE, UNKNOWN_CAMPAIGN, INVALID_CAMPAIGN, INVALID_EXPORT, and as `withMembers`. */
export async function sourceRows(
  session: Session,
  connection: SqlConnection,
  { from, name, forContact }: ExportSpec,
  call: CallContext,
): Promise<SourceRows> {
  return await withSource(session, connection, from, call, async (members, { campaign, ...origin }) => {
    const { policy, version } = await readPolicy(connection);
    const found = members.count();
    const said = { ...origin, policyVersion: version };
    if (!forContact) return { found, rows: rowsOf(members), withheld: [], origin: said };
    const asked = { campaign: campaign ?? campaignSchema.parse({ id: 'export', name }), policy, members };
    const { outcomes, withheld } = await policyOutcome(session, connection, asked, call);
    return { found, rows: keptRows(outcomes), withheld: withheld.steps, origin: said };
  });
}

type Origin = Omit<SourceOrigin, 'policyVersion'> & { readonly campaign: Campaign | null };

async function withSource<T>(
  session: Session,
  connection: SqlConnection,
  from: ExportSource,
  call: CallContext,
  use: (members: Bitset, origin: Origin) => Promise<T>,
): Promise<T> {
  if ('segment' in from) {
    const { segment, version } = await findSegmentVersion(connection, from.segment);
    const origin = { name: segment.name, definition: JSON.stringify(segment.who), version, holdout: null, campaign: null };
    return await withMembers(session, connection, segment, call.signal, (members) => use(members, origin));
  }
  if ('audience' in from) {
    const { name, definition, version } = await findAudience(connection, from.audience);
    const origin = { name, definition, version, holdout: null, campaign: null };
    return await withAudiences(session, connection, [from.audience], call.signal, (members) => use(members, origin));
  }
  return await withCampaign(session, connection, from, call, use);
}

async function withCampaign<T>(
  session: Session,
  connection: SqlConnection,
  { campaign: id, variant }: Extract<ExportSource, { campaign: unknown }>,
  call: CallContext,
  use: (members: Bitset, origin: Origin) => Promise<T>,
): Promise<T> {
  const { campaign, version, definition, arms } = await findRelease(session, connection, id);
  const treated = arms.filter((arm) => arm.variant !== campaign.control);
  const chosen = variant === undefined ? treated : treated.filter((arm) => arm.variant === variant);
  if (chosen.length === 0) {
    const said = { campaign: quoted(campaign.name), variant: quoted(variant ?? '') };
    throw fault('INVALID_EXPORT', 'export.noArm', said, {
      hint: 'hint.treatedArm',
      at: { path: 'from.variant', field: variant ?? '' },
    });
  }
  const holdout = arms.find((arm) => arm.variant === campaign.control)?.n ?? 0;
  const audiences = chosen.map(({ audience }) => audience);
  const origin = { name: campaign.name, definition, version, holdout, campaign };
  return await withAudiences(session, connection, audiences, call.signal, (members) => use(members, origin));
}

async function withAudiences<T>(
  session: Session,
  connection: SqlConnection,
  audiences: readonly string[],
  signal: AbortSignal,
  use: (members: Bitset) => Promise<T>,
): Promise<T> {
  const { rowColumn, key } = await customersBy(session, connection);
  const members = session.open.resident.store.allocate(session.customers.customers);
  try {
    const sql = audienceRowsSql(rowColumn, keyText(rowColumn, key), audiences);
    for await (const batch of connection.stream(sql, [], signal)) members.add(rowNumbers(batch));
    return await use(members);
  } finally {
    members.release();
  }
}

function rowsOf(members: Bitset): Uint32Array {
  const rows = new Uint32Array(members.count());
  let at = 0;
  for (const row of members.rows()) rows[at++] = row;
  return rows;
}

function keptRows(outcomes: Uint8Array): Uint32Array {
  const rows: number[] = [];
  for (const [row, outcome] of outcomes.entries()) if (outcome === KEPT) rows.push(row);
  return Uint32Array.from(rows);
}
