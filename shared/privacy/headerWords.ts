const MONEY = [
  '余额|金额|交易额|消费额|收入|工资|薪|资产|负债|额度|授信|存款|贷款|欠款|支出|转入|转出',
  'balance|saldo|amount|amt|income|salary|aum|assets?|deposits?|loans?|debts?|liabilit(?:y|ies)|spend|spending|money|credit limit|limit|turnover',
] as const;
const NO_MONEY = [
  '率|比|次数|笔数|标志|是否|等级|类型|天数|月数|期数|日期|时间|排名|编号|户数|人数|起购|起点|起投|起存|门槛|阈值',
  'rate|ratio|share|count|n|number|flag|is|has|type|days|months|date|time|rank|id|code|no|holders?|score|purpose|status|threshold',
] as const;

/** What a column's name says. English words count as whole words of `customerMobile`, `customer_mobile` or `Customer mobile`. */
export const HEADER_SAYS = {
  /** JR/T 0171-2020, C3: what alone lets one act as the customer. */
  credential: names(
    '密码|口令|动态码|验证码|校验码|磁道|指纹|人脸|虹膜|声纹|掌纹|指静脉|生物特征|安全码',
    'password|passwd|passcode|pwd|pin|pin no|pin number|pin block|cvn2?|cvv2?|cvc2?|otp|one time (?:code|password)|track ?[123]|track data|' +
      'fingerprint|face (?:template|feature|features)|iris (?:code|template|scan)|voiceprint|biometrics?',
  ),
  /** Counted among them where it is the card's. */
  cardExpiry: names('卡片?有效期', 'card (?:expiry|expiration)(?: date)?'),
  residentId: names(
    '身份证|证件号|身份号|居住证',
    'resident id|id card|id no|id number|identity|identity (?:no|number|card)|sfzh?|zjhm|ssn',
  ),
  bankCard: names('卡号|银行卡', 'card|card no|card number|bank card|pan'),
  mobile: names(
    '手机|移动电话|联系方式|联系电话|电话',
    'mobile|mobile no|phone|phone no|phone number|cell|cellphone|telephone|tel|msisdn|sjh',
  ),
  landline: names('座机|固话|固定电话|联系电话|电话|传真', 'landline|phone|phone no|phone number|telephone|tel|fax'),
  email: names('邮箱|电子邮件|邮件地址', 'e ?mail|e ?mail address|mailbox'),
  name: names('姓名|名字|户名|客户名|联系人|经办人|法人|持卡人|借款人|客户经理|名前|氏名', 'name|first|last'),
  /** Names in any writing. */
  personName: names(
    '姓名|户名|名前|氏名',
    '(?:full|first|last|given|family|middle|customer|client|contact|holder|owner|manager|employee) ?name|surname',
  ),
  address: names('地址|住址|住所|户籍|籍贯', 'address|street|residence'),
  passport: names('护照|证件号', 'passport|passport no|passport number|id no|id number'),
  permit: names('通行证|港澳|台胞|回乡证|居留|证件号', '(?:travel|residence) permit|permit no|permit number|id no|id number'),
  creditCode: names('信用代码|统一代码|税号', 'credit code|uscc|tax no|tax number|tax id'),
  account: names('账号|帐号|账户号|账户编号', 'account|acct|account ?no|account ?number|acct no|iban|rekening|konto'),
  birthDate: names('出生|生日', 'birth|born|dob|birthday|birth ?date|date of birth'),
  amount: names(...MONEY),
  /** The same where the cells are bands, as a name may say too. */
  amountBand: names(...MONEY),
  /** Money in tables of customers. */
  currency: names('人民币|美元|万元|千元', '元|dollars?|usd|cny|rmb|yuan|eur|euros?'),
  /** Likewise, where the cells are no whole numbers. */
  spending: names(
    '花费|消费|流水|缴费|还款|付款|价值',
    'history|monetary|revenue|payments?|paid|spent|sales|transactions?|ltv|clv|gmv|(?:order|purchase|transaction|lifetime|customer) value',
  ),
  /** What is set for all who buy a product. */
  terms: names(
    '最低|最高|上限|下限|限额|额度|规模|募集|面值|标准',
    'min|max|minimum|maximum|floor|cap|limit|lower|upper|ceiling|issue|raised|face',
  ),
  /** Tables with such a column are of persons. */
  person: names('年龄|性别|出生|生日|年齢|手机|身份证', 'age|sex|gender|birth|dob|birth ?date|mobile|phone|e ?mail|address'),
  /** Tables with such a column are of customers, or of what is theirs. Recency is of somebody's purchases. */
  customer: names(
    '客户|会员|用户|卡号|账号|帐号|户号',
    '(?:customer|cust|client|member|user|cardholder|household|kunde)(?: ?(?:id|no|key|number|code))?|cif|card no|account ?(?:id|no|number)?|recency|newbie',
  ),
  product: names('产品|商品|利率|收益率', 'product|sku|merchandise|annual rate|interest rate'),
} as const;

