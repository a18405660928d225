import { ForbiddenException, Injectable } from '@nestjs/common';
import type { SceneOrigin } from '@maqiao/shared';
import Bowser from 'bowser';
import type { User } from './entities.ts';
import { PeopleService } from './people.service.ts';
import { ScenesGateway } from './scenes.gateway.ts';
import { ScenesService, type Scene } from './scenes.service.ts';
import { PUBLIC_URL, TOKEN_SECONDS } from './settings.ts';
import { requestOf, snapshotOf } from './snapshot.ts';
import { TokensService } from './tokens.service.ts';
import { TrailService } from './trail.service.ts';
import { WechatService } from './wechat.service.ts';

/** The calls of browser and phone. */
@Injectable()
export class LoginsService {
  constructor(
    private readonly scenes: ScenesService,
    private readonly gateway: ScenesGateway,
    private readonly people: PeopleService,
    private readonly trail: TrailService,
    private readonly tokens: TokensService,
    private readonly wechat: WechatService,
  ) {}

  /** The answer to whoever registers again. */
  known(name: string): object | undefined {
    const scene = this.scenes.read(name);
    return scene && snapshotOf(scene, 'anyone');
  }

  async register(name: string, ip: string, userAgent: string | undefined): Promise<object> {
    this.scenes.checkClock(name);
    const picture = await this.wechat.picture(name);
    const scene = this.scenes.register(name, browserOf(ip, userAgent));
    return {
      ...snapshotOf(scene, 'anyone'),
      interval: 2,
      wxacode: { mediaType: 'image/jpeg', data: picture.toString('base64') },
    };
  }

  async scan(name: string, code: string, entry: number | null, ip: string): Promise<object> {
    const near = this.scenes.findOpen(name).browser.ip === ip ? 'same-network' : 'unknown';
    const { openid, sessionKey } = await this.wechat.identify(code);
    const user = await this.people.signIn(openid, sessionKey);
    if (user.blocked) throw new ForbiddenException('login_blocked');
    const profile = { nickname: user.nickname, avatarUrl: user.avatar };
    const scene = this.scenes.scan(name, user.id, { user: profile, near, entry });
    await this.trail.enter('scanned', user.id, name, scene.browser, null);
    this.gateway.tell(scene);
    return {
      accessToken: this.tokens.sign(user.id, 'mini-program'),
      expiresIn: TOKEN_SECONDS,
      user: profile,
      scene: snapshotOf(scene, 'phone'),
      request: requestOf(scene, near),
    };
  }

  async confirm(name: string, user: User): Promise<object> {
    const { scene, sid, first } = this.scenes.confirm(name, user.id);
    if (first) {
      await this.trail.enter('confirmed', user.id, name, scene.browser, sid);
      this.gateway.tell(scene);
      await this.deliver(scene, sid, user);
    }
    return snapshotOf(scene, 'phone');
  }

  private async deliver(scene: Scene, sid: string, user: User): Promise<void> {
    await this.people.insertSession(sid, user.id, scene.browser);
    await this.trail.enter('signed_in', user.id, sid, scene.browser, sid);
    scene.login = {
      accessToken: this.tokens.sign(user.id, scene.browser.origin, sid),
      tokenType: 'Bearer',
      expiresIn: TOKEN_SECONDS,
      user: { nickname: user.nickname, avatarUrl: user.avatar },
    };
    this.gateway.push(scene, scene.login);
  }
}

function browserOf(ip: string, userAgent: string | undefined): SceneOrigin {
  const { browser, os } = userAgent ? Bowser.parse(userAgent) : { browser: {}, os: {} };
  return {
    origin: PUBLIC_URL,
    browser: browser.name ?? 'unknown',
    os: os.name ?? 'unknown',
    ip,
    region: null,
    display: 'screen',
  };
}
