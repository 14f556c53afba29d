import { expect, test } from 'vitest';
import type { ColumnKind, FoundKind } from '../../../shared/model/classification';
import { evidenceWords } from '../../../shared/model/classWords';
import type { ColumnType } from '../../../shared/model/import';
import { ENGLISH, spell } from '../../../shared/model/saying';
import { kindsOfTable } from '../../../shared/privacy/tableKinds';
import {
  address,
  CITIES,
  card,
  counted,
  creditCode,
  day,
  digits,
  draw,
  email,
  full,
  id,
  landline,
  latinName,
  mobile,
  name,
  note,
  PRODUCTS,
  pick,
  SURNAMES,
  some,
} from './drawnColumns';

/** A column of the corpus under each of its names, and what a person says it holds. */
interface Labelled {
  readonly kind: ColumnKind | null;
  readonly names: string;
  readonly cell: (row: number) => string;
  readonly type?: ColumnType;
}

const OF_PERSONS: readonly Labelled[] = [
  { kind: 'residentId', names: '身份证号|证件号码|id_no|col7', cell: id },
  { kind: 'residentId', names: 'zjhm|x', cell: (row) => id(row).toLowerCase() },
  { kind: 'residentId', names: '身份证|b', cell: (row) => full(id(row)) },
  { kind: 'residentId', names: '身份证号码|c', cell: (row) => `'${id(row)}` },
  { kind: 'residentId', names: '证件号|ident', cell: some(0.6, id, (row) => `E${digits(row, 100, 8)}`) },
  { kind: 'residentId', names: '旧身份证|d', cell: (row) => id(row).slice(0, 6) + id(row).slice(8, 17) },
  { kind: 'residentId', names: '身份证号|e', cell: (row) => `${id(row).slice(0, 15)}000` },
  { kind: 'residentId', names: '身份证号|f', cell: (row) => `${id(row)[0]}.${id(row).slice(1, 6)}E+17` },
  { kind: 'residentId', names: '身份证号', cell: (row) => (Number(id(row).slice(0, 17)) * 10).toExponential(), type: 'number' },
  { kind: 'bankCard', names: '卡号|card_no|银行卡|col9', cell: card },
  { kind: 'bankCard', names: 'cardNumber|g', cell: (row) => card(row).replace(/(.{4})(?=.)/g, '$1 ') },
  { kind: 'bankCard', names: '扣款卡号', cell: (row) => `95588${digits(row, 110, 11)}` },
  { kind: 'bankCard', names: '卡号', cell: (row) => `6.2220${draw(row, 111, 9)}E+18` },
  { kind: 'mobile', names: '手机号|mobile|联系电话|客户手机|phone_no|col3', cell: mobile },
  { kind: 'mobile', names: 'customerMobile|h', cell: mobile, type: 'integer' },
  { kind: 'mobile', names: '移动电话|i', cell: (row) => `+86 ${mobile(row).replace(/(.{3})(.{4})/, '$1-$2-')}` },
  { kind: 'mobile', names: '手机|j', cell: (row) => full(mobile(row)) },
  { kind: 'mobile', names: '联系方式', cell: some(0.6, mobile, landline) },
  { kind: 'landline', names: '固定电话|家庭电话|landline|fax', cell: landline },
  { kind: 'email', names: '邮箱|e-mail|email_address|col4', cell: email },
  { kind: 'email', names: '电子邮件|k', cell: some(0.5, email, () => '无') },
  { kind: 'name', names: '姓名|客户姓名|户名|联系人|customer_name|col5|经办人姓名|公司联系人姓名', cell: name },
  { kind: 'name', names: 'name|full_name|Customer Name|contactName', cell: latinName },
  { kind: 'name', names: '客户姓名', cell: (row) => pick(['买买提·艾力', '阿依古丽·热合曼', '古丽娜尔·吐尔逊'], row, 120) },
  { kind: 'address', names: '地址|家庭住址|home_address|col6|户籍地址', cell: address },
  { kind: 'passport', names: '护照号|passport_no|证件号码', cell: (row) => `E${digits(row, 130, 8)}` },
  { kind: 'permit', names: '通行证号|港澳通行证', cell: (row) => `H${digits(row, 140, 10)}` },
  { kind: 'creditCode', names: '统一社会信用代码|税号|col8', cell: creditCode },
  { kind: 'account', names: '账号|account_no|结算账户号', cell: (row) => digits(row, 150, 12) },
  { kind: 'account', names: 'iban|l', cell: (row) => `NL44RABO${digits(row, 151, 10)}` },
  { kind: 'birthDate', names: '出生日期|birth_date|生日', cell: (row) => day(row, 160), type: 'date' },
  { kind: 'birthDate', names: 'dob|客户生日', cell: (row) => day(row, 160).replaceAll('-', '/') },
  {
    kind: 'amount',
    names: '存款余额|deposit_balance|交易金额|月收入|aum|信用额度',
    cell: (row) => `${draw(row, 170, 99999)}.5`,
    type: 'number',
  },
  { kind: 'amount', names: '收入档|income_band|家庭年收入', cell: (row) => pick(['5万以下', '5-10万', '10万以上'], row, 390) },
  {
    kind: 'amount',
    names: '月收入|收入区间',
    cell: (row) => pick(['5千以下', '5千-1万', '1万-2万', '2万-5万', '5万以上'], row, 391),
  },
  {
    kind: 'amount',
    names: 'income|monthly_income|Income Range',
    cell: (row) => pick(['Under 5k', '5k-10k', '20k-50k', 'Over 50k'], row, 392),
  },
  { kind: 'amount', names: '工资|salary', cell: (row) => pick(['¥8,000～12,000元/月', '¥3000以下', '20000+'], row, 393) },
  { kind: 'amount', names: 'asset_band|资产段', cell: (row) => pick(['[0,50000)', '[50000,200000)', '[200000,+∞)'], row, 394) },
  { kind: 'amount', names: 'assets', cell: (row) => pick(['1) $0 - $100', '2) $100 - $200', '3) $1,000 or more'], row, 395) },
  {
    kind: 'name',
    names: 'name|first|column1',
    cell: (row) =>
      `${pick(['Mary', 'James', 'Linda', 'Kevin'], row, 44)} ${pick(['Brown', "O'Hara", 'Lopez', 'Novak'], row, 45)}${row}`.replace(
        /[0-9]/g,
        (d) => 'abcdefghij'[Number(d)] ?? '',
      ),
  },
  { kind: 'name', names: 'column2', cell: (row) => `${latinName(row)}` },
  {
    kind: 'address',
    names: 'column3|home',
    cell: (row) =>
      `${1 + row} ${pick(['Jefferson', 'Old Mill', "King's"], row, 56)} ${pick(['St.', 'Ave', 'road', 'Blvd'], row, 57)}, Riverside`,
  },
  {
    kind: 'credential',
    names: '登录密码|password|pin|cvv2|磁道信息|指纹模板|短信验证码|track2|face_template',
    cell: (row) => digits(row, 180, 6),
  },
  { kind: 'credential', names: '卡片有效期|card_expiry', cell: (row) => digits(row, 181, 4) },
  { kind: 'credential', names: 'm', cell: (row) => `;${card(row)}=2512101${digits(row, 182, 6)}` },
  {
    kind: 'freeText',
    names: '备注|remark|通话摘要',
    cell: some(
      0.05,
      (row) => note(row, mobile(row)),
      () => '来电咨询理财产品',
    ),
  },
  {
    kind: 'freeText',
    names: '说明|memo',
    cell: some(
      0.03,
      (row) => note(row, id(row)),
      () => '资料齐全',
    ),
  },
  {
    kind: 'freeText',
    names: '处理意见',
    cell: some(
      0.03,
      (row) => note(row, card(row)),
      () => '同意',
    ),
  },
  {
    kind: 'freeText',
    names: 'notes',
    cell: some(
      0.03,
      (row) => note(row, email(row)),
      () => 'see file',
    ),
  },
];

