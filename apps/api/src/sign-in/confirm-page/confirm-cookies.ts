import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { BoundCookies } from '../bound-cookies.ts';

/** No page lasts longer. */
const SECONDS = 15 * 60;

/** The cookie that proves, for one confirm page, that WeChat has named the person of this browser as the one it is for. */
@Injectable()
export class ConfirmCookies extends BoundCookies {
  constructor(secret: MaqiaoSecret, @Inject(SETTINGS) settings: Pick<Settings, 'publicUrl'>) {
    super(secret, {
      secure: settings.publicUrl.startsWith('https:'),
      name: 'maqiao-c-',
      purpose: 'confirm-cookie',
      seconds: SECONDS,
    });
  }
}
