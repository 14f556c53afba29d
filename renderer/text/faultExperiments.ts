/** What can be wrong with an experiment, in Chinese. */
export const chineseExperimentSentences = {
  'experiment.noExposures': '客户实体中没有曝光数据，无法查找活动。',
  'experiment.unknownCampaign': '曝光数据中没有活动{{campaign}}。',
  'experiment.unknownVariant': '没有客户属于实验版本{{variant}}。',
  'experiment.variants': '除对照组外有 {{variants}} 个实验版本，可比较 1 至 {{most}} 个。',
  'experiment.noTimes': '不知道曝光时间，指标{{metric}}的行为没有各自的起算时间。',
  'experiment.noControlReason':
    '活动{{campaign}}发布时没有对照组，无从知道不做活动会怎样，因此没有可比较的效果。发布时写明的理由：{{reason}}',
  'experiment.noControl': '活动{{campaign}}发布时没有对照组，无从知道不做活动会怎样，因此没有可比较的效果。',
  'experiment.noRule': '已发布活动的分组是固定名单，客户做没做也只知道现在的情况，无法写成规则。',
  'experiment.workOfRelease': 'by：只有已发布活动的客户才会派给客户经理和网点。',
  'experiment.noKeys': '客户没有客户号列，无法用规则表示活动中的客户。',
  'experiment.unfitTag': '{{place}}：标签{{tag}}是{{type}}标签，不适用于此处。',
  'experiment.designDrawn': '各组已说明是随机抽取的，不需要 design。',
  'experiment.withMatching': '匹配后的比较不支持 {{part}}。',
  'experiment.withDifferences': '双重差分不支持 {{part}}。',
  'experiment.tagBefore': '指标{{metric}}取自标签，只知道最后一天的值，无法与开始之前比较。',
  'experiment.beforeData': '指标{{metric}}开始之前的窗口要回到 {{from}}，但行为数据从 {{first}} 才开始。',
  'experiment.margin': '指标{{label}}设了容忍幅度，但它不是护栏指标。',
  'experiment.sameLabel': '有两个指标都叫{{label}}。',
  'experiment.noMetric': '没有名为{{metric}}的指标。',
  'experiment.unknownMetric': '没有名为{{metric}}的 {{kind}} 指标。',
} as const;
