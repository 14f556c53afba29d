import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { useShellState } from '../engine/shell';
import { switchLanguage } from '../text';
import { lessMotion } from '../ui/lessMotion';
import { useLook } from '../ui/look';
import { type Palette, paletteOf } from '../ui/palette';
import { antdTheme } from './antdTheme';

/** Language and theme of everything below, as the settings and the system ask for them. */
export function Look({ children }: { readonly children: ReactNode }) {
  const { language, dark } = useShellState();
  const still = useSyncExternalStore(watchMotion, () => lessMotion.matches);
  const theme = useMemo(() => antdTheme(dark, still), [dark, still]);
  useLayoutEffect(() => showLanguage(language), [language]);
  useLayoutEffect(() => showTheme(dark), [dark]);
  return (
    <ConfigProvider locale={language === 'zh-CN' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}

function watchMotion(changed: () => void): () => void {
  lessMotion.addEventListener('change', changed);
  return () => lessMotion.removeEventListener('change', changed);
}

function showLanguage(language: 'zh-CN' | 'en-US'): void {
  switchLanguage(language === 'zh-CN' ? 'zh' : 'en');
  document.documentElement.lang = language;
  document.documentElement.dataset.language = language;
}

function showTheme(dark: boolean): void {
  const root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  const palette: Palette = paletteOf(dark);
  for (const [name, value] of Object.entries(palette)) root.style.setProperty(`--hx-${kebab(name)}`, value);
  useLook.setState({ dark });
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
