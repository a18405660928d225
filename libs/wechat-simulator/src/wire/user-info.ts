import type { People } from '../people.ts';
import { type OfficialAccountSurroundings, officialAccountEndpoint } from './official-account-call.ts';
import { type WireEndpoint, failure, pick, success } from './wire-call.ts';

/**
 * `GET /cgi-bin/user/info`: whether a person follows the account, and their unionid when it is bound. Nickname,
 * picture and region have been empty since December 2021.
 */
export function userInfoEndpoint(surroundings: OfficialAccountSurroundings, people: People): WireEndpoint {
  return officialAccountEndpoint(
    surroundings,
    '/cgi-bin/user/info',
    'GET',
    (call) => pick(Object.fromEntries(call.query), ['openid', 'lang']),
    (call, account) => {
      if (account.settings.kind === 'subscription') return failure(48001);
      const openid = call.query.get('openid') ?? '';
      const person = people.byOpenid(openid, account.settings.appId);
      if (!person) return failure(40003);
      const unionid = people.unionid(person.id);
      const follower = account.followers.find(person.id);
      if (!follower) return success({ subscribe: 0, openid, unionid });
      return success({
        subscribe: 1,
        openid,
        nickname: '',
        sex: 0,
        language: call.query.get('lang') ?? 'zh_CN',
        city: '',
        province: '',
        country: '',
        headimgurl: '',
        subscribe_time: follower.since,
        unionid,
        remark: '',
        groupid: 0,
        tagid_list: [],
        subscribe_scene: follower.scene === undefined ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE',
        qr_scene: 0,
        qr_scene_str: follower.scene ?? '',
      });
    },
  );
}
