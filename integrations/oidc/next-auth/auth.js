// The part to paste: Maqiao as a provider of Auth.js (next-auth 5).
import NextAuth from 'next-auth';
import { endedSessions } from './ended-sessions.js';

const { ISSUER, CLIENT_ID, CLIENT_SECRET } = process.env;

export const { handlers, auth, signIn, signOut } = NextAuth({
  trustHost: true,
  // Declined on the phone: back to the first page.
  pages: { signIn: '/', error: '/' },
  providers: [
    {
      id: 'maqiao',
      name: 'WeChat',
      type: 'oidc',
      issuer: ISSUER,
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      authorization: { params: { scope: 'openid profile' } },
      checks: ['pkce', 'state', 'nonce'],
      // The name comes from the userinfo endpoint, not from the ID token.
      idToken: false,
      profile: ({ sub, name, picture }) => ({ id: sub, name, image: picture }),
    },
  ],
  callbacks: {
    jwt({ token, account, profile }) {
      // At the sign-in only; later calls keep what is there.
      if (account) return { ...token, sub: profile.sub, sid: profile.sid, idToken: account.id_token };
      // Ended at Maqiao: signed out here.
      return endedSessions.has(token.sid) ? null : token;
    },
    // The page learns who somebody is, but not their ID token.
    session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
  },
});
