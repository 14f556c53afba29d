import type { TextPair } from './pair';

/** What a saved definition is of, as entries of the audit name it. */
export const definitionKindsText = {
  zh: {
    segment: '客群',
    tag: '标签',
    list: '名单',
    portraitTemplate: '画像模板',
    board: '看板',
    campaign: '活动',
    contactPolicy: '触达策略',
    exportPolicy: '导出策略',
    classification: '数据分级',
    entities: '客户与实体',
    quality: '质量规则',
    cleaning: '清洗',
    annotation: '标注',
  },
  en: {
    segment: 'segment',
    tag: 'tag',
    list: 'list',
    portraitTemplate: 'portrait template',
    board: 'board',
    campaign: 'campaign',
    contactPolicy: 'contact policy',
    exportPolicy: 'export policy',
    classification: 'classification',
    entities: 'customers and entities',
    quality: 'quality rule',
    cleaning: 'cleaning',
    annotation: 'note on a chart',
  },
} satisfies TextPair;
