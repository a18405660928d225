import type { PushFields } from './push-document.ts';

/** What a person has written to the account, or has done with it. */
export interface PushMessage {
  /** The account's original id, `gh_…`. */
  readonly to: string;
  /** The openid. */
  readonly from: string;
  /** Unix seconds, as WeChat wrote them. */
  readonly createTime: string;
  /** `text`, `event`, …, in lower case. */
  readonly type: string;
  /** `subscribe`, `scan`, …, in lower case; empty unless it is an event. */
  readonly event: string;
  readonly eventKey: string;
  readonly content: string;
  /**
   * The same for each repeat, and for nothing else: MsgId, or for events FromUserName, CreateTime, Event and EventKey: who
   * scans two codes in one second means both.
   */
  readonly id: string;
}

/** Reads a push as a message. @returns undefined when it lacks what every message has */
export function readPushMessage(fields: PushFields): PushMessage | undefined {
  const to = fields.get('ToUserName');
  const from = fields.get('FromUserName');
  const createTime = fields.get('CreateTime');
  const type = fields.get('MsgType')?.toLowerCase();
  if (to === undefined || from === undefined || createTime === undefined || type === undefined)
    return undefined;
  if (!/^[\x21-\x7e]{1,128}$/.test(from) || !/^\d{1,12}$/.test(createTime)) return undefined;
  const event = (fields.get('Event') ?? '').toLowerCase();
  const eventKey = fields.get('EventKey') ?? '';
  const messageId = fields.get('MsgId');
  return {
    to,
    from,
    createTime,
    type,
    event,
    eventKey,
    content: fields.get('Content') ?? '',
    id: messageId === undefined ? `${from} ${createTime} ${event} ${eventKey}` : `${from} ${messageId}`,
  };
}
