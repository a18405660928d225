import { randomId } from '../../platform/secret/random.ts';
import { SettingsError, type Settings } from '../../config/settings.ts';
import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { redisMessages } from '../../platform/redis/redis-messages.ts';
import { doctorMessages } from './doctor-messages.ts';
import { Limits } from '../../limits/limits.ts';
import { SharedRedis } from '../../platform/redis/shared-redis.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { RedisSceneStore } from '../../sign-in/scenes/store/redis-scene-store.ts';
import { RedisAccessTokenStore } from '../../wechat/redis-access-token-store.ts';
import { found, type Finding } from './finding.ts';

/**
 * Connects as the server does at its start, and tries what that tries, on keys of its own that end by themselves. The
 * scripts of WeChat's access token are tried only with the secret that seals it.
 */
export async function checkRedis(settings: Settings, secret: MaqiaoSecret | undefined): Promise<Finding[]> {
  if (settings.redisUrl === undefined) return [found('redis_unused')];
  let redis: SharedRedis | undefined;
  try {
    redis = await SharedRedis.open(settings.redisUrl, settings);
    const channel = redis.name(`check:${randomId()}`);
    await redis.subscribe(channel, { message: () => undefined, lost: () => undefined });
    await new RedisSceneStore(settings, redis).tryOut();
    await new Limits(settings, redis).onModuleInit();
    if (secret) await new RedisAccessTokenStore(redis, secret).tryOut();
    const warnings = redis.warnings.map(findingOf);
    return warnings.some(({ severity }) => severity === 'fault')
      ? warnings
      : [found('redis_ok'), ...warnings];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.messages.map(findingOf);
  } finally {
    await redis?.onApplicationShutdown();
  }
}

function findingOf(said: OperatorMessage): Finding {
  const { policy, failure } = said.facts;
  if (said.template === redisMessages.redis_evicts) return found('redis_evicts', { policy: policy ?? '?' });
  const reason = failure ?? message(doctorMessages.reason_unknown);
  const general = said.template === redisMessages.redis_not_opened;
  return found('redis_away', { reason, sentence: general ? message(doctorMessages.look_at_redis) : said });
}
