import { application, buildStale } from './setup/build.mjs';
import { runScript } from './setup/say.mjs';

await runScript(() => buildStale(application));
