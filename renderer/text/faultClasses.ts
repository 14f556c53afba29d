import type { CLASS_PARTS } from '#shared/model/classTexts';
import { chineseKinds } from '#shared/report/chineseKinds';

/** What columns hold, and what says so, in Chinese. */
export const chineseClassParts: Readonly<Record<keyof typeof CLASS_PARTS, string>> = {
  ...chineseKinds,

  'class.checksum': '{{percent}}% 通过{{kind}}的校验码',
  'class.pattern': '{{percent}}% 符合{{kind}}的格式',
  'class.surnames': '{{percent}}% 像{{kind}}',
  'class.damaged': '{{percent}}% 是末几位被电子表格抹掉的{{kind}}',
  'class.contains': '{{percent}}% 的单元格夹带身份证、电话、卡号或邮箱',
  'class.bands': '{{percent}}% 是{{kind}}的区间',
  'class.header': '列名指向{{kind}}',
  'class.none': '{{cells}} 个单元格中未见个人信息',
  'class.empty': '没有可查看的单元格，列名也无线索',
  'class.alsoNamed': '{{evidence}}，列名也如此',
};
