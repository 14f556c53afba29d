/** What can be wrong with encryption, keys and erasures, in Chinese. */
export const chineseVaultSentences = {
  'erasure.noKey': '客户没有键列，无法确定哪些行属于谁。',
  'erasure.last': '这是工作区中唯一的客户。',
  'erasure.tellingReason': '理由中写明了客户身份，而审计链不能修改。',
  'sealed.needsPassphrase': '{{file}} 已加密。',
  'sealed.wrongPassphrase': '口令不能打开 {{file}}。',
  'sealed.wrongFormer': '当前口令不对。',
  'sealed.damaged': '{{file}} 已加密，但文件不完整或被改动过。',
  'key.sealed': '签名密钥受口令保护。',
  'key.wrongPassphrase': '口令不能打开签名密钥。',
  'passphrase.wait': '多次输错口令，{{seconds}} 秒后才能再试。',
  'lock.closed': '窗口已锁定。',
  'lock.noKey': '窗口用签名密钥的口令解锁，而密钥还没有口令。',
  'key.cannotSeal': '这里的密钥只在页面打开期间存在，无需保护。',
  'sealed.cannot': '只有安装版应用和命令行可以使用加密工作区。',
  'sealed.isPlain': '打开的工作区没有加密。',
};

export const chineseVaultHints = {
  'hint.nameKeyColumn': '请在“数据”页指定客户的键列。',
  'hint.deleteWorkspace': '请关闭工作区并直接删除该文件。',
  'hint.reasonWithoutName': '理由中不要写客户号、姓名或号码。',
  'hint.givePassphrase': '请输入口令。',
  'hint.passphraseAgain': '请重新输入，注意大小写和输入法。',
  'hint.passphraseOrHead': '请重新输入；如果口令无误，则文件头已损坏，其中的内容都无法读出，请从备份恢复。',
  'hint.waitThenType': '请稍等，然后重新输入。',
  'hint.unlockWindow': '请用签名密钥的口令解锁。',
  'hint.protectKey': '请先在“导出 › 策略与密钥”中用口令保护密钥。',
  'hint.unlockKey': '请输入口令；命令行用 HUAXIANG_KEY_PASSPHRASE 提供。',
  'hint.otherCopy': '请打开它的另一份副本或备份。',
  'hint.sealBySaving': '请另存为加密工作区。',
};
