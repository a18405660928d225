import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { SceneOrigin } from '@maqiao/shared';
import { randomBytes } from 'node:crypto';
import { QueryFailedError, Repository } from 'typeorm';
import { seal } from '../../floor/tokens.ts';
import { Session, User } from './entities.ts';
import { TOKEN_SECONDS, WECHAT_APP_ID } from './settings.ts';

/** People and their sessions. */
@Injectable()
export class PeopleService {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
  ) {}

  find(id: string): Promise<User | null> {
    return this.users.findOneBy({ id });
  }

  /** The person of an openid, made when nobody has it yet; the new session key is kept sealed. */
  async signIn(openid: string, sessionKey: string): Promise<User> {
    const known = await this.users.findOneBy({ appId: WECHAT_APP_ID, openid });
    if (known) return this.update(known, sessionKey);
    try {
      return await this.insert(openid, sessionKey);
    } catch (error) {
      // Two first scans of one person at the same time.
      const other =
        error instanceof QueryFailedError
          ? await this.users.findOneBy({ appId: WECHAT_APP_ID, openid })
          : null;
      if (!other) throw error;
      return this.update(other, sessionKey);
    }
  }

  /** Inserts the session that a confirm drew. */
  async insertSession(sid: string, userId: string, of: SceneOrigin): Promise<void> {
    const now = Date.now();
    await this.sessions.insert({
      sid,
      userId,
      origin: of.origin,
      browser: of.browser,
      os: of.os,
      ip: of.ip,
      region: of.region,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + TOKEN_SECONDS * 1_000,
      cookieCounter: 0,
      advancedAt: now,
    });
  }

  private async update(user: User, sessionKey: string): Promise<User> {
    const change = { sessionKeySealed: seal(user.id, sessionKey), lastLoginAt: Date.now() };
    await this.users.update(user.id, change);
    return { ...user, ...change };
  }

  private async insert(openid: string, sessionKey: string): Promise<User> {
    const id = randomBytes(16).toString('base64url');
    const now = Date.now();
    const user: User = {
      id,
      appId: WECHAT_APP_ID,
      openid,
      unionid: null,
      sessionKeySealed: seal(id, sessionKey),
      nickname: null,
      avatar: null,
      blocked: 0,
      createdAt: now,
      lastLoginAt: now,
    };
    await this.users.insert(user);
    return user;
  }
}
