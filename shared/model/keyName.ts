const KEY_NAME = /(^|[_\s.-])(id|no|key|code|number)$|^(id|no)([_\s.-]|$)|Id$|ID$|编号|客户号|证件号|账号|卡号|代码/;

/** Whether a column is called as one that names things. */
export function looksLikeKey(name: string): boolean {
  return KEY_NAME.test(name);
}
