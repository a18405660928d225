import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What is wrong with a line of a file of people; the line is said before it. */
export const lineMessages = {
  not_csv: { en: 'this is not valid CSV ({failure})', zh: '不是有效的 CSV（{failure}）' },
  not_json: { en: 'this is not valid JSON', zh: '不是有效的 JSON' },
  not_a_list: { en: 'the file must be a JSON list of people', zh: '文件应为 JSON 数组，每个元素是一个人' },
  not_a_person: { en: 'this is not a person', zh: '这不是一个人' },
  unknown_column: {
    en: 'there is no column {column}; known are {known}',
    zh: '没有 {column} 这一列；可以用的有 {known}',
  },
  not_utf8: { en: '{column} is not UTF-8', zh: '{column} 不是 UTF-8' },
  missing: { en: '{column} is missing', zh: '缺少 {column}' },
  wrong_provider: {
    en: 'provider must be mini-program, official-account or website',
    zh: 'provider 只能是 mini-program、official-account 或 website',
  },
  wrong_value: { en: '{column} must be {wants}', zh: '{column} 应为{wants}' },
  other_app_id: {
    en: 'app_id {appId} is not one of yours: it is in no setting, nor in WECHAT_FORMER_APP_IDS (or allow it: --allow-app-id {appId})',
    zh: 'app_id {appId} 不是你的账号：设置和 WECHAT_FORMER_APP_IDS 里都没有它（也可以放行：--allow-app-id {appId}）',
  },
} as const satisfies MessageTable;

/** What a column takes. */
export const wantMessages = {
  app_id: { en: 'an AppID', zh: ' AppID' },
  openid: { en: 'an openid', zh: ' openid' },
  unionid: { en: 'a unionid', zh: ' unionid' },
  external_id: { en: '1 to 190 characters', zh: ' 1 到 190 个字符' },
  created_at: {
    en: 'a time such as 2024-05-01T08:00:00Z, or Unix seconds',
    zh: '时间，例如 2024-05-01T08:00:00Z，或 Unix 秒数',
  },
} as const satisfies MessageTable;

/** Why a line is left out, and nothing of it is written. */
export const conflictMessages = {
  external_id_differs: {
    en: 'the user of this openid ({user}) has another external id',
    zh: '这个 openid 的用户（{user}）已有别的 external_id',
  },
  external_id_taken: {
    en: 'the external id is that of another user ({user})',
    zh: '这个 external_id 属于别的用户（{user}）',
  },
  unionid_differs: {
    en: 'this openid is known with another unionid (user {user})',
    zh: '这个 openid 已有别的 unionid（用户 {user}）',
  },
  unionid_held: {
    en: 'another openid of the same account has this unionid (user {user})',
    zh: '同一个账号的另一个 openid 已有这个 unionid（用户 {user}）',
  },
  two_people: {
    en: 'the external id is that of one user, the unionid that of another ({user}): merge them first',
    zh: 'external_id 和 unionid 分别属于两个用户（{user}）：请先合并',
  },
} as const satisfies MessageTable;
