/** The words of arms that nobody drew and that are compared by how much they changed. */
const zh = {
  changes: '前后变化',
  changesHelp:
    '每位客户与自己相比：开始之后的一段时间，与开始之前同样长的一段时间。差值是本组的平均变化减对照组的平均变化（双重差分）。之前的平衡是标准化差值：绝对值在 0.1 以内，算之前就相近。',
  parallelTrends:
    '只有在没有活动时两边也会同样变化（平行趋势），这个差别才有意义，而这一点没有数字能证明；安慰剂检验对开始之前的两段时间做同样的比较，应当没有差别。',
  beforeAfter: '{{arm}}：之前 → 之后',
  changeBalance: '之前的平衡',
  changePlain: '只看之后',
  changePlainHelp: '开始之后的值，原样比较',
  placebo: '安慰剂检验',
  placeboHelp: '开始之前两段同样长的时间之间，同样的双重差分，及其置信区间与 p；行为数据不够早时没有',
  placeboNone: '数据不够早',
  withControlChange: '按对照的变化',
  withControlChangeHelp: '若与对照变化相同，本组会是多少：本组之前的值，加上对照组的平均变化。差值和提升都与它相比',
  statementChange:
    '{{metric}}：“{{variant}}”{{n}} 位客户开始之后 {{value}}，若与对照“{{control}}”{{controlN}} 位客户变化相同则是 {{controlValue}}；相对差 {{lift}}（{{confidence}} 置信区间 {{interval}}），{{p}}，双重差分，{{method}}，{{looks}}。',
  'changed.adopt': '“{{variant}}”的客户指标比对照变得更好（不是因果结论）',
  'changed.adoptForSegment': '“{{variant}}”的客户只在部分人群中指标变得更好（不是因果结论）',
  'changed.stop': '“{{variant}}”的客户指标比对照变得更差（不是因果结论）',
  'why.changedBefore': '开始之前，“{{variant}}”的{{metric}}变化就与对照不同（p = {{p}}），差别可能只是原来的走势',
} as const;

const en: Readonly<Record<keyof typeof zh, string>> = {
  changes: 'Before and after',
  changesHelp:
    'Each customer is compared with themselves: a window after the start with one of the same length before it. The difference is the mean change of the arm less that of the control (difference in differences). The balance before is the standardised difference: within 0.1 both were alike.',
  parallelTrends:
    'This says something only if both would have changed alike without the campaign (parallel trends), which no number can show; the placebo check compares two windows before the start in the same way, and should find no difference.',
  beforeAfter: '{{arm}}: before → after',
  changeBalance: 'Balance before',
  changePlain: 'After alone',
  changePlainHelp: 'The values after the start, as they are',
  placebo: 'Placebo check',
  placeboHelp:
    'The same difference in differences between two windows of this length before the start, with its interval and p; none where the events do not reach back so far',
  placeboNone: 'no data so early',
  withControlChange: 'Like the control',
  withControlChangeHelp:
    'What the arm would be had it changed like the control: what it was before, and the mean change of the control. Difference and lift are by it',
  statementChange:
    '{{metric}}: {{value}} after the start in "{{variant}}" ({{n}} customers), {{controlValue}} had it changed like the control "{{control}}" ({{controlN}}); lift {{lift}} ({{confidence}} interval {{interval}}), {{p}}, {{method}} of a difference in differences, {{looks}}.',
  'changed.adopt': 'Customers of "{{variant}}" changed for the better compared with the control',
  'changed.adoptForSegment': 'Some customers of "{{variant}}" changed for the better compared with the control',
  'changed.stop': 'Customers of "{{variant}}" changed for the worse compared with the control',
  'why.changedBefore':
    '{{metric}}: before the start "{{variant}}" already changed otherwise than the control (p = {{p}}), so the difference may be no more than that',
};

export const changeTexts = { zh, en };