/** What everybody pays is nobody's secret. */
const NO_PRICE = [`${NO_MONEY[0]}|单价|价格|定价|净值|号|评分`, `${NO_MONEY[1]}|price|fee|nav|cost|list`] as const;

/** Names that speak of something else than persons, or of a fact about what they name. */
const HEADER_DENIES = {
  credential: names(
    '次数|时间|日期|标志|状态|是否|类型|方式|启用|天数|结果|指纹登录|人脸登录|识别率|开通',
    'count|times?|date|at|flag|status|type|changed|enabled|is|has|days|tries',
  ),
  bankCard: names('数量|张数|类型|等级|状态|次数|日期|时间|产品', 'type|level|tier|count|status|date|holder|product|name|id'),
  mobile: names(
    '型号|品牌|系统|次数|标志|是否|状态|类型|渠道|银行',
    'brand|model|os|count|flag|is|has|status|type|bank|banking|channel',
  ),
  name: names(
    '产品|机构|网点|支行|分行|银行|城市|省|商户|商品|品牌|渠道|活动|理财|基金|公司|企业|单位|部门|项目|权益|标签|客群|文件|表名|字段|类|等级|编号|工号|代码',
    'product|branch|bank|city|province|region|country|place|store|shop|stop|station|merchant|brand|channel|campaign|fund|company|department|' +
      'project|event|file|table|column|field|category|tag|segment|group|species|item|id|code|no',
  ),
  address: names(
    '机构|网点|支行|分行|门店|商户|邮件|邮箱|网址|地址码|mac|ip',
    'branch|store|merchant|e ?mail|ip|mac|web|url|host|wallet',
  ),
  birthDate: names('年份|出生地|籍', 'place|year|month|day|rate|weight'),
  amount: names(`${NO_MONEY[0]}|档|带|段`, `${NO_MONEY[1]}|band|level`),
  amountBand: names(...NO_MONEY),
  currency: names(...NO_PRICE),
  spending: names(...NO_PRICE),
  customer: names('经理|等级|类型|客群|数|适用|目标|面向|客户端', 'manager|count|type|level|target|eligible|segment'),
  account: names(
    '开户|类型|状态|数量|余额|个数|日期',
    'type|status|count|date|age|manager|name|balance|opened|open|owner|holder|amount',
  ),
} as const;

/** Such a name is a person's, whatever else is named. */
const INSISTS_ON_NAMES = /姓名|联系人|经办人|持卡人|借款人|户名|客户经理/;

export type HeaderWord = keyof typeof HEADER_SAYS;

export function headerSays(header: string, word: HeaderWord): boolean {
  const words = wordsOf(header);
  if (!HEADER_SAYS[word].test(words)) return false;
  if (word === 'name') return !headerDeniesNames(header);
  return !(word in HEADER_DENIES && HEADER_DENIES[word as keyof typeof HEADER_DENIES].test(words));
}

/** Whether it names a thing, a place or an office, whatever its cells begin with. */
export function headerDeniesNames(header: string): boolean {
  const words = wordsOf(header);
  return HEADER_DENIES.name.test(words) && !INSISTS_ON_NAMES.test(words);
}

/** `customerMobile`, `customer_mobile` and `Customer-Mobile` are ` customer mobile `. */
function wordsOf(header: string): string {
  const parted = header.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return ` ${parted.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

function names(chinese: string, english: string): RegExp {
  return new RegExp(`${chinese}| (?:${english}) `);
}
