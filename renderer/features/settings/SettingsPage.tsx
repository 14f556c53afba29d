import { DatePicker, InputNumber, Segmented } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useEffect } from 'react';
import type { EntityMap } from '#shared/model/entities';
import { LOCK_MINUTES } from '#shared/model/lock';
import type { Settings, SettingsChange } from '#shared/model/settings';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { readLock, useLock } from '../../engine/lock';
import { notifyError } from '../../engine/notices';
import { callShell, useShellState } from '../../engine/shell';
import { useWorkspace } from '../../engine/workspace';
import { useText } from '../../text';
import { PageFrame } from '../../ui/PageFrame';
import './settings.css';

export function SettingsPage() {
  const t = useText('shell');
  const hasWorkspace = useWorkspace(({ info }) => info !== null);
  return (
    <PageFrame title={t('page.settings')} subtitle={t('settingsSaved')} state="complete">
      <div className="hx-settings">
        <AppearanceSettings />
        <LockSetting />
        <EngineSettings />
        {hasWorkspace ? <AsOfSetting /> : null}
      </div>
    </PageFrame>
  );
}

function AppearanceSettings() {
  const t = useText('shell');
  const { settings } = useShellState();
  return (
    <Group title={t('settingsLook')}>
      <Row label={t('settingsLanguage')}>
        <Segmented<Settings['language']>
          aria-label={t('settingsLanguage')}
          value={settings.language}
          onChange={(language) => void save({ language })}
          options={[
            { value: 'system', label: t('followSystem') },
            { value: 'zh-CN', label: '简体中文' },
            { value: 'en-US', label: 'English' },
          ]}
          data-testid="settings-language"
        />
      </Row>
      <Row label={t('settingsTheme')}>
        <Segmented<Settings['theme']>
          aria-label={t('settingsTheme')}
          value={settings.theme}
          onChange={(theme) => void save({ theme })}
          options={[
            { value: 'system', label: t('followSystem') },
            { value: 'light', label: t('light') },
            { value: 'dark', label: t('dark') },
          ]}
          data-testid="settings-theme"
        />
      </Row>
    </Group>
  );
}

function LockSetting() {
  const t = useText('lock');
  const { settings } = useShellState();
  const { canLock } = useLock();
  useEffect(() => void readLock(), []);
  return (
    <Group title={t('settings')}>
      <Row label={t('after')} hint={canLock ? t('afterHint') : t('needsKey')}>
        <Segmented<number>
          aria-label={t('after')}
          disabled={!canLock}
          value={settings.lockMinutes ?? 0}
          onChange={(minutes) => void save({ lockMinutes: LOCK_MINUTES.find((each) => each === minutes) ?? null })}
          options={[
            { value: 0, label: t('never') },
            ...LOCK_MINUTES.map((n) => ({ value: n as number, label: t('minutes', { n }) })),
          ]}
          data-testid="settings-lock"
        />
      </Row>
    </Group>
  );
}

function EngineSettings() {
  const t = useText('shell');
  const { settings } = useShellState();
  const configure = useKernelAction('engine.configure');
  const change = async (changed: SettingsChange) => {
    const { memoryMiB, threads } = { ...settings, ...changed };
    const result = await configure.run({
      ...(memoryMiB === null ? {} : { memoryMiB }),
      ...(threads === null ? {} : { threads }),
    });
    if (result.ok) await save(changed);
    else notifyError(result.error);
  };
  return (
    <Group title={t('settingsEngine')}>
      <Row label={t('settingsEngineKind')} hint={t('settingsEngineHint')}>
        <Segmented<Settings['engine']>
          aria-label={t('settingsEngineKind')}
          value={settings.engine}
          onChange={(engine) => void save({ engine })}
          options={(['auto', 'native', 'wasm'] as const).map((value) => ({ value, label: t(`engineChoice.${value}`) }))}
          data-testid="settings-engine"
        />
      </Row>
      <Row label={t('settingsMemory')} hint={t('settingsMemoryHint')}>
        <WholeNumber
          label={t('settingsMemory')}
          unit="MiB"
          min={256}
          step={256}
          value={settings.memoryMiB}
          testId="settings-memory"
          onChange={(memoryMiB) => void change({ memoryMiB })}
        />
      </Row>
      <Row label={t('settingsThreads')} hint={t('settingsThreadsHint')}>
        <WholeNumber
          label={t('settingsThreads')}
          min={1}
          max={256}
          step={1}
          value={settings.threads}
          testId="settings-threads"
          onChange={(threads) => void change({ threads })}
        />
      </Row>
    </Group>
  );
}

function AsOfSetting() {
  const t = useText('shell');
  const { data } = useKernel('entities.get', {});
  const apply = useKernelAction('entities.apply');
  const change = async (map: EntityMap, asOf: string | undefined) => {
    const { asOf: _former, ...rest } = map;
    const result = await apply.run({ map: asOf === undefined ? rest : { ...rest, asOf } });
    if (!result.ok) notifyError(result.error);
  };
  const map = data?.map;
  return (
    <Group title={t('settingsWorkspace')}>
      <Row label={t('settingsAsOf')} hint={map ? t('settingsAsOfHint') : t('settingsAsOfNone')}>
        <DatePicker
          aria-label={t('settingsAsOf')}
          disabled={!map || apply.busy}
          value={map?.asOf ? dayjs(map.asOf) : null}
          placeholder={data?.asOf ?? t('automatic')}
          onChange={(day) => map && void change(map, day ? day.format('YYYY-MM-DD') : undefined)}
          data-testid="settings-asof"
        />
      </Row>
    </Group>
  );
}

interface WholeNumberProps {
  readonly label: string;
  readonly unit?: string;
  readonly min: number;
  readonly max?: number;
  readonly step: number;
  readonly value: number | null;
  readonly testId: string;
  readonly onChange: (value: number | null) => void;
}

function WholeNumber({ label, unit, value, testId, onChange, ...range }: WholeNumberProps) {
  const t = useText('shell');
  return (
    <InputNumber
      {...range}
      key={value}
      precision={0}
      {...(value === null ? {} : { defaultValue: value })}
      changeOnWheel={false}
      aria-label={label}
      placeholder={t('automatic')}
      suffix={unit}
      style={{ width: 150 }}
      onBlur={(event) => {
        const typed = event.target.value.trim() === '' ? null : Number(event.target.value);
        if (typed !== value && (typed === null || typed >= range.min)) onChange(typed);
      }}
      onPressEnter={(event) => event.currentTarget.blur()}
      data-testid={testId}
    />
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="hx-settings-group">
      <h2 className="hx-settings-title">{title}</h2>
      <div className="hx-card">{children}</div>
    </section>
  );
}

function Row({ label, hint, children }: { readonly label: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <div className="hx-settings-row">
      <div>
        <div className="hx-settings-label">{label}</div>
        {hint ? <div className="hx-settings-hint">{hint}</div> : null}
      </div>
      <div className="hx-settings-control">{children}</div>
    </div>
  );
}

async function save(change: SettingsChange): Promise<void> {
  const saved = await callShell('settings.save', { change });
  if (!saved.ok) notifyError(saved.error);
}
