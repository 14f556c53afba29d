/** What may be found, in the order in which it is looked for. A code keeps its meaning for ever. */
export const FINDINGS = {
  file: [3, 'the file cannot be read', '文件无法读取'],
  sealed: [4, 'it is sealed with a passphrase: open it in the application first', '已用口令加密，请先在应用中打开'],
  container: [10, 'it is not an archive as packages are', '不是规定格式的档案'],
  checksum: [11, 'its checksum is of other bytes', '校验和与内容不符'],
  manifest: [12, 'it is no manifest as packages have', '清单不符合规定'],
  signature: [13, 'it is not signed by whom the manifest names', '签名不是清单所写的人签的'],
  altered: [14, 'it is not as it was signed', '与签名时不同'],
  extra: [15, 'the manifest does not name it', '清单中没有这个文件'],
  missing: [16, 'the manifest names it and it is not there', '清单中有、包里没有'],
  chain: [17, 'its entries do not follow one another up to the noted end', '审计条目不能连到所记的末尾'],
  decision: [18, 'a second person had to agree, and what is here does not show it', '须经第二人同意，而包里不能证明'],
  samePerson: [19, 'whoever asked also agreed', '申请人与复核人是同一人'],
  times: [20, 'it was agreed to after it was made, or for days before', '同意的时间晚于制作，或当时已失效'],
  key: [21, 'its key is not the one that was expected', '密钥不是所期望的那一把'],
  expired: [22, 'the recipient may no longer hold it', '已过保存期限'],
  datapackage: [23, 'it tells of other data than the manifest', '与清单所述数据不一致'],
  rows: [24, 'its rows or columns are not those of the manifest', '行或列与清单不符'],
  formula: [25, 'a spreadsheet would calculate a cell of it', '有单元格会被电子表格当作公式'],
  report: [27, 'it holds more than text: do not open it', '其中有不止于文字的内容，请勿打开'],
  canaries: [30, 'its numbers with and without canary rows cannot both be true', '含水印行与不含水印行的数字不可能同时成立'],
  risk: [26, 'its smallest class is not the one of the manifest', '最小同类组与清单不符'],
};

/** @typedef {{ what: keyof typeof FINDINGS, where: string }} Finding */

/** A finding after which nothing more can be read. */
export class Found extends Error {
  /**
   * @param {keyof typeof FINDINGS} what
   * @param {string} where
   */
  constructor(what, where) {
    super(what);
    /** @type {Finding} */
    this.finding = { what, where };
  }
}
