/** What a comparison advises, and what it says where nobody drew the arms. */
export const decisionTexts = {
  zh: {
    'decision.adopt': '建议采用“{{variant}}”',
    'decision.adoptForSegment': '建议只对部分客户采用“{{variant}}”',
    'decision.stop': '建议停止“{{variant}}”',
    'decision.noDifference': '没有值得在意的差别',
    'decision.keepGoing': '还不能下结论，继续观察',
    'decision.notTrustworthy': '分组不可信，不下结论',
    'decision.insufficient': '样本不足，不下结论',
    'observed.adopt': '“{{variant}}”的客户指标更好，但不能说是它带来的',
    'observed.adoptForSegment': '“{{variant}}”的客户只在部分人群中指标更好，但不能说是它带来的',
    'observed.stop': '“{{variant}}”的客户指标更差，但不能说是它造成的',
  },
  en: {
    'decision.adopt': 'Adopt "{{variant}}"',
    'decision.adoptForSegment': 'Adopt "{{variant}}" for some customers only',
    'decision.stop': 'Stop "{{variant}}"',
    'decision.noDifference': 'No difference that matters',
    'decision.keepGoing': 'Keep going: nothing can be said yet',
    'decision.notTrustworthy': 'The split cannot be trusted: no verdict',
    'decision.insufficient': 'Too little data: no verdict',
    'observed.adopt': 'Customers of "{{variant}}" did better, which does not say that it made them',
    'observed.adoptForSegment': 'Some customers of "{{variant}}" did better, which does not say that it made them',
    'observed.stop': 'Customers of "{{variant}}" did worse, which does not say that it made them',
  },
} as const;
