// Sign in with WeChat by OpenID Connect: better-auth, here with Express. Settings and how to start it: README.md.
import { getMigrations } from 'better-auth/db/migration';
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node';
import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { auth, SITE_URL } from './auth.mjs';

const { ISSUER, CLIENT_ID, PORT = '8080' } = process.env;

// Creates better-auth's tables.
await (await getMigrations(auth.options)).runMigrations();

const app = express();
app.all('/api/auth/{*any}', toNodeHandler(auth));

app.get('/', async (request, response) => {
  const signedIn = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
  response.send(signedIn ? signedInPage(signedIn.user) : signInPage);
});

// In a page with a bundler, better-auth/client has authClient.signIn.social() and authClient.signOut() for these calls.
const call = (path, body) => `<script type="module">
  document.querySelector('button').onclick = async () => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch('/api/auth/${path}', { method: 'POST', headers, body: '${JSON.stringify(body)}' });
    location.href = (await answer.json()).url ?? '/';
  };
</script>`;
const signInPage = `<button>Sign in with WeChat</button>
${call('sign-in/social', { provider: 'maqiao', callbackURL: '/', errorCallbackURL: '/' })}`;
// The answer to sign-out leads to Maqiao, which ends its session and sends the browser back.
const signedInPage = ({ name }) => `<h1>Hello, ${escapeHtml(name)}</h1><button>Sign out</button>
${call('sign-out', { callbackURL: '/' })}`;

// Maqiao says that a session has ended: on the phone, at another site, or by the operator.
// OpenID Connect Back-Channel Logout 1.0, section 2.6.
const { jwks_uri } = await (await fetch(`${ISSUER}/.well-known/openid-configuration`)).json();
const keys = createRemoteJWKSet(new URL(jwks_uri));
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
  const { adapter } = await auth.$context;
  await adapter.deleteMany({ model: 'session', where: [{ field: 'maqiaoSid', value: ended }] });
  response.end();
});

app.listen(Number(PORT), () => console.log(`ready: ${SITE_URL}`));

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
