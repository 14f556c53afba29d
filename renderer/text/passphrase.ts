import type { TextPair } from './pair';

/** Encrypted workspaces. */
export const passphraseText = {
  zh: {
    'title.open': '打开加密工作区“{{name}}”',
    'title.create': '新建加密工作区“{{name}}”',
    'title.saveSealed': '另存为加密工作区“{{name}}”',
    'title.saveAs': '另存为“{{name}}”',
    'title.change': '更改“{{name}}”的口令',
    'do.open': '打开',
    'do.create': '新建',
    'do.saveSealed': '加密保存',
    'do.saveAs': '保存',
    'do.change': '更改',
    present: '口令',
    next: '新口令（至少 {{n}} 个字符）',
    again: '再输入一次新口令',
    differs: '两次输入的口令不同。',
    plain: '不加密',
    plainNote: '这份副本将不加密：拿到文件的人都能读取其中的客户数据。',
    unrecoverable: '忘记口令就无法再打开，没有任何办法恢复。',
    protects:
      '关闭后的工作区文件全部加密。打开期间，明文副本放在只有本用户可读的内存目录中（放不下时放在工作区旁，请同时使用磁盘加密），关闭时清除；程序崩溃后，下次启动时加密并清除。同一用户运行的其他程序和本机管理员在打开期间可以读到数据。',
  },
  en: {
    'title.open': 'Open the encrypted workspace "{{name}}"',
    'title.create': 'New encrypted workspace "{{name}}"',
    'title.saveSealed': 'Save encrypted as "{{name}}"',
    'title.saveAs': 'Save as "{{name}}"',
    'title.change': 'Change the passphrase of "{{name}}"',
    'do.open': 'Open',
    'do.create': 'Create',
    'do.saveSealed': 'Save encrypted',
    'do.saveAs': 'Save',
    'do.change': 'Change',
    present: 'Passphrase',
    next: 'New passphrase ({{n}} characters or more)',
    again: 'New passphrase once more',
    differs: 'The two are not the same.',
    plain: 'Not encrypted',
    plainNote: 'This copy will not be encrypted: whoever gets the file can read the customers in it.',
    unrecoverable: 'A forgotten passphrase cannot be recovered, and neither can the workspace.',
    protects:
      'The file of a workspace that is closed is encrypted as a whole. While it is open, a plain copy lies in memory, in a folder that only you may read (where it does not fit, beside the workspace: use disk encryption too), and is wiped when it is closed; after a crash it is encrypted and wiped at the next start. Other programs that you run, and administrators of this computer, can read it while it is open.',
  },
} as const satisfies TextPair;
