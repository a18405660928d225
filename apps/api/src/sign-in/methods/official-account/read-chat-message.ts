import { SCENE_PATTERN } from '@maqiao/shared';
import type { PushMessage } from '../../../wechat/push/push-message.ts';
import { SCENE_PREFIX } from './official-account-method.ts';

/** What a message means to us. */
export type ChatMessage =
  /** A code of ours was scanned, by a follower or by somebody who follows by it. */
  | { readonly kind: 'scan'; readonly scene: string }
  | { readonly kind: 'six-digits'; readonly digits: string }
  /** One or two digits: an answer, if something was asked. */
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'unsubscribe' }
  | { readonly kind: 'other' };

const OTHER = { kind: 'other' } as const;

/** Reads a message. Digits may be full-width, as Chinese keyboards type them, and have spaces in them. */
export function readChatMessage({ type, event, eventKey, content }: PushMessage): ChatMessage {
  if (type === 'event') {
    if (event === 'unsubscribe') return { kind: 'unsubscribe' };
    const key =
      event === 'subscribe' ? withoutPrefix(eventKey, 'qrscene_') : event === 'scan' ? eventKey : undefined;
    const scene = key === undefined ? undefined : withoutPrefix(key, SCENE_PREFIX);
    return scene !== undefined && SCENE_PATTERN.test(scene) ? { kind: 'scan', scene } : OTHER;
  }
  if (type !== 'text') return OTHER;
  const text = content.normalize('NFKC').replace(/[\s\u200B-\u200F\uFEFF]/gu, '');
  if (/^\d{6}$/.test(text)) return { kind: 'six-digits', digits: text };
  return /^\d{1,2}$/.test(text) ? { kind: 'answer', text } : OTHER;
}

function withoutPrefix(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
