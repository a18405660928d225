import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { SceneOrigin } from '@maqiao/shared';
import { Repository } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { SecurityEvent } from './entities.ts';
import { shortAddress } from './snapshot.ts';

/** What happened to people's logins, one row each. */
@Injectable()
export class TrailService {
  private readonly logger = new Logger(TrailService.name);

  constructor(@InjectRepository(SecurityEvent) private readonly events: Repository<SecurityEvent>) {}

  /** Enters an event: once, however often it is told. */
  async enter(
    kind: SecurityEvent['kind'],
    userId: string,
    subject: string,
    of: SceneOrigin,
    sessionId: string | null,
  ): Promise<void> {
    const { origin, browser, os, region } = of;
    const ip = sessionId === null ? shortAddress(of.ip) : of.ip;
    this.logger.log({ msg: 'Security event', event: 'security', kind, user: userId, origin });
    await this.events
      .createQueryBuilder()
      .insert()
      .values({
        id: uuidv7(),
        userId,
        kind,
        subject,
        at: Date.now(),
        origin,
        browser,
        os,
        region,
        ip,
        sessionId,
      })
      .orIgnore()
      .updateEntity(false)
      .execute();
  }
}
