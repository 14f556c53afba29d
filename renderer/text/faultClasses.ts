import type { CLASS_PARTS } from '#shared/model/classTexts';

/** What columns hold, and what says so, in Chinese. */
export const chineseClassParts: Readonly<Record<keyof typeof CLASS_PARTS, string>> = {
  'kind.residentId': '居民身份证号',
  'kind.mobile': '手机号',
  'kind.landline': '固定电话',
  'kind.bankCard': '银行卡号',
  'kind.account': '账号',
  'kind.name': '姓名',
  'kind.email': '电子邮箱',
  'kind.address': '地址',
  'kind.passport': '护照号',
  'kind.permit': '通行证或居留证件号',
  'kind.credential': '密码、卡片安全码或生物特征',
  'kind.freeText': '含个人号码或邮箱的自由文本',
  'kind.creditCode': '统一社会信用代码',
  'kind.birthDate': '出生日期',
  'kind.amount': '余额或金额',

  'class.checksum': '{{percent}}% 通过{{kind}}的校验码',
  'class.pattern': '{{percent}}% 符合{{kind}}的格式',
  'class.surnames': '{{percent}}% 像{{kind}}',
  'class.damaged': '{{percent}}% 是末几位被电子表格抹掉的{{kind}}',
  'class.contains': '{{percent}}% 的单元格夹带身份证、电话、卡号或邮箱',
  'class.header': '列名指向{{kind}}',
  'class.none': '{{cells}} 个单元格中未见个人信息',
  'class.empty': '没有可查看的单元格，列名也无线索',
  'class.alsoNamed': '{{evidence}}，列名也如此',
};
