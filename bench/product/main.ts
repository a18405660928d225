// The product as it is built, with its limits lifted: WeChat's 5,000 pictures a minute would end a benchmark in seconds.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Settings {
  readonly limits: object;
}

interface App {
  listen(port: number, host: string): Promise<unknown>;
  getUrl(): Promise<string>;
}

const DIST = join(import.meta.dirname, '../../apps/api/dist');
const built = (file: string): Promise<unknown> => import(pathToFileURL(join(DIST, file)).href);

createRequire(join(DIST, 'main.js'))('reflect-metadata');
const { readSettings } = (await built('config/settings.js')) as {
  readSettings: (environment: NodeJS.ProcessEnv) => Settings;
};
const { createApp } = (await built('create-app.js')) as { createApp: (settings: Settings) => Promise<App> };

const unlimited = 1_000_000_000;
const app = await createApp({
  ...readSettings(process.env),
  limits: {
    scenesPerMinute: unlimited,
    scansPerMinute: unlimited,
    scansPerPersonPerMinute: unlimited,
    wxacodesPerMinute: unlimited,
  },
});
await app.listen(0, '127.0.0.1');
process.once('disconnect', () => process.exit());
process.send?.({ type: 'listening', url: await app.getUrl() });
