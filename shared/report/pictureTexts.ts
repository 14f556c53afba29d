/** The words of drawings of a whole portrait and of two tags at once; `{{name}}` is filled with a part. */
const zh = {
  'picture.quadrants': '占比 × TGI',
  'picture.radar': '雷达图：客群 TGI 与 100 基准圈',
  'picture.highestTgi': 'TGI 最高的取值（前 {{n}}）',
  'picture.largestDifferences': '占比差最大的取值（前 {{n}}）',
  'picture.words': '词云：客群偏高的取值',
  quadrantsNote: '右上方是既常见又偏高的取值；竖虚线是占比的中位数',
  radarNote: '虚线圈为 100，即与基准相同',
  tgiNote: '显著高于基准的取值，细线为 95% 区间',
  differenceNote: '客群占比减基准占比，细线为 95% 区间',
  wordsNote: '字越大，TGI 越高',
  crossNote: '各格的 TGI，颜色越深离 100 越远；两个标签都已知的客群 {{n}} 人，基准 {{baseN}} 人',
  shareAxis: '客群占比',
  radarFew: '不足 {{n}} 个取值，画不成雷达图。',
  points: '{{n}} 个百分点',
  nothingDiffers: '没有显著高于或低于基准的取值。',
  nothingOver: '没有显著高于基准的取值。',
  otherValues: '其他（{{n}} 个取值）',
};

const en: Readonly<Record<keyof typeof zh, string>> = {
  'picture.quadrants': 'Share × TGI',
  'picture.radar': 'Radar: TGI of the segment and the ring of 100',
  'picture.highestTgi': 'Highest TGI (first {{n}})',
  'picture.largestDifferences': 'Largest differences of shares (first {{n}})',
  'picture.words': 'Word cloud: what the segment has more of',
  quadrantsNote: 'On the upper right stands what is common and over-indexed; the dashed upright is the middle share',
  radarNote: 'The dashed ring is 100, which is like the base',
  tgiNote: 'Values significantly above the base; thin lines are 95% intervals',
  differenceNote: 'Share in the segment less share in the base; thin lines are 95% intervals',
  wordsNote: 'The larger the word, the higher the TGI',
  crossNote:
    'TGI of each cell, the darker the further from 100; both tags are known of {{n}} in the segment and {{baseN}} in the base',
  shareAxis: 'Share in segment',
  radarFew: 'Fewer than {{n}} values make no radar.',
  points: '{{n}} points',
  nothingDiffers: 'No value is significantly above or below the base.',
  nothingOver: 'No value is significantly above the base.',
  otherValues: 'others ({{n}} values)',
};

export const pictureTexts = { zh, en };
