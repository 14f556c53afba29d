import { join } from 'node:path';
import { app } from 'electron';
import { launchOptions } from './launchOptions';
import { openLog } from './log';
import { registerScheme } from './protocol';
import { forbiddenSwitch, NETWORK_SWITCHES } from './switches';
import { Workbench } from './workbench';

const args = process.argv.slice(1);
const options = launchOptions(args, process.cwd(), app.getAppPath());
const forbidden = forbiddenSwitch(args, { installed: app.isPackaged, root: process.getuid?.() === 0 });

if (forbidden === undefined) launch();
else refuse(`the switch --${forbidden} is not allowed, as it would weaken the protection of the data`);

function launch(): void {
  // Where root runs it without a sandbox, forcing one on every process would keep all of them from starting.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerScheme();
  for (const [name, value] of NETWORK_SWITCHES) app.commandLine.appendSwitch(name, value);
  placeUserData();
  if (app.requestSingleInstanceLock()) void run();
  else app.exit(0);
}

/** A tour has settings and a demo of its own beside the user's. */
function placeUserData(): void {
  const chosen = process.env.HUAXIANG_USER_DATA;
  const folder = chosen ? chosen : app.getPath('userData');
  if (chosen || options.tour !== undefined) app.setPath('userData', options.tour === undefined ? folder : join(folder, 'tour'));
}

async function run(): Promise<void> {
  const log = openLog(join(app.getPath('userData'), 'logs'));
  const report = (cause: unknown) =>
    process.stderr.write(`huaxiang: something went wrong inside (reference ${log.error('main', cause)})\n`);
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  await app.whenReady();
  const workbench = new Workbench(log);
  app.on('second-instance', (_event, theirArgs, folder) => {
    void workbench.open(launchOptions(theirArgs.slice(1), folder, app.getAppPath()).workspace);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    event.preventDefault();
    void workbench.stop().finally(() => app.exit(0));
  });
  await workbench.start(options).catch((cause: unknown) => {
    report(cause);
    app.exit(1);
  });
}

function refuse(reason: string): void {
  process.stderr.write(`huaxiang: ${reason}\n`);
  app.exit(2);
}
