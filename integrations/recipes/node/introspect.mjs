// The backend of a site that signs people in with Maqiao. Node 18 or newer, nothing to install.
//   MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… node introspect.mjs
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const { MAQIAO_URL, SITE_ORIGIN, SITE_API_KEY, PORT = '8080' } = process.env;

/** Our own sessions. In a real site: a table of the database. */
const sessions = new Map();

/** Who a token belongs to, or undefined when it is no good here. Throws when Maqiao does not answer. */
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
  // A token that was given for another site is active too: only one for our own pages signs in here.
  return person.active && person.aud === SITE_ORIGIN ? person : undefined;
}

const routes = {
  // The page sends the token once; from here on our own cookie says who it is.
  async 'POST /login'(request, response) {
    const token = /^Bearer ([A-Za-z0-9._-]{1,4096})$/.exec(request.headers.authorization ?? '')?.[1];
    const person = token && (await personOf(token));
    if (!person) return response.writeHead(401).end();
    const id = randomBytes(32).toString('base64url');
    // `sub` is the key of the account. `openid` finds people in a table that you had before.
    sessions.set(id, { sub: person.sub, openid: person.openid, sid: person.sid });
    const secure = SITE_ORIGIN.startsWith('https:') ? '; Secure' : '';
    response.writeHead(204, { 'Set-Cookie': `session=${id}; Path=/; HttpOnly; SameSite=Lax${secure}` }).end();
  },
  async 'GET /me'(request, response) {
    const person = sessions.get(sessionOf(request));
    if (!person) return response.writeHead(401).end();
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify({ sub: person.sub }));
  },
  async 'POST /logout'(request, response) {
    sessions.delete(sessionOf(request));
    response.writeHead(204, { 'Set-Cookie': 'session=; Path=/; Max-Age=0' }).end();
  },
};

const sessionOf = (request) => /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];

createServer((request, response) => {
  const route = routes[`${request.method} ${request.url}`];
  if (!route) return response.writeHead(404).end();
  route(request, response).catch((error) => {
    console.error(error.message); // Maqiao is away, which is not the same as a bad token
    response.writeHead(503).end();
  });
}).listen(Number(PORT), '127.0.0.1');
