// Makes the data of a site that an archive has run, for upgraded.spec.ts. README.md says how it is called.
import { freePort } from '@maqiao/test-servers';
import { startSimulator } from '@maqiao/wechat-simulator';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { startServer } from '../support/running.ts';
import { SiteCalls } from '../support/site-calls.ts';

const [archive] = process.argv.slice(2);
if (archive === undefined) throw new Error('node e2e/release/released/make.ts <archive of npm run release>');

const home = mkdtempSync(join(tmpdir(), 'maqiao-released-'));
const simulator = await startSimulator();
try {
  execFileSync('tar', ['-xzf', archive, '-C', home]);
  const folder = join(home, readdirSync(home)[0] ?? '');
  const { version } = JSON.parse(readFileSync(join(folder, 'release.json'), 'utf8')) as { version: string };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { PATH: '/nonexistent', WECHAT_API_BASE_URL: simulator.url, PORT: String(port) };
  const maqiao = (...args: string[]) =>
    execFileSync(join(folder, 'maqiao'), args, { env, cwd: '/', encoding: 'utf8' });

  const secretFile = join(home, 'app-secret');
  writeFileSync(secretFile, simulator.appSecret);
  const answers = { 'app-id': simulator.appId, 'app-secret-file': secretFile, 'public-url': url };
  const options = Object.entries(answers).flatMap(([name, value]) => [`--${name}`, value]);
  maqiao('init', ...options, '--site-name', '山前书店', '--yes');

  const { child } = await startServer({ folder }, url, { env });
  const site = new SiteCalls(url, simulator);
  const phone = await site.phone('a');
  await site.call('/api/me', { method: 'PUT', body: { nickname: '王小明' }, headers: phone });
  const picture = sharp({ create: { width: 32, height: 32, channels: 3, background: '#3a7' } }).png();
  await fetch(`${url}/api/me/avatar`, {
    method: 'PUT',
    headers: { ...phone, 'Content-Type': 'image/png' },
    body: new Uint8Array(await picture.toBuffer()),
  });
  const first = await site.signIn('a');
  const ofBackup = await site.refresh(first);
  await site.signIn('b');
  const blocked = simulator.people.openid('b');
  maqiao('users', 'block', blocked);
  maqiao('backup');
  // Somebody who came after the backup.
  const later = await site.signIn('c');
  const now = await site.refresh(ofBackup);
  const { body: me } = await site.call('/api/me', { method: 'GET', headers: phone });

  child.kill('SIGTERM');
  await once(child, 'exit');
  copyFileSync(join(folder, '.env'), join(folder, 'env'));
  const packed = join(import.meta.dirname, `${version}.tar.gz`);
  execFileSync('tar', ['--sort=name', '--owner=0', '--group=0', '-czf', packed, '-C', folder, 'env', 'data']);
  const facts = {
    version,
    madeAt: Date.now(),
    url,
    backup: basename(readdirSync(join(folder, 'data/backups'))[0] ?? ''),
    person: { id: me.id, nickname: me.nickname, avatar: new URL(String(me.avatarUrl)).pathname },
    cookies: { now, ofBackup, later },
    blocked,
  };
  writeFileSync(join(import.meta.dirname, `${version}.json`), `${JSON.stringify(facts, null, 2)}\n`);
} finally {
  await simulator.close();
  rmSync(home, { recursive: true, force: true });
}
