// The part to paste: Maqiao as a provider of better-auth.
import { DatabaseSync } from 'node:sqlite';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins';
import { decodeJwt } from 'jose';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT = '8080', DATABASE_FILE = 'site.db' } = process.env;
export const SITE_URL = process.env.SITE_URL ?? `http://localhost:${PORT}`;

export const auth = betterAuth({
  baseURL: SITE_URL,
  secret: process.env.BETTER_AUTH_SECRET,
  database: new DatabaseSync(DATABASE_FILE),
  plugins: [
    genericOAuth({
      config: [
        {
          providerId: 'maqiao',
          discoveryUrl: `${ISSUER}/.well-known/openid-configuration`,
          requireIdTokenVerification: true,
          clientId: CLIENT_ID,
          clientSecret: CLIENT_SECRET,
          authentication: 'basic',
          scopes: ['openid', 'profile'],
          // better-auth wants an address of everybody; WeChat gives none. Nothing can be sent to this one.
          mapProfileToUser: ({ sub, name }) => ({ name, email: `${sub}@wechat.invalid` }),
          overrideUserInfo: true,
        },
      ],
    }),
  ],
  // Which session of Maqiao each session belongs to, for the back-channel logout.
  session: { additionalFields: { maqiaoSid: { type: 'string', required: false, input: false } } },
  databaseHooks: {
    session: {
      create: {
        async before(session, context) {
          const accounts = await context.context.internalAdapter.findAccounts(session.userId);
          const idToken = accounts.find(({ providerId }) => providerId === 'maqiao')?.idToken;
          return { data: { ...session, maqiaoSid: idToken ? decodeJwt(idToken).sid : null } };
        },
      },
    },
  },
});
