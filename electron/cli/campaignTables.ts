import type { CampaignState } from '#shared/model/campaign';
import type { ContactPolicy, PolicyState, SimulationAnswer, Withheld } from '#shared/model/contactPolicy';
import type { BalanceRow, Release, Split } from '#shared/model/release';
import type { Cell, TextTable } from './textTable';

export function campaignTables(states: readonly CampaignState[]): TextTable[] {
  const rows = states.map(({ campaign, phase, version, arms }) => {
    const sizes = arms?.map(({ variant, n }) => `${variant} ${n}`).join(', ') ?? null;
    return [campaign.id, campaign.name, phase, version, campaign.from ?? null, campaign.to ?? null, sizes];
  });
  return [{ header: ['campaign', 'name', 'state', 'version', 'from', 'to', 'arms'], rows }];
}

export function policyTables({ policy, version }: PolicyState): TextTable[] {
  const { rules, caps, quiet, holdout } = policy;
  return [
    { header: ['version', 'global hold-out'], rows: [[version, holdout?.share ?? null]] },
    { header: ['rule', 'label', 'mandatory'], rows: rules.map(({ id, label, mandatory }) => [id, label, mandatory]) },
    { header: ['cap', 'label', 'channel', 'most', 'per'], rows: caps.map(capRow) },
    { header: ['quiet from', 'to'], rows: quiet.map(({ from, to }) => [from, to]) },
  ].filter(({ rows }) => rows.length > 0);
}

function capRow({ id, label, channel, n, per }: ContactPolicy['caps'][number]): Cell[] {
  return [id, label, channel ?? 'any', n, `${per.n} ${per.unit}`];
}

export function simulationTables({ levels, ...answer }: SimulationAnswer): TextTable[] {
  return [
    ...withheldTables(answer),
    ...levels.map(({ tag, levels: found }) => ({
      header: [tag, 'customers', 'kept'],
      rows: found.map(({ label, n, kept }) => [label || 'unknown', n, kept]),
    })),
  ];
}

function withheldTables({ n, kept, steps, openDays }: Withheld): TextTable[] {
  return [
    { header: ['audience', 'kept', 'withheld'], rows: [[n, kept, n - kept]] },
    { header: ['withheld by', 'label', 'alone', 'first', 'waived'], rows: steps.map(stepRow) },
    { header: ['open from', 'to'], rows: (openDays ?? []).map(({ from, to }) => [from, to]) },
  ].filter(({ rows }) => rows.length > 0);
}

function stepRow({ id, label, alone, first, waived }: Withheld['steps'][number]): Cell[] {
  return [id, label, alone, first, waived];
}

export function splitTables({ arms, balance, overlaps }: Split): TextTable[] {
  return [
    { header: ['arm', 'customers', 'planned'], rows: arms.map(({ variant, n, share }) => [variant, n, share]) },
    { header: ['tag', 'arm', 'level', 'value', 'control', 'standardised difference', 'p'], rows: balance.map(balanceRow) },
    { header: ['also in', 'by', 'customers'], rows: overlaps.map(({ name, source, n }) => [name, source, n]) },
  ].filter(({ rows }) => rows.length > 0);
}

function balanceRow({ tag, variant, level, value, controlValue, difference, test }: BalanceRow): Cell[] {
  const number = (cell: typeof value): Cell => (typeof cell === 'number' ? cell : '-');
  const name = level === undefined ? '' : level.label || 'unknown';
  return [tag, variant, name, number(value), number(controlValue), number(difference), 'p' in test ? test.p : '-'];
}

export function releaseTables({ campaign, releasedAt, withheld, split, arms }: Release): TextTable[] {
  return [
    { header: ['campaign', 'released'], rows: [[campaign.id, releasedAt]] },
    ...withheldTables(withheld),
    ...splitTables(split),
    { header: ['arm', 'audience', 'hash of its members'], rows: arms.map((arm) => [arm.variant, arm.audience, arm.memberHash]) },
  ];
}
