/** The words of arms that nobody drew and that are compared with comparable customers. */
const zh = {
  matching: '可比客户',
  matchingHelp:
    '本组客户只与各匹配标签取值相同的对照客户相比（数值按五等分）；两侧都有客户的才计入，对照按本组的构成加权。标准化差值的绝对值在 0.1 以内算平衡。没有用来匹配的差异仍可能存在。',
  matchedShare: '匹配到的本组客户',
  matchedControl: '匹配到的对照客户',
  balanceTag: '标签',
  balanceBefore: '匹配前标准化差值',
  balanceAfter: '匹配后标准化差值',
  'matched.adopt': '与可比客户相比，“{{variant}}”的客户指标更好（不是因果结论）',
  'matched.adoptForSegment': '与可比客户相比，“{{variant}}”的客户只在部分人群中指标更好（不是因果结论）',
  'matched.stop': '与可比客户相比，“{{variant}}”的客户指标更差（不是因果结论）',
  'way.unmatched': '匹配之前',
  'why.unmatched': '“{{variant}}”的 {{needed}} 位客户中有 {{found}} 位找不到可比的客户，未计',
  'method.matchedZ': '粗化精确匹配后的 z 检验',
} as const;

const en: Readonly<Record<keyof typeof zh, string>> = {
  matching: 'Comparable customers',
  matchingHelp:
    'Customers are compared with those of the control at the same levels of the matching tags, numbers in fifths. Only levels with both count, and the control is weighted to the make-up of the arm. Within 0.1 a standardised difference is balanced. What was not matched on may still differ.',
  matchedShare: 'Matched in the arm',
  matchedControl: 'Matched in the control',
  balanceTag: 'Tag',
  balanceBefore: 'Standardised difference before',
  balanceAfter: 'and after',
  'matched.adopt': 'Customers of "{{variant}}" differ from comparable customers: they did better',
  'matched.adoptForSegment': 'Some customers of "{{variant}}" differ from comparable customers: they did better',
  'matched.stop': 'Customers of "{{variant}}" differ from comparable customers: they did worse',
  'way.unmatched': 'Before matching',
  'why.unmatched': 'No comparable customers for {{found}} of the {{needed}} of "{{variant}}": they are left out',
  'method.matchedZ': 'z-test after coarsened exact matching',
};

export const matchedTexts = { zh, en };
