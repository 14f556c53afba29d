import type { ContactPolicy, FrequencyCap, PolicyRule } from '#shared/model/contactPolicy';
import type { Rule } from '#shared/model/rule';

/** Whom a rule finds, as a list of choices tells them apart; `other` is a rule that it does not offer. */
export function whoKey(who: Rule): string {
  if (who.kind === 'segment' && who.member) return `segment:${who.segment}`;
  if (who.kind === 'list' && who.member) return `list:${who.list}`;
  if (who.kind === 'tag' && who.op === 'is' && who.values.length === 1) {
    if (who.values[0] === true) return `yes:${who.tag}`;
    if (who.values[0] === false) return `no:${who.tag}`;
  }
  return 'other';
}

export function ruleOf(key: string): Rule | null {
  const [kind, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  switch (kind) {
    case 'segment':
      return { kind: 'segment', segment: id, member: true };
    case 'list':
      return { kind: 'list', list: id, member: true };
    case 'yes':
    case 'no':
      return { kind: 'tag', tag: id, op: 'is', values: [kind === 'yes'] };
    default:
      return null;
  }
}

export function newRule(label: string, key: string): PolicyRule {
  return { id: crypto.randomUUID(), label, mandatory: false, who: ruleOf(key) ?? { kind: 'any', rules: [] } };
}

export function newCap(label: string): FrequencyCap {
  return { id: crypto.randomUUID(), label, n: 1, per: { n: 1, unit: 'week' } };
}

/** A cap without a channel counts contacts of every channel. */
export function withChannel({ channel: _, ...cap }: FrequencyCap, channel: string): FrequencyCap {
  return channel === '' ? cap : { ...cap, channel };
}

/** No share is no hold-out. */
export function withHoldout({ holdout, ...policy }: ContactPolicy, share: number | undefined): ContactPolicy {
  return share === undefined || share <= 0 ? policy : { ...policy, holdout: { seed: holdout?.seed ?? 1, share } };
}
