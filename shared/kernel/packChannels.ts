import { identifier } from '../sql/quote';
import type { Bilingual, Draft } from './packDraft';
import type { PackFound } from './packNeeds';

const CHANNEL_DAYS = 180;

export function channels({ channel }: PackFound): Draft[] {
  const name: Bilingual = ['主要渠道', 'Main channel'];
  if (!channel) return [];
  if ('column' in channel) {
    const description: Bilingual = [`取自“${channel.column.name}”。`, `As "${channel.column.name}" says.`];
    return [{ id: 'mainChannel', name, description, source: { kind: 'expression', sql: identifier(channel.column.id) } }];
  }
  const used = (measure: 'topValue' | 'distinct') => ({
    kind: 'behaviour' as const,
    ...channel,
    where: [],
    measure,
    window: { last: { n: CHANNEL_DAYS, unit: 'day' as const } },
  });
  return [
    {
      id: 'mainChannel',
      name,
      description: [
        `最近 ${CHANNEL_DAYS} 天“${channel.event}”最多的渠道；没有则为空。`,
        `The channel of most "${channel.event}" events of the last ${CHANNEL_DAYS} days; unknown without any.`,
      ],
      source: used('topValue'),
    },
    {
      id: 'channelsUsed',
      name: ['使用渠道数', 'Channels used'],
      description: [
        `最近 ${CHANNEL_DAYS} 天“${channel.event}”用过几种渠道。`,
        `Through how many channels "${channel.event}" events of the last ${CHANNEL_DAYS} days came.`,
      ],
      source: used('distinct'),
    },
    {
      id: 'channelBreadth',
      name: ['渠道广度', 'Channel breadth'],
      description: ['只用一种渠道，或用多种渠道。', 'One channel alone, or several.'],
      labels: [
        ['one', '单一渠道', 'One'],
        ['several', '多种渠道', 'Several'],
      ],
      source: { kind: 'bucket', tag: 'channelsUsed', edges: [2], labels: ['one', 'several'], method: 'typed' },
    },
  ];
}
