/** What columns hold, in Chinese; in English it is part of what faults say. */
export const chineseKinds = {
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
} as const;