const PLAIN: readonly Labelled[] = [
  { kind: null, names: '订单号|order_no|流水号|ref|col1', cell: (row) => `20240115${String(10_000_000 + row)}` },
  { kind: null, names: '订单编号|trade_id|序列号', cell: (row) => `6220${digits(row, 200, 12)}` },
  { kind: null, names: '业务编号|n|biz_id', cell: (row) => digits(row, 210, 18).replace(/^0/, '1') },
  { kind: null, names: '客户号|id|cust_no|o', cell: (row) => String(13_000_000_000 + row), type: 'integer' },
  { kind: null, names: '编号|seq|p', cell: (row) => String(10_000_000_000 + draw(row, 220, 1e9) * 9), type: 'integer' },
  {
    kind: null,
    names: '创建时间戳|ts_ms|created',
    cell: (row) => String(1_700_000_000_000 + draw(row, 230, 1e9)),
    type: 'integer',
  },
  { kind: null, names: '物联网卡|iot', cell: (row) => `10648${digits(row, 240, 8)}` },
  { kind: null, names: '产品名称|product_name|产品|q', cell: (row) => pick(PRODUCTS, row, 250) },
  { kind: null, names: '城市|city|归属地', cell: (row) => pick(CITIES, row, 260) },
  {
    kind: null,
    names: '支行|branch_name|机构名称',
    cell: (row) => `${pick(SURNAMES, row, 270)}家${pick(['路', '桥', '湾'], row, 271)}支行`,
  },
  { kind: null, names: '网点地址|branch_address|r', cell: (row) => `${address(row)}工行文三路支行` },
  { kind: null, names: 'ip_address|ip', cell: (row) => `10.0.${draw(row, 280, 255)}.${draw(row, 281, 255)}` },
  { kind: null, names: '性别|gender', cell: (row) => pick(['男', '女'], row, 290) },
  { kind: null, names: '年龄|age', cell: (row) => String(18 + draw(row, 300, 70)), type: 'integer' },
  { kind: null, names: '职业|job|occupation', cell: (row) => pick(['金融', '教师', '高管', '程序员', '万能工'], row, 310) },
  { kind: null, names: '手机型号|phone_model', cell: (row) => pick(['iPhone 15', 'Mate 60', 'Reno 11'], row, 320) },
  { kind: null, names: '手机银行登录次数|mobile_banking_logins', cell: (row) => String(draw(row, 330, 50)), type: 'integer' },
  { kind: null, names: '密码错误次数|password_changed_at_count', cell: (row) => String(draw(row, 340, 5)), type: 'integer' },
  { kind: null, names: '卡类型|card_type|卡等级', cell: (row) => pick(['借记卡', '信用卡', '准贷记卡'], row, 350) },
  { kind: null, names: '开户日期|open_date|last_login', cell: (row) => day(row, 360), type: 'date' },
  { kind: null, names: '年化利率|annual_rate|流失评分', cell: (row) => `0.${draw(row, 370, 999)}`, type: 'number' },
  { kind: null, names: '交易笔数|amount_count|余额变动次数', cell: (row) => String(draw(row, 380, 99)), type: 'integer' },
  {
    kind: null,
    names: '备注|渠道说明|s',
    cell: (row) => pick(['来电咨询理财', '订单 202401150000012345 已发', '预约 2024-01-15 到店'], row, 400),
  },
  { kind: null, names: '邮政编码|zip_code', cell: (row) => digits(row, 410, 6) },
  { kind: null, names: '产品代码|sku|item', cell: (row) => `E${digits(row, 420, 8)}` },
  { kind: null, names: '批次|batch_date', cell: (row) => day(row, 430).replaceAll('-', '') },
  { kind: null, names: '电话营销结果|phone_result', cell: (row) => pick(['接通', '未接', '拒绝'], row, 440) },
  { kind: null, names: '账户状态|account_type', cell: (row) => pick(['正常', '冻结'], row, 450) },
  { kind: null, names: '标签|segment', cell: (row) => pick(['高净值', '潜力', '金领', '万元户'], row, 460) },
  {
    kind: null,
    names: '设备号|device_id|会话',
    cell: (row) => `${digits(row, 470, 8)}-${digits(row, 471, 4)}-${digits(row, 472, 12)}`,
  },
  { kind: null, names: '经度|lon|纬度', cell: (row) => `1${draw(row, 480, 20)}.${digits(row, 481, 6)}`, type: 'number' },
  { kind: null, names: '版本|url', cell: (row) => `https://www.example.cn/p/${digits(row, 490, 11)}` },
  { kind: null, names: '联系人关系|与户主关系', cell: (row) => pick(['父亲', '配偶', '子女'], row, 500) },
  { kind: null, names: '活动名称|campaign_name', cell: (row) => pick(['春季理财节', '金秋送礼', '周末优惠'], row, 510) },
  { kind: null, names: '年龄段|age_band', cell: (row) => pick(['18-25', '26-35', '36-45', '60以上'], row, 520) },
  { kind: null, names: '资产等级|income_level|收入段', cell: (row) => String(1 + draw(row, 530, 5)), type: 'integer' },
  { kind: null, names: '收入等级', cell: (row) => pick(['高', '中', '低'], row, 531) },
  { kind: null, names: '价格|unit_price|list_price|单价|price', cell: (row) => `${draw(row, 540, 999)}.9`, type: 'number' },
  { kind: null, names: '价格区间|price_range', cell: (row) => pick(['0-100', '100-500', '500以上'], row, 550) },
  {
    kind: null,
    names: '起购金额|起点金额|amount_threshold|门槛',
    cell: (row) => String(1000 * draw(row, 560, 50)),
    type: 'integer',
  },
  {
    kind: null,
    names: 'name|title',
    cell: (row) => pick(['Gold Card Plus', 'The Firm', 'Home for the Holidays', 'Steady Bond Fund'], row, 570),
  },
  { kind: null, names: '名称|name', cell: (row) => pick(PRODUCTS, row, 571) },
  {
    kind: null,
    names: 'name|branch',
    cell: (row) => `${pick(['West', 'Harbour', 'Central'], row, 572)} Branch ${draw(row, 573, 99)}`,
  },
  { kind: null, names: '期限|term', cell: (row) => pick(['3个月以内', '3-6个月', '1年以上'], row, 580) },
  { kind: null, names: 'history|value|dollar_value', cell: (row) => `${draw(row, 590, 999)}.25`, type: 'number' },
  { kind: null, names: '空列|empty', cell: () => '' },
];

