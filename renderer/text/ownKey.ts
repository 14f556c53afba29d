import type { TextPair } from './pair';

/** The key that signs: who knows its public half, and what protects the other. */
export const ownKey = {
  zh: {
    ownKey: '本机密钥',
    ownKeyHelp: '请其他工作区的人把这个公钥加入他们的审核人名单。私钥只存放在本机您的配置文件夹中。',
    copyKey: '复制公钥',
    fingerprint: '指纹：{{fingerprint}}',
    'keyState.plain': '密钥没有口令：能使用本机账户的人都能用它签名。',
    'keyState.locked': '密钥受口令保护，签名时询问口令。',
    'keyState.unlocked': '密钥受口令保护，本次运行已解锁。',
    sealKey: '用口令保护…',
    resealKey: '更改口令…',
    'keyPlace.file': '密钥文件未交给系统钥匙串。',
    'keyPlace.keyring': '密钥文件由系统钥匙串加密：只有登录本机的同一账户能打开，命令行不能用它签名。',
    noKeyring: '不能交给系统钥匙串：本机桌面没有应用可用的钥匙串（GNOME libsecret、KWallet）。请用口令保护密钥。',
    keepInKeyring: '交给系统钥匙串',
    keepInKeyringRun: '交给钥匙串',
    keyringNote:
      '密钥文件将由系统钥匙串加密，口令不变。登录后钥匙串通常自动解锁，所以它防的是文件被拷走，不防同一账户的其他程序。钥匙串重置或丢失后，密钥无法恢复；命令行不能再用它签名。随时可以移回文件。',
    keepInFile: '移回文件',
  },
  en: {
    ownKey: 'Key of this machine',
    ownKeyHelp:
      'Give this public key to those whose requests you decide about. The secret half stays in your own profile folder.',
    copyKey: 'Copy the public key',
    fingerprint: 'Fingerprint: {{fingerprint}}',
    'keyState.plain': 'The key has no passphrase: whoever can use this account can sign with it.',
    'keyState.locked': 'The key is protected by a passphrase, which is asked for when something is signed.',
    'keyState.unlocked': 'The key is protected by a passphrase, and unlocked until the program ends.',
    sealKey: 'Protect by a passphrase…',
    resealKey: 'Change the passphrase…',
    'keyPlace.file': 'The file of the key is not in the care of the keyring of the system.',
    'keyPlace.keyring':
      'The keyring of the system encrypts the file of the key: only the same account of this computer opens it, and the command line cannot sign with it.',
    noKeyring:
      'It cannot be handed to the keyring of the system: this desktop has none that the application can use (GNOME libsecret, KWallet). Protect the key by a passphrase.',
    keepInKeyring: 'Hand to the keyring',
    keepInKeyringRun: 'Hand over',
    keyringNote:
      'The file of the key is then encrypted by the keyring of the system; its passphrase stays. A keyring usually opens with the session, so it protects against a copied file and not against other programs of the same account. Where the keyring is reset or lost, the key is lost with it, and the command line can no longer sign with it. The key can be moved back into its file at any time.',
    keepInFile: 'Move back into the file',
  },
} as const satisfies TextPair;
