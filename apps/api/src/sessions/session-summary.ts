import type { SessionSummary } from '@maqiao/shared';
import { siteNameOf } from '../config/site-name.ts';
import type { Session } from './session.ts';

/** A session as its person sees it, with the whole address. @param currentSid that of the browser that asks */
export function sessionSummary(
  session: Session,
  currentSid: string | undefined,
  settings: Parameters<typeof siteNameOf>[1],
): SessionSummary {
  return {
    id: session.sid,
    origin: session.origin,
    siteName: siteNameOf(session.origin, settings),
    browser: session.browser,
    os: session.os,
    ip: session.ip,
    region: session.region,
    createdAt: new Date(session.createdAt).toISOString(),
    lastSeenAt: new Date(session.lastSeenAt).toISOString(),
    current: session.sid === currentSid,
  };
}
