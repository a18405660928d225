import type { ErrorCode } from '@maqiao/shared';
import type { OidcCall } from './oidc-call.ts';

/**
 * A page for people that the engine asks for. `signing-out` is a sign-out that needs no question: its form sends itself
 * where scripts run, and has a button where none do.
 */
export type NoticeName =
  | 'sign-out'
  | 'signing-out'
  | 'signed-out'
  | 'still-signed-in'
  | 'device-code'
  | 'device-confirm'
  | 'device-done';

/** A form as the engine wants it: by POST to a path of ours. The buttons are the page's. */
interface NoticeForm {
  readonly action: string;
  /** What it brings, beside what is typed and chosen. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a device said of itself when it asked. `unknown` as elsewhere; the place is null when nothing is known. */
export interface ShownDevice {
  readonly browser: string;
  readonly os: string;
  readonly region: string | null;
}

/** Facts that stand in a page. */
export interface NoticeFacts {
  /** Name of the client. */
  readonly client?: string | undefined;
  /** The code of a device, as it shows it, or as it was typed. */
  readonly code?: string | undefined;
  /** What was wrong with what was typed. */
  readonly fault?: 'code-refused' | 'page-outdated' | 'declined' | undefined;
  readonly device?: ShownDevice | undefined;
  readonly form?: NoticeForm | undefined;
  /** The form is sent without a question, where scripts run. */
  readonly sendsItself?: boolean | undefined;
  /** Where the form's answer sends the browser, beside ourselves: an origin, or a scheme such as `com.example.app:`. */
  readonly leadsTo?: string | undefined;
}

export interface DrawnPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Draws pages for people; what the pages look like is decided where pages are (`web-pages/`). */
export interface PageDrawing {
  /** @param technical what is wrong, for the client's developer */
  problem(code: ErrorCode, call: OidcCall, technical: string): DrawnPage | undefined;
  notice(name: NoticeName, facts: NoticeFacts, call: OidcCall): DrawnPage | undefined;
}
