import { afterEach } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mainAppIdOf } from '../src/config/wechat-accounts.ts';
import { createApp } from '../src/create-app.ts';
import { Database } from '../src/platform/database/database.ts';
import { SessionsService } from '../src/sessions/sessions.service.ts';
import { AccessTokens } from '../src/sessions/tokens/access-tokens.ts';
import { provenByMiniProgram } from '../src/people/identities/proven-identity.ts';
import type { User } from '../src/people/users/user.ts';
import { CompleteSignIn, type SignInProof } from '../src/sign-in/complete-sign-in.ts';
import { ManualClock } from './manual-clock.ts';
import { testSettings } from './test-settings.ts';

/** The origin of a page beside PUBLIC_URL that may embed the login. */
export const OTHER_ORIGIN = 'https://shop.example.com';
/** A sign-in of which the audit log names the method alone. */
export const SIGNED_IN: SignInProof = { method: 'mini-program', identity: undefined, client: undefined };
export const SITE_API_KEY = 'a-site-api-key-of-some-length';
export const ADMIN_KEY = 'an-admin-key-of-some-length';

interface SignedInBrowser {
  sid: string;
  cookie: string;
  accessToken: string;
}

/** A whole API with a database in memory and a clock that stands still, for calls by injection. */
export interface SessionsApp {
  app: NestFastifyApplication;
  clock: ManualClock;
  database: Database;
  sessions: SessionsService;
  user: User;
  signIn(openid: string): Promise<User>;
  /** A claimed session, without the login before it. */
  browser(sid: string, options?: { user?: User; origin?: string }): Promise<SignedInBrowser>;
  phoneToken(user?: User): Promise<string>;
}

const open: NestFastifyApplication[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

/** Starts one; it is stopped after the test. */
export async function startSessionsApp(environment: Record<string, string> = {}): Promise<SessionsApp> {
  const clock = new ManualClock();
  const settings = testSettings({ CORS_ORIGINS: OTHER_ORIGIN, SITE_API_KEY, ADMIN_KEY, ...environment });
  const app = await createApp(settings, { clock });
  open.push(app);
  const [sessions, completeSignIn, tokens] = [
    app.get(SessionsService),
    app.get(CompleteSignIn),
    app.get(AccessTokens),
  ];
  const appId = mainAppIdOf(settings);
  const signIn = (openid: string) =>
    completeSignIn.identify(
      provenByMiniProgram(appId, { openid, unionid: `u${openid}`, sessionKey: 'k' }),
      'mini-program',
    );
  const user = await signIn('oLi');
  return {
    app,
    clock,
    database: app.get(Database),
    sessions,
    user,
    signIn,
    browser: async (sid, { user: person = user, origin = settings.publicUrl } = {}) => {
      const place = { ip: '203.0.113.7', region: null, amr: ['mca'] };
      const named = { sid, userId: person.id, origin, browser: 'Firefox', os: 'Linux' };
      await completeSignIn.complete({ ...named, ...place }, SIGNED_IN);
      const cookie = await sessions.claim(sid);
      return { sid, cookie, accessToken: await tokens.mint({ sub: person.id, aud: origin, sid }) };
    },
    phoneToken: (person = user) => tokens.mint({ sub: person.id, aud: 'mini-program' }),
  };
}
