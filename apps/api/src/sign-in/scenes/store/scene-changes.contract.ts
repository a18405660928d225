import type { SceneChange, SceneEventName } from '@maqiao/shared';

/** Not the default, so that a store which forgets it is seen. */
export const METHOD = 'a-method';

export const FIRST = 'person-1';
export const OTHER = 'person-2';

export const browser = {
  origin: 'https://site.example',
  browser: 'Firefox',
  os: 'Linux',
  ip: '192.0.2.7',
  region: '浙江 杭州',
  display: 'screen',
} as const;

export const scan = {
  user: { nickname: '王小明', avatarUrl: null },
  near: 'same-region',
  entry: 1047,
} as const;

/** The fields of each event when a person causes it. */
export function changeOf(event: SceneEventName, person: string, instance = 'instance-1'): SceneChange {
  switch (event) {
    case 'register':
      return { event, method: METHOD, browser };
    case 'watch':
      return { event, holder: instance };
    case 'scan':
      return { event, person, scan };
    case 'confirm':
      return { event, person, sid: `sid-of-${person}` };
    case 'reject':
      return { event, person };
    case 'proveAgain':
      return { event, provenSid: `earlier-sid-of-${person}` };
    case 'cancel':
    case 'deliver':
    case 'redeem':
    case 'acknowledge':
      return { event };
  }
}
