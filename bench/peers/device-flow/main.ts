// better-auth's device authorization (RFC 8628) as its documentation sets it up, in memory-mapped SQLite like the others.
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { deviceAuthorization } from 'better-auth/plugins';
import Sqlite from 'better-sqlite3';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const { DATABASE_URL = '', PUBLIC_URL = '' } = process.env;

const database = new Sqlite(DATABASE_URL.slice('sqlite:'.length));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = NORMAL');
const options = {
  database,
  baseURL: PUBLIC_URL,
  trustedOrigins: [PUBLIC_URL],
  secret: 'a-secret-that-lives-for-one-benchmark-only',
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
  plugins: [
    deviceAuthorization({ expiresIn: '30m', interval: '5s', validateClient: () => Promise.resolve(true) }),
  ],
};
await (await getMigrations(options)).runMigrations();
const answer = toNodeHandler(betterAuth(options));
const server = createServer((request, response) => void answer(request, response));
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'listening', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.once('disconnect', () => process.exit());
