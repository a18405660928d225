// The backend of a site that signs people in with Maqiao. Node 18 or newer, nothing to install.
// MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… WEBHOOK_SECRET=whsec_… node
// introspect.mjs
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const { MAQIAO_URL, SITE_ORIGIN, SITE_API_KEY, WEBHOOK_SECRET, PORT = '8080' } = process.env;

/** Our own sessions. On a real site: a table in the database. */
const sessions = new Map();
/** How long one of them lives. Maqiao's session is kept as long, at most SESSION_MAX_DAYS of its settings. */
const SESSION_SECONDS = 7 * 86_400;

/** The user of a token, or undefined when it is not valid here. Throws when Maqiao does not answer. */
async function personOf(token) {
  const answer = await fetch(`${MAQIAO_URL}/api/introspect`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${SITE_API_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
  });
  if (!answer.ok) throw new Error(`introspect answered ${answer.status}`);
  const person = await answer.json();
  // A token for another site is active too: accept only tokens that were issued for our own origin.
  return person.active && person.aud === SITE_ORIGIN ? person : undefined;
}

/**
 * Keeps Maqiao's session for as long as ours lives, so that the user sees it on the phone and can end it there. Call
 * it again whenever ours is renewed. False when it has ended: end ours too. Throws when Maqiao does not answer.
 */
async function keepAtMaqiao(sid) {
  const answer = await fetch(`${MAQIAO_URL}/api/sessions/${sid}/keep`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${SITE_API_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ expiresIn: SESSION_SECONDS }),
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
  });
  if (answer.status !== 200 && answer.status !== 410)
    throw new Error(`extending a session answered ${answer.status}`);
  return answer.status === 200;
}

/** Ends Maqiao's session, as otherwise the next visit would sign in without a scan. Throws when Maqiao does not answer. */
async function endAtMaqiao(sid) {
  const answer = await fetch(`${MAQIAO_URL}/api/sessions/${sid}/delete`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${SITE_API_KEY}`, 'Content-Type': 'application/json' },
    body: '{}',
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
  });
  if (answer.status !== 204) throw new Error(`ending a session answered ${answer.status}`);
}

/** Whether Maqiao sent this webhook (standardwebhooks.com; its library for Node does the same). */
function sentByMaqiao(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures = '' } = headers;
  if (!WEBHOOK_SECRET || !(Math.abs(Date.now() / 1000 - Number(time)) < 300)) return false;
  const key = Buffer.from(WEBHOOK_SECRET.replace('whsec_', ''), 'base64');
  const right = Buffer.from(
    `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`,
  );
  return signatures
    .split(' ')
    .map((signature) => Buffer.from(signature))
    .some((signature) => signature.length === right.length && timingSafeEqual(signature, right));
}

const routes = {
  // The page sends the token once; after that our own cookie identifies the user.
  async 'POST /login'(request, response) {
    const token = /^Bearer ([A-Za-z0-9._-]{1,4096})$/.exec(request.headers.authorization ?? '')?.[1];
    const person = token && (await personOf(token));
    if (!person || !(await keepAtMaqiao(person.sid))) return response.writeHead(401).end();
    const id = randomBytes(32).toString('base64url');
    // `sub` is the key of the account. `openid` finds users in a table that you had before.
    sessions.set(id, { sub: person.sub, openid: person.openid, sid: person.sid });
    const secure = SITE_ORIGIN.startsWith('https:') ? '; Secure' : '';
    const cookie = `session=${id}; Path=/; Max-Age=${SESSION_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
    response.writeHead(204, { 'Set-Cookie': cookie }).end();
  },
  async 'GET /me'(request, response) {
    const person = sessions.get(sessionOf(request));
    if (!person?.sub) return response.writeHead(401).end();
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify({ sub: person.sub }));
  },
  // Signing out ends both sessions, ours first. If Maqiao does not answer, `sid` is kept for another try.
  async 'POST /logout'(request, response) {
    const id = sessionOf(request);
    const sid = sessions.get(id)?.sid;
    if (sid) {
      sessions.set(id, { sid });
      await endAtMaqiao(sid);
    }
    sessions.delete(id);
    response.writeHead(204, { 'Set-Cookie': 'session=; Path=/; Max-Age=0' }).end();
  },
  // A webhook about sessions that ended elsewhere: on the phone, with the account, by a block. Ours end too.
  async 'POST /hooks/maqiao'(request, response) {
    if (!(Number(request.headers['content-length']) < 65536)) return response.writeHead(413).end();
    const body = await text(request);
    if (!sentByMaqiao(request.headers, body)) return response.writeHead(401).end();
    const { type, data } = JSON.parse(body);
    for (const [id, { sid, sub }] of sessions) {
      const signedOut = type === 'user.signed_out' && sid === data.sid;
      const gone = (type === 'user.deleted' || type === 'user.blocked') && sub === data.sub;
      if (signedOut || gone) sessions.delete(id);
    }
    response.writeHead(204).end();
  },
};

const sessionOf = (request) => /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];

createServer((request, response) => {
  const route = routes[`${request.method} ${request.url}`];
  if (!route) return response.writeHead(404).end();
  route(request, response).catch((error) => {
    console.error(error.message); // Maqiao did not answer, which does not mean that the token is invalid
    response.writeHead(503).end();
  });
}).listen(Number(PORT), '127.0.0.1');
