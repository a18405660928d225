import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { BoundCookies } from './bound-cookies.ts';

/** How long the person may take from the client's request to its answer, in seconds. */
export const INTERACTION_SECONDS = 15 * 60;

/**
 * The cookie that proves that an interaction began in this browser. That of the OpenID Connect engine is bound to the
 * page's path, and never comes with our calls.
 */
@Injectable()
export class InteractionCookies extends BoundCookies {
  constructor(secret: MaqiaoSecret, @Inject(SETTINGS) settings: Pick<Settings, 'publicUrl'>) {
    super(secret, {
      secure: settings.publicUrl.startsWith('https:'),
      name: 'maqiao-i-',
      purpose: 'interaction-cookie',
      seconds: INTERACTION_SECONDS,
    });
  }
}
