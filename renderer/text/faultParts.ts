import type { PartKey } from '#shared/model/faultTexts';
import { commonText } from './common';
import { dataText } from './data';
import { chineseCampaignParts } from './faultCampaigns';
import { chineseClassParts } from './faultClasses';
import { chineseExportParts } from './faultExports';
import { ruleTreeText } from './ruleTree';
import { tagsText } from './tags';

const { zh: common } = commonText;
const { zh: data } = dataText;
const { zh: ruleTree } = ruleTreeText;
const { zh: tags } = tagsText;

/** Words and parts of sentences that stand in others, in Chinese: those of the screens where they have them. */
export const chineseParts: Readonly<Record<PartKey, string>> = {
  ...chineseCampaignParts,
  ...chineseExportParts,
  ...chineseClassParts,
  'file.this': '该文件',
  'workspace.this': '新工作区',
  'workspace.openHere': '已打开的工作区 {{name}}',
  'entities.customers': '客户表（customers）',
  'entities.attribute': '属性表（attributes.{{index}}）',
  'entities.event': '事件（events.{{index}}）',
  'entities.balance': '余额（balances.{{index}}）',
  'entities.exposure': '曝光（exposures.{{index}}）',
  'entities.relation': '关系（relations.{{index}}）',
  'entities.hop': '{{source}}路径（via.{{index}}）',
  'entities.reaches': '（{{key}}对应{{customers}}）',
  'entities.onDay': '（{{key}}在 {{day}} 有 {{rows}} 行）',
  'migration.load': '第 {{receipt}} 次导入',
  'portrait.tag': '画像标签（tags.{{index}}）',
  'sql.condition': 'SQL 条件',
  'sql.expression': 'SQL 表达式',
  'tag.keyExample': '（{{key}}，{{rows}} 行）',
  'tag.userTag': '标签 {{name}}',
  'tag.userSegment': '客群 {{name}}',
  'tag.userCampaign': '活动 {{name}}',
  'tag.userPolicyRule': '触达策略的规则 {{name}}',
  'rule.whole': '规则',
  'trend.series': '序列 {{n}}',
  'retention.start': '起始行为',
  'retention.balance': '余额',
  'change.place': '变动{{event}}',
  'retention.return': '回访行为',
  'rule.block': '条件 {{path}}',
  'measure.count': ruleTree['measure.count'],
  'measure.sum': ruleTree['measure.sum'],
  'measure.avg': ruleTree['measure.avg'],
  'measure.min': ruleTree['measure.min'],
  'measure.max': ruleTree['measure.max'],
  'measure.distinct': ruleTree['measure.distinct'],
  'measure.daysSinceFirst': ruleTree['measure.daysSinceFirst'],
  'measure.daysSinceLast': ruleTree['measure.daysSinceLast'],
  'measure.topValue': ruleTree['measure.topValue'],

  'reject.at': '第 {{line}} 行：{{reason}}',
  'reject.atColumn': '第 {{line}} 行（{{column}}）：{{reason}}',
  'reject.next': '{{before}}；{{next}}',
  'reject.fewCells': data['reject.fewCells'],
  'reject.manyCells': data['reject.manyCells'],
  'reject.otherCells': data['reject.otherCells'],
  'reject.openQuote': data['reject.openQuote'],
  'reject.afterQuote': data['reject.afterQuote'],
  'reject.longLine': data['reject.longLine'],
  'reject.notText': data['reject.notText'],
  'reject.notColumnType': data['reject.notColumnType'],
  'reject.notType': data['reject.notType'],

  'type.text': common['type.text'],
  'type.integer': common['type.integer'],
  'type.number': common['type.number'],
  'type.boolean': common['type.boolean'],
  'type.date': common['type.date'],
  'type.timestamp': common['type.timestamp'],
  'tagType.category': tags['type.category'],
  'tagType.boolean': tags['type.boolean'],
  'tagType.number': tags['type.number'],
  'tagType.date': tags['type.date'],

  'op.is': ruleTree['op.is'],
  'op.isNot': ruleTree['op.isNot'],
  'op.in': ruleTree['op.in'],
  'op.notIn': ruleTree['op.notIn'],
  'op.lt': ruleTree['op.lt'],
  'op.lte': ruleTree['op.lte'],
  'op.gt': ruleTree['op.gt'],
  'op.gte': ruleTree['op.gte'],
  'op.between': ruleTree['op.between'],
  'op.contains': ruleTree['op.contains'],
  'op.startsWith': ruleTree['op.startsWith'],
  'op.isNull': ruleTree['op.isNull'],
  'op.isNotNull': ruleTree['op.isNotNull'],
  'op.inLast': ruleTree['op.inLast'],
  'op.notInLast': ruleTree['op.notInLast'],
};
