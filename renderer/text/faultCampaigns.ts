/** What can be wrong with a campaign or the contact policy, in Chinese. */
export const chineseCampaignSentences = {
  'campaign.unknown': '没有活动{{campaign}}。',
  'campaign.released': '活动{{campaign}}已发布，不能再修改或删除。',
  'campaign.sameArm': '有两个版本（arms）都叫{{variant}}。',
  'campaign.endsFirst': '{{place}}：日期从 {{from}} 开始，却在此前的 {{to}} 结束。',
  'campaign.isDraft': '活动{{campaign}}还没有发布。',
  'campaign.noBlock': '各组占比为 {{shares}}，每组人数要凑整，配对的一块须超过 {{most}} 人，无法配对。',
  'campaign.incomplete': '活动{{campaign}}还不能继续：{{missing}}。',
  'ledger.noMetric': '数据中没有什么能说明活动{{campaign}}是否成功。',
  'policy.mandatory': '触达策略中的规则{{rule}}是强制的，任何活动都不能豁免。',
  'policy.unknownRule': '触达策略中没有规则或频次上限{{rule}}。',
  'policy.sameId': '触达策略中有两条规则或频次上限的编号都是{{id}}。',

  'work.none': '活动{{campaign}}的客户尚未派单。',
  'work.opened': '活动{{campaign}}的客户此前已派单。',
  'work.noManagers': 'managers：没有可以接单的客户经理。',
  'work.manyManagers': 'owner：该标签所列的客户经理超过 {{most}} 位。',
  'work.sameManager': 'managers：{{manager}}出现了两次。',
  'work.unknownManager': 'to：{{manager}}不是这份工单的客户经理。',
  'work.tableTaken': '已有一张来自文件的表{{table}}，结果无处存放。',
  'work.noColumn': '表{{table}}中没有列{{header}}。',
} as const;

/** What a campaign can lack. */
export const chineseCampaignParts = {
  'campaign.noPurpose': '没有写明数据使用目的',
  'campaign.noHoldout': '没有写明对照组占比',
  'campaign.noControlReason': '没有写明为何不留对照组',
  'campaign.noArm': '除对照组外没有版本',
  'campaign.noPrimary': '没有主要指标',
  'campaign.noDays': '没有写明起止日期',
  'campaign.allQuiet': '每一天都是静默日（之后第一个可触达日是 {{day}}）',
  'campaign.nobody': '经触达策略后没有客户',
} as const;

export const chineseCampaignHints = {
  'hint.campaignIds': '现有活动：{{campaigns}}。',
  'hint.saveCampaign': '请先保存一个活动。',
  'hint.copyCampaign': '请复制一份，再修改副本。',
  'hint.otherArm': '请给其中一个版本或对照组换个名称。',
  'hint.releaseFirst': '请先发布。',
  'hint.roundShares': '请选择较整的占比，如 10%、20%、50%，或不配对。',
  'hint.completeCampaign': '请补全后再试。',
  'hint.keepRule': '请从活动的豁免中去掉它。',
  'hint.otherId': '请给其中一条换个编号。',
  'hint.daysInOrder': '结束日不能早于开始日。',

  'hint.openWork': '请在活动页派单。',
  'hint.transferOrders': '请改用转派。',
  'hint.nameManagers': '请选择标明客户归属的标签，或录入客户经理。',
  'hint.chooseOwner': '请换一个标签，或录入客户经理。',
  'hint.nameOnce': '每位客户经理只写一次。',
  'hint.chooseManager': '请选择其中一位客户经理。',
  'hint.renameTable': '请以另一个名称导入该文件。',
  'hint.holdOut': '下一次活动请设置对照组占比。',
  'hint.metrics': '现有指标：{{metrics}}。',
  'hint.freezeArm': '请把他们存为名单。',
  'hint.workOfRelease': '请选择已发布的活动，或选择标签。',
  'hint.nameColumns': '请说明各列的含义。',
} as const;
