import { createHash } from 'node:crypto';
import type { Campaign } from '../../shared/model/campaign';
import type { ContactPolicy } from '../../shared/model/contactPolicy';
import type { KernelMethods } from '../../shared/rpc/contract';
import type { Input } from '../../shared/rpc/method';
import type { EngineUnderTest } from './engines';
import { startTagKernel, type TagKernel } from './tagKernel';

export interface PlainMember {
  readonly id: string;
  readonly branch: string;
  readonly tier: string;
  readonly balance: number | null;
  readonly staff: boolean;
  readonly consent: boolean;
  /** Contacts before: the campaign, the variant, the day and the channel. */
  readonly contacts: readonly (readonly [campaign: string, variant: string, day: string, channel: string])[];
}

/** 613 customers: enough for strata of every size, and no multiple of anything. */
export const MEMBERS: readonly PlainMember[] = Array.from({ length: 613 }, (_, index) => {
  const pick = (salt: number) => ((index + 1) * 7919 + salt * 104_729) % 9973;
  return {
    id: `K${String(10_000 + pick(0) * 613 + index)}`,
    branch: ['North', 'South', 'East', 'West', 'Airport'][Math.min(4, Math.floor((pick(1) % 100) / 24))] ?? '',
    tier: ['standard', 'gold', 'private'][pick(2) % 10 < 7 ? 0 : pick(2) % 10 < 9 ? 1 : 2] ?? '',
    balance: pick(3) % 17 === 0 ? null : Math.round((pick(4) * pick(4)) / 1000),
    staff: pick(5) % 31 === 0,
    consent: pick(6) % 9 !== 0,
    contacts: Array.from({ length: pick(7) % 4 }, (_contact, at) => {
      const day = 1 + (pick(8 + at) % 30);
      const channel = ['sms', 'app', 'phone'][pick(20 + at) % 3] ?? '';
      const variant = pick(30 + at) % 4 === 0 ? 'control' : 'treatment';
      return [pick(40 + at) % 5 === 0 ? 'MAY' : 'JUNE', variant, `2026-06-${String(day).padStart(2, '0')}`, channel] as const;
    }),
  };
});

/** A workspace whose customers are the members, with their contacts mapped, as of 30 June 2026. `order` turns the rows of the file about. */
export async function openCampaignBank(
  engine: EngineUnderTest,
  order: (members: readonly PlainMember[]) => readonly PlainMember[] = (members) => members,
): Promise<TagKernel> {
  const test = startTagKernel(engine);
  await test.call('workspace.create', { file: null });
  await test.load('people', peopleCsv(order(MEMBERS)));
  const contacts = MEMBERS.flatMap(({ id, contacts: own }) =>
    own.map(([campaign, variant, day, channel]) => `${campaign},${id},${variant},${day} 10:00:00,${channel}`),
  );
  await test.load('contacts', `campaign,id,variant,at,channel\n${contacts.join('\n')}\n`);
  const exposure = {
    table: 'contacts',
    campaign: 'campaign',
    customer: 'id',
    variant: 'variant',
    time: 'at',
    channel: 'channel',
  };
  const map = { customers: { table: 'people', key: 'id' }, exposures: [exposure], asOf: '2026-06-30' };
  await test.call('entities.apply', { map });
  return test;
}

export function peopleCsv(members: readonly PlainMember[]): string {
  const rows = members.map((each) => {
    return `${each.id},${each.branch},${each.tier},${each.balance ?? ''},${each.staff},${each.consent}`;
  });
  return `id,branch,tier,balance,staff,consent\n${rows.join('\n')}\n`;
}

export const POLICY = {
  rules: [
    { id: 'staff', label: 'Staff', mandatory: true, who: { kind: 'tag', tag: 'staff', op: 'is', values: [true] } },
    { id: 'noConsent', label: 'No consent', who: { kind: 'tag', tag: 'consent', op: 'is', values: [false] } },
  ],
  caps: [
    { id: 'week', label: 'One a week', n: 1, per: { n: 1, unit: 'week' } },
    { id: 'sms', label: 'Two texts a month', channel: 'sms', n: 2, per: { n: 1, unit: 'month' } },
  ],
  quiet: [{ from: '2026-07-04', to: '2026-07-05' }],
  holdout: { share: 0.1, seed: 7 },
} as const satisfies Input<KernelMethods, 'contactPolicy.save'>['policy'];

export const CAMPAIGN = {
  id: 'JULY',
  name: 'July fund',
  purpose: 'cross-selling to own customers',
  who: { kind: 'tag', tag: 'balance', op: 'gte', values: [1000] },
  holdout: 0.2,
  arms: [
    { variant: 'call', channel: 'phone', unitCost: 5 },
    { variant: 'text', channel: 'sms', unitCost: 0.1 },
  ],
  from: '2026-07-01',
  to: '2026-07-14',
  metrics: [{ kind: 'mean', label: 'balance', of: { tag: 'balance' } }],
  split: { seed: 3, strata: ['branch', 'tier'] },
} as const satisfies Input<KernelMethods, 'campaigns.save'>['campaign'];

/** What withholds a member, first to last, by the policy read as a person reads it. */
export function plainReasons(
  member: PlainMember,
  policy: typeof POLICY | ContactPolicy,
  from: string,
  control = 'control',
): string[] {
  const since = (days: number) => new Date(Date.parse(from) - days * 86_400_000).toISOString().slice(0, 10);
  const contacts = (first: string, channel?: string) =>
    member.contacts.filter(([, variant, day, by]) => variant !== control && day >= first && day < from && (channel ?? by) === by)
      .length;
  const draw = createHash('md5').update(`holdout:${policy.holdout?.seed}:${member.id}`).digest('hex');
  return [
    ...(member.staff ? ['staff'] : []),
    ...(member.consent ? [] : ['noConsent']),
    ...(contacts(since(7)) >= 1 ? ['week'] : []),
    ...(contacts('2026-06-01', 'sms') >= 2 ? ['sms'] : []),
    ...(Number.parseInt(draw.slice(0, 8), 16) < (policy.holdout?.share ?? 0) * 2 ** 32 ? ['holdout'] : []),
  ];
}

export function inAudience({ balance }: PlainMember): boolean {
  return balance !== null && balance >= 1000;
}

/** A campaign of its own name. */
export function campaignNamed(id: string, more: Partial<Input<KernelMethods, 'campaigns.save'>['campaign']> = {}) {
  return { ...CAMPAIGN, id, ...more } as Input<KernelMethods, 'campaigns.save'>['campaign'] & Pick<Campaign, 'id'>;
}
