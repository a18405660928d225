// The floor: what a login costs without a framework. node:http and ws, the same calls, the same checks, the same rows in
// the same database, the same signatures as the product; nothing that only makes a program easier to maintain.
import { SCENE_PATTERN } from '@maqiao/shared';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { countChanges } from './counts.ts';
import { log } from './log.ts';
import { Logins, type Answer } from './logins.ts';
import { PostgresRows } from './postgres-rows.ts';
import { RedisStore } from './redis-store.ts';
import type { Rows } from './rows.ts';
import { serveSockets } from './sockets.ts';
import { SqliteRows } from './sqlite-rows.ts';
import { MemoryStore, type Store } from './store.ts';
import { Tokens } from './tokens.ts';
import { AuditLog } from './audit-log.ts';
import { Wechat } from './wechat.ts';

const { DATABASE_URL = '', REDIS_URL, PUBLIC_URL = '', WECHAT_API_BASE_URL = '' } = process.env;
const LARGEST_BODY = 16 * 1024;
const SCENE_CALL = /^\/api\/scenes\/([^/]+)\/(scan|confirm)$/;

const rows: Rows = DATABASE_URL.startsWith('postgres')
  ? await PostgresRows.open(DATABASE_URL)
  : new SqliteRows(DATABASE_URL.slice('sqlite:'.length));
const store: Store = REDIS_URL === undefined ? new MemoryStore() : await RedisStore.open(REDIS_URL);
const tokens = new Tokens(await rows.signingKey(() => Tokens.makeKey()), PUBLIC_URL);
const logins = new Logins(
  PUBLIC_URL,
  store,
  rows,
  tokens,
  new Wechat(WECHAT_API_BASE_URL),
  new AuditLog(rows),
);
store.onStep = countChanges(rows);

async function handle(request: IncomingMessage, body: string): Promise<Answer> {
  const { method, url = '' } = request;
  if (method !== 'POST') return [404, '{"code":"not_found"}'];
  const [, scene, call] = SCENE_CALL.exec(url) ?? [];
  if (scene === undefined) {
    const { origin } = request.headers;
    if (origin !== undefined && origin !== PUBLIC_URL) return [403, '{"code":"origin_not_allowed"}'];
    return url === '/api/scenes' ? logins.register(request, parsed(body)) : [404, '{"code":"not_found"}'];
  }
  if (!SCENE_PATTERN.test(scene)) return [404, '{"code":"scene_not_found"}'];
  return call === 'scan' ? logins.scan(request, scene, parsed(body)) : logins.confirm(request, scene);
}

function parsed(body: string): Record<string, unknown> {
  const value: unknown = body === '' ? {} : JSON.parse(body);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function answer(request: IncomingMessage, response: ServerResponse, body: string, began: number): void {
  handle(request, body).then(
    ([status, json]) => send(request, response, status, json, began),
    () => send(request, response, 500, '{"code":"internal"}', began),
  );
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  json: string,
  began: number,
): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(json),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(json);
  const { method, url } = request;
  const milliseconds = Math.round(performance.now() - began);
  log(
    `"method":"${method}","path":"${url}","status":${status},"milliseconds":${milliseconds},"msg":"Request answered"`,
  );
}

const server = createServer((request, response) => {
  const began = performance.now();
  let body = '';
  let bytes = 0;
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY) request.destroy();
    body += chunk;
  });
  request.on('end', () => answer(request, response, body, began));
});
serveSockets(server, PUBLIC_URL, store, logins);
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', 4096, () => {
  process.send?.({ type: 'listening', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.once('disconnect', () => process.exit());
