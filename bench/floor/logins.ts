import { SCENE_PATTERN, type SceneOrigin, type SceneRecord } from '@maqiao/shared';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fresh, snapshot } from './scene.ts';
import type { Rows } from './rows.ts';
import type { Store } from './store.ts';
import { seal, type Tokens } from './tokens.ts';
import type { AuditLog } from './audit-log.ts';
import type { Wechat } from './wechat.ts';

/** An answer: its status, and its JSON. */
export type Answer = readonly [status: number, json: string];

const CODE = /^[\x21-\x7e]{1,128}$/;
const PER_MINUTE = 1_000_000_000;

const refuse = (status: number, code: string): Answer => [status, `{"code":"${code}"}`];

/** The calls of browser and phone, in as few lines as possible. */
export class Logins {
  readonly #origin: string;
  readonly #store: Store;
  readonly #rows: Rows;
  readonly #tokens: Tokens;
  readonly #wechat: Wechat;
  readonly #audit: AuditLog;
  readonly #counts = new Map<string, number>();

  constructor(origin: string, store: Store, rows: Rows, tokens: Tokens, wechat: Wechat, audit: AuditLog) {
    this.#origin = origin;
    this.#store = store;
    this.#rows = rows;
    this.#tokens = tokens;
    this.#wechat = wechat;
    this.#audit = audit;
    setInterval(() => this.#counts.clear(), 60_000).unref();
  }

  async register(request: IncomingMessage, body: Record<string, unknown>): Promise<Answer> {
    const { scene } = body;
    if (typeof scene !== 'string' || !SCENE_PATTERN.test(scene)) return refuse(400, 'invalid_request');
    const { record, now } = await this.#store.read(scene);
    if (record) return [200, snapshot(record, now, 'anyone')];
    if (!fresh(scene, now)) return refuse(400, 'scene_clock');
    const ip = request.socket.remoteAddress ?? '';
    if (this.#tooMany(`scenes ${ip}`) || this.#tooMany('pictures')) return refuse(429, 'rate_limited');
    const picture = await this.#wechat.picture(scene);
    const browser = describe(request.headers['user-agent'] ?? '', request.headers.origin ?? this.#origin, ip);
    const outcome = await this.#store.apply(scene, { event: 'register', method: 'mini-program', browser });
    if (!outcome.record) return refuse(404, outcome.answer);
    const shown = snapshot(outcome.record, outcome.now, 'anyone').slice(0, -1);
    const data = picture.toString('base64');
    return [201, `${shown},"interval":2,"wxacode":{"mediaType":"image/jpeg","data":"${data}"}}`];
  }

  async scan(request: IncomingMessage, scene: string, body: Record<string, unknown>): Promise<Answer> {
    const { code, entry } = body;
    if (typeof code !== 'string' || !CODE.test(code)) return refuse(400, 'invalid_request');
    const { record: asked } = await this.#store.read(scene);
    if (!asked) return refuse(404, 'scene_not_found');
    if (asked.status !== 'pending' && asked.status !== 'scanned') return refuse(409, 'scene_closed');
    const ip = request.socket.remoteAddress ?? '';
    if (this.#tooMany(`scans ${ip}`)) return refuse(429, 'rate_limited');
    const identity = await this.#wechat.identify(code);
    if (!identity) return refuse(401, 'invalid_login_code');
    const user = await this.#rows.signIn(identity.openid, (id) => seal(id, identity.sessionKey));
    if (user.blocked === 1) return refuse(403, 'login_blocked');
    if (this.#tooMany(`people ${user.id}`)) return refuse(429, 'rate_limited');
    const near = asked.browser.ip === ip ? 'same-network' : 'unknown';
    const profile = { nickname: user.nickname, avatarUrl: user.avatar };
    const { answer, record, now } = await this.#store.apply(scene, {
      event: 'scan',
      person: user.id,
      scan: { user: profile, near, entry: typeof entry === 'number' ? entry : null },
    });
    if (answer !== 'ok' || !record) return refuse(409, answer);
    this.#audit.record('scanned', user.id, scene, record.browser, null);
    const token = this.#tokens.mint(user.id, 'mini-program');
    return [
      200,
      `{"accessToken":"${token}","expiresIn":600,"user":${JSON.stringify(profile)},"scene":${snapshot(record, now, 'phone')},"request":${who(record)}}`,
    ];
  }

  async confirm(request: IncomingMessage, scene: string): Promise<Answer> {
    const bearer = request.headers.authorization ?? '';
    const id = bearer.startsWith('Bearer ') ? this.#tokens.personOf(bearer.slice(7)) : undefined;
    const person = id === undefined ? undefined : await this.#rows.person(id);
    if (!person) return refuse(401, 'invalid_token');
    if (person.blocked === 1) return refuse(403, 'login_blocked');
    const { answer, record, now } = await this.#store.apply(scene, {
      event: 'confirm',
      person: person.id,
      sid: randomBytes(16).toString('base64url'),
    });
    if (answer !== 'ok' || !record) return refuse(409, answer);
    this.#audit.record('confirmed', person.id, scene, record.browser, record.sid ?? null);
    return [200, snapshot(record, now, 'phone')];
  }

  /** What a confirmed scene's browser is given; undefined when there is nothing to give. */
  async deliver({ sid, person, browser, scan }: SceneRecord): Promise<string | undefined> {
    if (sid === undefined || person === undefined || !scan) return undefined;
    const live = await this.#rows.insertSession({ sid, userId: person, ...browser });
    if (!live) return undefined;
    this.#audit.record('signed_in', person, sid, browser, sid);
    const token = this.#tokens.mint(person, browser.origin, sid);
    return `{"accessToken":"${token}","tokenType":"Bearer","expiresIn":600,"user":${JSON.stringify(scan.user)}}`;
  }

  #tooMany(key: string): boolean {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count > PER_MINUTE;
  }
}

function describe(userAgent: string, origin: string, ip: string): SceneOrigin {
  const browser = /Edg\//.test(userAgent)
    ? 'Edge'
    : /Chrome\//.test(userAgent)
      ? 'Chrome'
      : /Firefox\//.test(userAgent)
        ? 'Firefox'
        : /Safari\//.test(userAgent)
          ? 'Safari'
          : 'unknown';
  const os = /Windows/.test(userAgent) ? 'Windows' : /Mac OS X/.test(userAgent) ? 'macOS' : 'unknown';
  return { origin, browser, os, ip, region: null, display: 'screen' };
}

function who({ browser, scan, createdAt }: SceneRecord): string {
  const { origin, os, ip, region, display } = browser;
  return JSON.stringify({
    siteName: new URL(origin).host,
    siteUrl: origin,
    browser: browser.browser,
    os,
    region,
    ip: `${(ip ?? '').split('.').slice(0, 2).join('.')}.0.0/16`,
    near: scan?.near ?? 'unknown',
    match: 'none',
    display,
    createdAt: new Date(createdAt).toISOString(),
  });
}
