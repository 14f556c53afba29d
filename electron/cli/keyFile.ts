import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the application keeps the key of whoever works here; `HUAXIANG_KEY` names another place. */
export function keyFile(): string {
  return process.env.HUAXIANG_KEY ?? join(profileFolder(), 'Huaxiang', 'identity.pem');
}

function profileFolder(): string {
  if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}
