import type { TextPair } from './pair';

/** The locked window, and the settings of its lock. */
export const lockText = {
  zh: {
    title: '已锁定',
    inMemory: '未保存的工作区',
    noWorkspace: '未打开工作区',
    passphrase: '口令',
    passphraseHelp: '签名密钥的口令。正在进行的任务不受影响。',
    open: '解锁',
    closeWorkspace: '关闭工作区',
    inMemoryNote: '这个工作区没有保存，关闭后无法找回。再点一次确认。',
    settings: '锁定',
    after: '无操作多久后锁定',
    afterHint: '期间没有按键和鼠标操作即锁定；系统锁屏或休眠时也锁定。随时可按 Ctrl+Shift+L 锁定。',
    needsKey: '先在“导出 › 策略与密钥”中用口令保护签名密钥，才能锁定窗口。',
    never: '从不',
    minutes: '{{n}} 分钟',
  },
  en: {
    title: 'Locked',
    inMemory: 'Unsaved workspace',
    noWorkspace: 'No workspace open',
    passphrase: 'Passphrase',
    passphraseHelp: 'The passphrase of the signing key. What was running goes on.',
    open: 'Unlock',
    closeWorkspace: 'Close workspace',
    inMemoryNote: 'This workspace was never saved and is lost when it is closed. Click again to confirm.',
    settings: 'Locking',
    after: 'Lock when idle',
    afterHint:
      'After so long without a key or the mouse in the window, and with the screen lock or sleep of the computer. Ctrl+Shift+L locks at any time.',
    needsKey: 'Protect the signing key by a passphrase under Exports, Policy and keys; then the window can be locked.',
    never: 'Never',
    minutes: '{{n}} min',
  },
} as const satisfies TextPair;
