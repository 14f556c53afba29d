import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until';

const PROGRAMS = ['dbus-daemon', 'gnome-keyring-daemon'];

/** Why no keyring can be had here, for the name of what is skipped; null where one can. */
export function noKeyringHere(): string | null {
  const missing = PROGRAMS.filter((program) => spawnSync(program, ['--version']).status !== 0);
  return missing.length === 0 ? null : `this machine has no ${missing.join(', no ')}`;
}

/** A desktop's message bus and its keyring, with nothing of the person whose machine it is. */
export interface Desktop {
  /** What a program of this desktop is started with. */
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  /** The keyring's file, byte by byte: nothing that only looks changes it. */
  bytes(): string;
  lock(): Promise<void>;
  unlock(): Promise<void>;
  /** Another keyring, of the same passphrase, in its place. */
  lose(): Promise<void>;
  end(): void;
}

export async function startDesktop(): Promise<Desktop> {
  const home = mkdtempSync(join(tmpdir(), 'huaxiang-desktop-'));
  const [runtime, keyrings] = [join(home, 'run'), join(home, 'data', 'keyrings')];
  mkdirSync(runtime, { mode: 0o700 });
  const own = { ...process.env, HOME: home, XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: join(home, 'data'), DISPLAY: '' };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    env: own,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = (await once(bus.stdout, 'data')) as [Buffer];
  const env = { DBUS_SESSION_BUS_ADDRESS: String(address).trim(), XDG_RUNTIME_DIR: runtime };
  const file = join(keyrings, 'login.keyring');
  let daemon: ChildProcess | undefined;
  const start = async (passphrase: string | null) => {
    const how = passphrase === null ? ['--start'] : ['--unlock'];
    daemon = spawn('gnome-keyring-daemon', ['--foreground', '--components=secrets', ...how], {
      env: { ...own, ...env },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    daemon.stdin?.end(passphrase ?? '');
    await until(() => {
      if (!isOnBus(env) || !existsSync(file)) throw new Error('the keyring is not there yet');
    });
  };
  const stop = async () => {
    if (!daemon || daemon.exitCode !== null) return;
    daemon.kill();
    await once(daemon, 'exit');
  };
  await start('keyring of a test');
  return {
    env,
    args: ['--password-store=gnome-libsecret'],
    bytes: () => readFileSync(file, 'hex'),
    async lock() {
      await stop();
      await start(null);
    },
    async unlock() {
      await stop();
      await start('keyring of a test');
    },
    async lose() {
      await stop();
      rmSync(keyrings, { recursive: true });
      await start('keyring of a test');
    },
    end() {
      daemon?.kill();
      bus.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function isOnBus(env: Readonly<Record<string, string>>): boolean {
  const asked = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  const { stdout } = spawnSync('dbus-send', [...asked, 'string:org.freedesktop.secrets'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return stdout.includes('true');
}