const CORPUS = [...OF_PERSONS, ...PLAIN].flatMap((each) => each.names.split('|').map((header) => ({ ...each, header })));

function found(column: (typeof CORPUS)[number]): FoundKind {
  const [only] = kindsOfTable([counted(column)]);
  if (!only) throw new Error('a column has a kind');
  return only;
}

test('finds what a person labelled: recall and false alarms are those that are promised', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(200);
  const tried = CORPUS.map((column) => ({ header: column.header, kind: column.kind, found: found(column).kind }));
  const wrong = tried.filter(({ kind, found: said }) => kind !== said);
  const recall = (...kinds: readonly ColumnKind[]) => {
    const wanted = tried.filter(({ kind }) => kind !== null && kinds.includes(kind));
    return wanted.filter(({ kind, found: said }) => kind === said).length / wanted.length;
  };
  expect(wrong).toEqual([]);
  expect(recall('residentId', 'bankCard')).toBeGreaterThanOrEqual(0.99);
  expect(recall('mobile', 'email')).toBeGreaterThanOrEqual(0.97);
  expect(recall('name', 'address')).toBeGreaterThanOrEqual(0.9);
  const plain = tried.filter(({ kind }) => kind === null);
  expect(plain.filter(({ found: said }) => said !== null).length / plain.length).toBeLessThanOrEqual(0.02);
});

const SENTENCES: readonly [header: string, (row: number) => string, string][] = [
  ['x', some(0.92, id, () => 'unknown'), '% pass the checksum of resident identity numbers'],
  ['身份证号', id, '100% pass the checksum of resident identity numbers, and the name of the column says so'],
  ['身份证号', (row) => `${id(row).slice(0, 15)}000`, 'are resident identity numbers whose last digits a spreadsheet lost'],
  ['password', () => 'secret', 'the name of the column speaks of passwords, card security codes or biometrics'],
  ['city', (row) => pick(CITIES, row, 1), 'nothing of persons in 400 cells'],
];

test.each(SENTENCES)('says of %s what speaks for it in a sentence without values', (header, cell, words) => {
  expect(spell(evidenceWords(found({ kind: null, names: '', header, cell })), ENGLISH)).toContain(words);
});
