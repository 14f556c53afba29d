/** The words of reports and of what a page says in sentences; `{{name}}` is filled with a part. */
const zh = {
  nothing: '与基准相比，没有任何标签的差异超出偶然。',
  meanAbove: '{{tag}}更高：平均 {{mean}}，其余客户 {{rest}}，高出 {{difference}}（95% 区间 {{low}}–{{high}}）。',
  meanBelow: '{{tag}}更低：平均 {{mean}}，其余客户 {{rest}}，低 {{difference}}（95% 区间 {{low}}–{{high}}）。',
  shareAbove: '{{tag}}更多为“{{value}}”：{{share}}，基准 {{base}}（TGI {{tgi}}，95% 区间 {{low}}–{{high}}）。',
  shareBelow: '{{tag}}更少为“{{value}}”：{{share}}，基准 {{base}}（TGI {{tgi}}，95% 区间 {{low}}–{{high}}）。',
};

export type ReportTexts = Readonly<Record<keyof typeof zh, string>>;

const en: ReportTexts = {
  nothing: 'No tag differs from the base beyond chance.',
  meanAbove: '{{tag}} is higher: {{mean}} on average, {{rest}} among the rest, {{difference}} more (95% {{low}}–{{high}}).',
  meanBelow: '{{tag}} is lower: {{mean}} on average, {{rest}} among the rest, {{difference}} less (95% {{low}}–{{high}}).',
  shareAbove: '{{tag}} is more often {{value}}: {{share}}, base {{base}} (TGI {{tgi}}, 95% {{low}}–{{high}}).',
  shareBelow: '{{tag}} is less often {{value}}: {{share}}, base {{base}} (TGI {{tgi}}, 95% {{low}}–{{high}}).',
};

export const reportTexts: Readonly<Record<'zh' | 'en', ReportTexts>> = { zh, en };
