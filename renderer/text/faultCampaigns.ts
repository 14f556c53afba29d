/** What can be wrong with a campaign or the contact policy, in Chinese. */
export const chineseCampaignSentences = {
  'campaign.unknown': '没有活动{{campaign}}。',
  'campaign.released': '活动{{campaign}}已发布，不能再修改或删除。',
  'campaign.sameArm': '有两个版本（arms）都叫{{variant}}。',
  'campaign.endsFirst': '{{place}}：日期从 {{from}} 开始，却在此前的 {{to}} 结束。',
  'policy.sameId': '触达策略中有两条规则或频次上限的编号都是{{id}}。',
} as const;

export const chineseCampaignHints = {
  'hint.campaignIds': '现有活动：{{campaigns}}。',
  'hint.saveCampaign': '请先保存一个活动。',
  'hint.copyCampaign': '请复制一份，再修改副本。',
  'hint.otherArm': '请给其中一个版本或对照组换个名称。',
  'hint.otherId': '请给其中一条换个编号。',
  'hint.daysInOrder': '结束日不能早于开始日。',
} as const;
