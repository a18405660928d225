// Sign in with WeChat by OpenID Connect: Passport with openid-client's strategy. Settings and how to start it: README.md.
import { randomBytes } from 'node:crypto';
import express from 'express';
import session from 'express-session';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { Strategy } from 'openid-client/passport';
import passport from 'passport';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT = '8080' } = process.env;
const SITE_URL = process.env.SITE_URL ?? `http://localhost:${PORT}`;
const SESSION_SECRET = process.env.SESSION_SECRET ?? randomBytes(32).toString('hex');

const maqiao = await client.discovery(
  new URL(ISSUER),
  CLIENT_ID,
  CLIENT_SECRET,
  client.ClientSecretBasic(CLIENT_SECRET),
  // The demo is http, on this machine.
  { execute: ISSUER.startsWith('http:') ? [client.allowInsecureRequests] : [] },
);

passport.use(
  'maqiao',
  new Strategy(
    { config: maqiao, scope: 'openid profile', callbackURL: `${SITE_URL}/callback` },
    async (tokens, done) => {
      const { sub, sid } = tokens.claims();
      const { name, picture } = await client.fetchUserInfo(maqiao, tokens.access_token, sub);
      done(null, { sub, name, picture, sid, idToken: tokens.id_token });
    },
  ),
);
// What the session keeps of a person. With a table of users of your own: its id, and a look-up.
passport.serializeUser((user, done) => done(null, user));
passport.deserializeUser((user, done) => done(null, user));

const app = express();
app.set('trust proxy', 1);
app.use(
  session({
    name: 'site',
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: SITE_URL.startsWith('https:'),
      maxAge: 7 * 86_400_000,
    },
    // Without a store, sessions are in memory: they end with the process. https://github.com/expressjs/session#compatible-session-stores
  }),
);
app.use(passport.session());

app.get('/', ({ user }, response) => {
  response.send(
    user
      ? `<h1>Hello, ${escapeHtml(user.name)}</h1><form method="post" action="/sign-out"><button>Sign out</button></form>`
      : '<a href="/sign-in">Sign in with WeChat</a>',
  );
});
app.get('/sign-in', passport.authenticate('maqiao'));
// Declined on the phone: back to the first page.
app.get('/callback', passport.authenticate('maqiao', { successRedirect: '/', failureRedirect: '/' }));

// Signs out here, then at Maqiao, which sends the browser back.
app.post('/sign-out', (request, response, next) => {
  const idToken = request.user?.idToken;
  request.logout((error) => {
    if (error) return next(error);
    if (!idToken) return response.redirect('/');
    const url = client.buildEndSessionUrl(maqiao, {
      id_token_hint: idToken,
      post_logout_redirect_uri: `${SITE_URL}/`,
    });
    response.redirect(url.href);
  });
});

// Maqiao says that a session has ended: on the phone, at another site, or by the operator.
// OpenID Connect Back-Channel Logout 1.0, section 2.6.
const keys = createRemoteJWKSet(new URL(maqiao.serverMetadata().jwks_uri));
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
app.post('/backchannel-logout', express.urlencoded(), async (request, response) => {
  response.set('Cache-Control', 'no-store');
  let ended;
  try {
    const expected = {
      issuer: ISSUER,
      audience: CLIENT_ID,
      typ: 'logout+jwt',
      requiredClaims: ['sid', 'exp'],
    };
    const { payload } = await jwtVerify(request.body?.logout_token ?? '', keys, expected);
    if (!payload.events?.[LOGOUT_EVENT] || payload.nonce !== undefined) throw new Error('no logout token');
    ended = payload.sid;
  } catch {
    return response.status(400).end();
  }
  const store = request.sessionStore;
  const sessions = await new Promise((resolve, reject) =>
    store.all((error, all) => (error ? reject(error) : resolve(all ?? {}))),
  );
  for (const [id, { passport: known }] of Object.entries(sessions)) {
    if (known?.user?.sid === ended) store.destroy(id);
  }
  response.end();
});

app.listen(Number(PORT), () => console.log(`ready: ${SITE_URL}`));

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
