// The built product without its rate limits: WeChat's 5,000 pictures a minute would end a benchmark in seconds.
import { builtModule } from './built.ts';

interface Settings {
  readonly limits: object;
}

interface App {
  listen(port: number, host: string): Promise<unknown>;
  getUrl(): Promise<string>;
}

const { readSettings } = await builtModule<{ readSettings: (environment: NodeJS.ProcessEnv) => Settings }>(
  'config/settings.js',
);
const { createApp } = await builtModule<{ createApp: (settings: Settings) => Promise<App> }>('create-app.js');

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
await app.listen(Number(process.env.PORT), '127.0.0.1');
process.once('disconnect', () => process.exit());
process.send?.({ type: 'listening', url: await app.getUrl() });
