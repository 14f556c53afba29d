import type { TextPair } from './pair';

export const aboutText = {
  zh: {
    subtitle: '版本、隐私与许可',
    versions: '版本',
    app: '画像',
    privacy: '数据不出本机',
    blocked: '被拦下的网络请求',
    blockedText: '本程序没有任何联网功能。界面只能读取随程序安装的文件，其他网络请求一律拒绝并计数；这个数应当始终为 0。',
    licences: '许可',
    licencesText: '画像以 Apache License 2.0 发布，并使用下列开放源代码软件。各软件的许可全文随安装包提供。',
    licence: '许可证',
    software: '软件',
    platform: '系统平台',
  },
  en: {
    subtitle: 'Versions, privacy and licences',
    versions: 'Versions',
    app: 'Huaxiang',
    privacy: 'Your data stays here',
    blocked: 'Blocked network requests',
    blockedText:
      'This program has no network features. The window can read only the files installed with it; any other request is refused and counted. This number should always be 0.',
    licences: 'Licences',
    licencesText:
      'Huaxiang is released under the Apache License 2.0 and uses the open-source software below. The full licence texts come with the installation.',
    licence: 'Licence',
    software: 'Software',
    platform: 'Platform',
  },
} satisfies TextPair;
