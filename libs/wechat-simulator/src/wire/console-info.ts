import { autoReplyInfo, selfMenuInfo } from '../official-account/console.ts';
import { type OfficialAccountSurroundings, officialAccountEndpoint } from './official-account-call.ts';
import { type WireEndpoint, success } from './wire-call.ts';

/** `GET /cgi-bin/get_current_autoreply_info`: the automatic replies that the console holds. */
export function autoreplyInfoEndpoint(surroundings: OfficialAccountSurroundings): WireEndpoint {
  return officialAccountEndpoint(
    surroundings,
    '/cgi-bin/get_current_autoreply_info',
    'GET',
    () => ({}),
    (_, account) => success(autoReplyInfo(account.console)),
  );
}

/** `GET /cgi-bin/get_current_selfmenu_info`: the menu that the console holds. */
export function selfmenuInfoEndpoint(surroundings: OfficialAccountSurroundings): WireEndpoint {
  return officialAccountEndpoint(
    surroundings,
    '/cgi-bin/get_current_selfmenu_info',
    'GET',
    () => ({}),
    (_, account) => success(selfMenuInfo(account.console)),
  );
}
