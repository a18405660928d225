import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { BoundCookies } from '../bound-cookies.ts';
import { PASSKEY_MS } from '../methods/passkey/passkey-method.ts';

/** The cookie that binds a challenge to the browser that has asked for it. */
@Injectable()
export class PasskeyCookies extends BoundCookies {
  constructor(secret: MaqiaoSecret, @Inject(SETTINGS) settings: Pick<Settings, 'publicUrl'>) {
    super(secret, {
      secure: settings.publicUrl.startsWith('https:'),
      name: 'maqiao-p-',
      purpose: 'passkey-cookie',
      seconds: PASSKEY_MS / 1000,
    });
  }
}
