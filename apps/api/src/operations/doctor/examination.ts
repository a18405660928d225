import { joinMessages, message, type Fact } from '../../platform/operator-messages/messages.ts';
import { doctorMessages } from './doctor-messages.ts';
import { readCommandSettings } from '../../config/command-settings.ts';
import { siteKeyOpensAdmin } from '../../config/named-keys.ts';
import { SettingsError, type Settings } from '../../config/settings.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { codeOf } from './ask.ts';
import { checkAddress } from './check-address.ts';
import { checkChannels } from './check-channels.ts';
import { checkClients } from './check-clients.ts';
import { checkDatabase } from './check-database.ts';
import { checkFiles } from './check-files.ts';
import { checkRedis } from './check-redis.ts';
import { checkSites } from './check-sites.ts';
import { checkWechat } from './check-wechat.ts';
import { ClockComparison } from './clock-comparison.ts';
import { found, type Finding } from './finding.ts';

interface ExaminationOptions {
  /** This machine's clock, Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds for which a silent socket is watched; 0: not. */
  readonly watchMs: number;
  /** The server does not run yet: its address is not tried. */
  readonly beforeStart?: boolean;
}

/** What is looked at, in this order. */
export type Topic =
  'settings' | 'files' | 'database' | 'redis' | 'wechat' | 'address' | 'channels' | 'clients' | 'sites';

/** Everything that was found about one topic. */
export interface TopicFindings {
  readonly topic: Topic;
  readonly findings: readonly Finding[];
}

/**
 * Checks everything, and yields each topic as soon as it is done. Starts nothing, and changes nothing; what it keeps of the
 * console of an official account is a new file.
 */
export async function* examine(
  environment: Record<string, string | undefined>,
  { now, watchMs, beforeStart = false }: ExaminationOptions,
): AsyncGenerator<TopicFindings, void> {
  let settings: Settings;
  try {
    settings = readCommandSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    yield {
      topic: 'settings',
      findings: [found('settings_bad', { sentence: joinMessages(...error.messages) })],
    };
    return;
  }
  const demo = settings.demo ? [found('settings_demo')] : [];
  const keys = siteKeyOpensAdmin(settings) ? [found('site_key_opens_admin')] : [];
  yield { topic: 'settings', findings: [found('settings_ok'), ...demo, ...keys] };
  yield await looked('files', () =>
    checkFiles(settings, {
      environmentFile: environment.MAQIAO_ENV_FILE,
      uploadKeyFile: environment.WECHAT_UPLOAD_KEY_FILE,
    }),
  );
  let secret: MaqiaoSecret | undefined;
  let isOfToday = false;
  yield await looked('database', async () => {
    const database = await checkDatabase(settings);
    secret = database.secret;
    isOfToday = database.findings.some(({ code }) => code === 'database_ok');
    return database.findings;
  });
  yield await looked('redis', () => checkRedis(settings, secret));
  const clock = new ClockComparison(now);
  if (!settings.demo) yield await looked('wechat', () => checkWechat(settings, clock));
  const address = await looked('address', () =>
    checkAddress({ settings, secret, clock, now, watchMs, beforeStart }),
  );
  yield address;
  const clockSeconds = address.findings.find(({ code }) => /^server_clock_(fast|slow)$/.test(code))?.facts
    .seconds;
  const isReached = address.findings.some(({ code }) => code === 'public_url_ok');
  if (!settings.demo) yield await looked('channels', () => checkChannels(settings, isReached));
  yield await looked('clients', () =>
    checkClients({ settings, secret: isOfToday ? secret : undefined, isReached, clockSeconds }),
  );
  if (isReached) yield await looked('sites', () => checkSites(settings));
}

/** What a check found. One that fails of itself says so, and the others are looked at all the same. */
async function looked(topic: Topic, check: () => Promise<Finding[]> | Finding[]): Promise<TopicFindings> {
  try {
    return { topic, findings: await check() };
  } catch (error) {
    return { topic, findings: [found('check_failed', { reason: codeOf(error) ?? nameOf(error) })] };
  }
}

/** Its message may hold what is nobody's business. */
function nameOf(error: unknown): Fact {
  return error instanceof Error ? error.name : message(doctorMessages.reason_unknown);
}
