import { mainAppIdOf, wechatAccountsOf, type WechatAccount } from '../../src/config/wechat-accounts.ts';
import { IdentitiesTable } from '../../src/people/identities/identities-table.ts';
import { IdentitiesService } from '../../src/people/identities/identities.service.ts';
import { provenByMiniProgram } from '../../src/people/identities/proven-identity.ts';
import type { User } from '../../src/people/users/user.ts';
import { UsersService } from '../../src/people/users/users.service.ts';
import type { Clock } from '../../src/platform/clock/clock.ts';
import type { Database } from '../../src/platform/database/database.ts';
import { MaqiaoSecret } from '../../src/platform/secret/maqiao-secret.ts';
import { testSettings } from '../test-settings.ts';

const settings = testSettings();

/** The people of a database, who sign in with the mini program without a login around it. */
export function peopleOf(
  database: Database,
  clock: Clock,
  {
    secret = new MaqiaoSecret(Buffer.alloc(32, 7)),
    accounts = wechatAccountsOf(settings),
    unionidExpected = false,
  }: { secret?: MaqiaoSecret; accounts?: readonly WechatAccount[]; unionidExpected?: boolean } = {},
) {
  const users = new UsersService(database, settings);
  const table = new IdentitiesTable(database);
  const identities = new IdentitiesService(database, table, users, secret, clock, accounts, {
    wechat: { unionidExpected },
  });
  return {
    users,
    identities,
    signIn: async (openid: string, unionid?: string): Promise<User> =>
      (
        await identities.resolve(
          provenByMiniProgram(mainAppIdOf(settings), { openid, unionid, sessionKey: 'k' }),
        )
      ).user,
  };
}
