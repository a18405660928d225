import type { AskedPurpose } from '@maqiao/shared';
import { askedPurpose } from '@maqiao/shared/schemas';
import { ApiError } from '../../platform/http/api-error.ts';
import { isBelow, localPathOf } from '../../platform/http/local-path.ts';
import { askedPurposeOf } from '../purposes.ts';
import type { Opener, RedirectDisplay } from './attempt.ts';

/** What a page asks for by the query of `/sign-in/{method}`. */
export interface BeginRequest {
  readonly display: RedirectDisplay;
  readonly interaction: string | undefined;
  readonly wayBack: string;
  readonly opener: Opener | undefined;
  /** What it is for, where it signs nobody in. */
  readonly purpose: AskedPurpose | undefined;
}

const DISPLAYS: readonly RedirectDisplay[] = ['page', 'popup', 'embedded'];

/** Reads the query. @throws ApiError `invalid_request` */
export function readBeginRequest(query: URLSearchParams): BeginRequest {
  const wanted = query.get('display') ?? 'page';
  const display = DISPLAYS.find((one) => one === wanted);
  if (display === undefined) throw wrong('display: must be page, popup or embedded.');
  const interaction = query.get('interaction') ?? undefined;
  if (interaction !== undefined && !/^[A-Za-z0-9_-]{16,64}$/.test(interaction))
    throw wrong('interaction: must be the id of an interaction.');
  if (display === 'popup' && interaction !== undefined)
    throw wrong('interaction: is answered on a page of this server, and not by a pop-up.');
  const purpose = askedPurposeIn(query);
  if (purpose !== undefined && (display !== 'page' || interaction !== undefined))
    throw wrong('purpose: on a full page alone, and not together with an interaction.');
  return {
    display,
    purpose,
    interaction,
    wayBack: wayBackOf(query.get('to') ?? undefined),
    opener: display === 'popup' ? openerIn(query) : undefined,
  };
}

function askedPurposeIn(query: URLSearchParams): AskedPurpose | undefined {
  const [purpose, action] = [query.get('purpose') ?? undefined, query.get('action') ?? undefined];
  const asked = askedPurpose.safeParse({ purpose, action });
  if (!asked.success) throw wrong('purpose: must be link, or step-up with an action.');
  return askedPurposeOf(asked.data);
}

/** A path of our own pages; `/` for whatever is none, and for what would begin anew or is no page. */
function wayBackOf(wanted: string | undefined): string {
  const path = localPathOf(wanted);
  const isNone = path === undefined || isBelow(path, 'sign-in') || isBelow(path, 'api');
  return isNone ? '/' : path;
}

function openerIn(query: URLSearchParams): Opener {
  const [origin, challenge] = [query.get('origin') ?? '', query.get('challenge') ?? ''];
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge))
    throw wrong('challenge: must be base64url of a SHA-256, 43 characters.');
  return { origin, challenge };
}

function wrong(detail: string): ApiError {
  return new ApiError('invalid_request', { detail });
}
