/** What trends and retained balances say in reports. */
export const journeyTexts = {
  zh: {
    trendOf: '趋势：{{events}}',
    trendBy: '按{{unit}}；* 该周期的日期不全',
    period: '周期',
    annotations: '活动与标注',
    retentionBalance: '余额留存率，按起始后的{{unit}}数',
    cohortBalance: '各群组余额留存率，按起始后的{{unit}}数；* 周期尚未结束',
    measure_count: '次数',
    measure_customers: '客户数',
    measure_sum: '合计',
    measure_avg: '平均',
  },
  en: {
    trendOf: 'Trend: {{events}}',
    trendBy: 'By {{unit}}; * not all days of the period are in',
    period: 'Period',
    annotations: 'Campaigns and notes',
    retentionBalance: 'Share of the balance that is left, by {{unit}}s since the start',
    cohortBalance: 'Share of each cohort’s balance that is left, by {{unit}}s since the start; * the period is not over',
    measure_count: 'times',
    measure_customers: 'customers',
    measure_sum: 'sum',
    measure_avg: 'average',
  },
} as const;
