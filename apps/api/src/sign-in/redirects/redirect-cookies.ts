import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { BoundCookies } from '../bound-cookies.ts';
import { JOURNEY_MS } from './attempt.ts';

/** The cookie that binds a `state` to the browser in which the journey began. */
@Injectable()
export class RedirectCookies extends BoundCookies {
  constructor(secret: MaqiaoSecret, @Inject(SETTINGS) settings: Pick<Settings, 'publicUrl'>) {
    super(secret, {
      secure: settings.publicUrl.startsWith('https:'),
      name: 'maqiao-r-',
      purpose: 'redirect-cookie',
      seconds: JOURNEY_MS / 1000,
    });
  }
}
