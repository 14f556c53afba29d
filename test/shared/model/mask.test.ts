import { expect, test } from 'vitest';
import { type MaskKind, maskText } from '../../../shared/model/mask';

/** The conventions of the banks: what stays, and how many stars stand for the rest. */
const conventions: [MaskKind, string, string][] = [
  ['mobile', '13812341234', '138****1234'],
  ['mobile', '+86 138-1234-1234', '138****1234'],
  ['mobile', '008613812341234', '138****1234'],
  ['mobile', '123', '***'],
  ['residentId', '11010519491231002X', '110105********002X'],
  ['residentId', '110105491231002', '110105******002'],
  ['residentId', '110105', '******'],
  ['bankCard', '6222020200112230', '622202******2230'],
  ['bankCard', '6222 0202 0011 2230 123', '622202*********0123'],
  ['bankCard', '4222222222222', '422222***2222'],
  ['name', '张三', '张*'],
  ['name', '张三丰', '张**'],
  ['name', '欧阳娜娜', '欧阳**'],
  ['name', '欧阳', '欧*'],
  ['name', '王', '*'],
  ['name', '买买提·艾力', '买*****'],
  ['name', 'John Smith', 'J***'],
  ['landline', '010-62345678', '010-****5678'],
  ['landline', '(0571) 8765432', '0571-***5432'],
  ['landline', '62345678', '****5678'],
  ['account', '1102 0203 0405 0607', '************0607'],
  ['account', '12345', '*****'],
  ['passport', 'E12345678', 'E*****678'],
  ['permit', 'H1234567890', 'H*******890'],
  ['credential', 'a', '******'],
  ['credential', 'correct horse battery', '******'],
  ['freeText', '客户 13812345678 来电，身份证 11010519491231002X', '客户 138****5678 来电，身份证 110105********002X'],
  ['freeText', '邮箱 wang.fang@example.com，于 2024-01-15 到店', '邮箱 w***@example.com，于 2024-01-15 到店'],
  ['freeText', '电话 010 62345678', '电话 010****5678'],
  ['email', 'alice@example.com', 'a***@example.com'],
  ['email', 'no address', '***'],
  ['address', '浙江省杭州市西湖区文三路 1 号', '浙江省杭州市西湖区***'],
  ['address', '上海市浦东新区张江路 1 号', '上海市浦东新区***'],
  ['address', '昆山市玉山镇阳光小区 3 栋', '昆山市***'],
  ['address', 'Main Street 1', '***'],
];

test.each(conventions)('%s %s is shown as %s', (kind, text, shown) => {
  expect(maskText(kind, text)).toBe(shown);
});
