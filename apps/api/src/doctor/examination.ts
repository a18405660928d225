import { readCommandSettings } from '../config/command-settings.ts';
import { SettingsError, type Settings } from '../config/settings.ts';
import { checkAddress } from './check-address.ts';
import { checkDatabase } from './check-database.ts';
import { checkFiles } from './check-files.ts';
import { checkRedis } from './check-redis.ts';
import { checkWechat } from './check-wechat.ts';
import { found, type Finding } from './finding.ts';

interface ExaminationOptions {
  /** This machine's clock, Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds for which a silent socket is watched; 0: not. */
  readonly watchMs: number;
}

/** What is looked at, in this order. */
export type Topic = 'settings' | 'files' | 'database' | 'redis' | 'wechat' | 'address';

/** Everything that was found about one topic. */
export interface TopicFindings {
  readonly topic: Topic;
  readonly findings: readonly Finding[];
}

/** Looks at everything, and tells each topic as soon as it is done. Changes nothing, and starts nothing. */
export async function* examine(
  environment: Record<string, string | undefined>,
  { now, watchMs }: ExaminationOptions,
): AsyncGenerator<TopicFindings, void> {
  let settings: Settings;
  try {
    settings = readCommandSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    yield { topic: 'settings', findings: [found('settings_bad', { sentence: error.message })] };
    return;
  }
  const demo = settings.demo ? [found('settings_demo')] : [];
  yield { topic: 'settings', findings: [found('settings_ok'), ...demo] };
  yield { topic: 'files', findings: checkFiles(settings, environment.MAQIAO_ENV_FILE) };
  const { findings, secret } = await checkDatabase(settings);
  yield { topic: 'database', findings };
  yield { topic: 'redis', findings: await checkRedis(settings.redisUrl) };
  if (!settings.demo) yield { topic: 'wechat', findings: await checkWechat(settings, now) };
  yield { topic: 'address', findings: await checkAddress({ settings, secret, now, watchMs }) };
}
