import type { People } from '../people.ts';
import type { Authorizations, Grant } from '../web-oauth/authorizations.ts';
import { headimgPath } from './headimg.ts';
import { SNS_CONTENT_TYPE, snsEndpoint } from './sns-oauth2.ts';
import { type WireCall, type WireEndpoint, failure, success } from './wire-call.ts';

/** `GET /sns/auth`: whether an access token still works for an openid. Its success does have `errcode: 0`. */
export function snsAuthEndpoint(authorizations: Authorizations): WireEndpoint {
  return snsEndpoint('/sns/auth', ['openid'], (call) => {
    const grant = grantOf(call, authorizations);
    return typeof grant === 'number'
      ? failure(grant)
      : success({ errcode: 0, errmsg: 'ok' }, SNS_CONTENT_TYPE);
  });
}

/** What a visitor in snapshot mode is called. */
const VIRTUAL_NICKNAME = '微信用户';

/**
 * `GET /sns/userinfo`: nickname, picture and unionid; 48001 with a token of `snsapi_base`. A visitor in snapshot mode
 * gets virtual data or 48001: both are reported; here those without `is_snapshotuser` get 48001. Sex and region
 * have been empty since October 2021.
 */
export function snsUserinfoEndpoint(
  authorizations: Authorizations,
  people: People,
  publicAddress: (path: string) => string,
): WireEndpoint {
  return snsEndpoint('/sns/userinfo', ['openid', 'lang'], (call) => {
    const grant = grantOf(call, authorizations);
    if (typeof grant === 'number') return failure(grant);
    const person = people.find(grant.personId);
    if (grant.scope === 'snsapi_base' || grant.snapshot === 'unflagged' || !person) return failure(48001);
    return success(
      {
        openid: authorizations.openid(grant),
        nickname: grant.snapshot ? VIRTUAL_NICKNAME : person.label,
        sex: 0,
        language: '',
        city: '',
        province: '',
        country: '',
        headimgurl: grant.snapshot ? '' : publicAddress(headimgPath(person.id)),
        privilege: [],
        unionid: authorizations.unionid(grant),
      },
      SNS_CONTENT_TYPE,
    );
  });
}

function grantOf(call: WireCall, authorizations: Authorizations): Grant | number {
  const accessToken = call.query.get('access_token');
  if (!accessToken) return 41001;
  const openid = call.query.get('openid');
  return openid ? authorizations.check(accessToken, openid) : 41009;
}
