// Sign in with WeChat by OpenID Connect: Express and openid-client. Settings and how to start it: README.md.
import { randomBytes } from 'node:crypto';
import express from 'express';
import session from 'express-session';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';

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

app.get('/', (request, response) => {
  const { user } = request.session;
  response.send(
    user
      ? `<h1>Hello, ${escapeHtml(user.name)}</h1><form method="post" action="/sign-out"><button>Sign out</button></form>`
      : '<a href="/sign-in">Sign in with WeChat</a>',
  );
});

app.get('/sign-in', async (request, response) => {
  const verifier = client.randomPKCECodeVerifier();
  const begun = { verifier, state: client.randomState(), nonce: client.randomNonce() };
  request.session.begun = begun;
  const url = client.buildAuthorizationUrl(maqiao, {
    redirect_uri: `${SITE_URL}/callback`,
    scope: 'openid profile',
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  response.redirect(url.href);
});

app.get('/callback', async (request, response) => {
  const { begun } = request.session;
  if (!begun) return response.redirect('/');
  let tokens;
  try {
    tokens = await client.authorizationCodeGrant(maqiao, new URL(request.originalUrl, SITE_URL), {
      pkceCodeVerifier: begun.verifier,
      expectedState: begun.state,
      expectedNonce: begun.nonce,
      idTokenExpected: true,
    });
  } catch (error) {
    // The person declined on the phone, or on the page.
    if (error instanceof client.AuthorizationResponseError) return response.redirect('/');
    throw error;
  }
  const { sub, sid } = tokens.claims();
  const { name, picture } = await client.fetchUserInfo(maqiao, tokens.access_token, sub);
  // Another session id than before the sign-in: nobody else can know it.
  await new Promise((resolve, reject) =>
    request.session.regenerate((error) => (error ? reject(error) : resolve())),
  );
  Object.assign(request.session, { user: { sub, name, picture }, sid, idToken: tokens.id_token });
  response.redirect('/');
});

// Signs out here, then at Maqiao, which sends the browser back.
app.post('/sign-out', async (request, response) => {
  const { idToken } = request.session;
  await new Promise((resolve) => request.session.destroy(resolve));
  if (!idToken) return response.redirect('/');
  const url = client.buildEndSessionUrl(maqiao, {
    id_token_hint: idToken,
    post_logout_redirect_uri: `${SITE_URL}/`,
  });
  response.redirect(url.href);
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
  for (const [id, { sid }] of Object.entries(sessions)) if (sid === ended) store.destroy(id);
  response.end();
});

app.listen(Number(PORT), () => console.log(`ready: ${SITE_URL}`));

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
