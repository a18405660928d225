import { Injectable, Logger } from '@nestjs/common';
import type { ErrorCode } from '@maqiao/shared';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { toApiError } from '../../platform/http/problem.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { oidcMessages } from '../oidc-messages.ts';
import { shownDevice } from './device-info.ts';
import { EngineIds } from './engine-ids.ts';
import { isHintOfSession, whereItLeads } from './logout-request.ts';
import type { NoticeFacts, NoticeName, PageDrawing, DrawnPage } from './page-drawing.ts';
import { currentOidcCall, type OidcCall } from './oidc-call.ts';

/** No code of a device is longer, however it is typed. */
const LONGEST_CODE = 40;

/** What people see of the engine: its errors and forms, in our pages. Never a stack. */
@Injectable()
export class EnginePages {
  readonly #logger = new Logger('Oidc');
  readonly #ids: EngineIds;
  #drawing: PageDrawing | undefined;

  constructor(secret: MaqiaoSecret) {
    this.#ids = new EngineIds(secret);
  }

  /** Given once the pages are known: they are built after the features. */
  drawWith(drawing: PageDrawing): void {
    this.#drawing = drawing;
  }

  /** An error that has nowhere to be sent back to. One of the server comes to {@link serverError} as well, and is drawn there. */
  error(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string | undefined }): void {
    if (out.error === 'server_error') return;
    const technical = [out.error, out.error_description].filter(Boolean).join(': ');
    this.#send(ctx, (drawing, call) => drawing.problem(codeOf(ctx, out.error), call, technical), technical);
  }

  /** What the engine has answered `server_error` to. A client that is told so by a redirect stays told. */
  serverError(ctx: KoaContextWithOIDC, thrown: Error): void {
    if (ctx.status >= 400) this.failure(ctx, thrown);
    else this.#log(thrown);
  }

  /**
   * Answers an error of the server: also those that the engine does not catch, such as a session that it cannot store.
   * While the database is away that is 503, with the time after which a client may try again.
   */
  failure(ctx: KoaContextWithOIDC, thrown: unknown): void {
    this.#log(thrown);
    const { code, status, retryAfterSeconds } = toApiError(thrown);
    ctx.status = status;
    if (retryAfterSeconds !== undefined) ctx.set('Retry-After', String(retryAfterSeconds));
    const error = status === 503 ? 'temporarily_unavailable' : 'server_error';
    if (ctx.accepts('json', 'html') === 'html')
      this.#send(ctx, (drawing, call) => drawing.problem(code, call, error), error);
    else ctx.body = { error };
  }

  readonly logout = {
    logoutSource: (ctx: KoaContextWithOIDC) => {
      // The client has proven that it means this session, so the person is not asked.
      const isKnown = isHintOfSession(
        ctx.oidc.entities.IdTokenHint?.payload,
        currentOidcCall()?.session,
        this.#ids,
      );
      this.#notice(ctx, isKnown ? 'signing-out' : 'sign-out', {
        client: clientName(ctx),
        form: formOf(ctx, 'end_session_confirm'),
        leadsTo: whereItLeads(ctx),
      });
    },
    postLogoutSuccessSource: (ctx: KoaContextWithOIDC) =>
      this.#notice(ctx, currentOidcCall()?.session === undefined ? 'signed-out' : 'still-signed-in', {}),
  };

  readonly device = {
    userCodeInputSource: (ctx: KoaContextWithOIDC, _form: string, _out?: unknown, error?: Error) =>
      this.#notice(ctx, 'device-code', {
        fault: faultOf(error),
        code: codeIn(ctx),
        form: formOf(ctx, 'code_verification'),
      }),
    userCodeConfirmSource: (
      ctx: KoaContextWithOIDC,
      _form: string,
      client: { clientName?: string | undefined; clientId: string },
      device: Record<string, unknown>,
      code: string,
    ) =>
      this.#notice(ctx, 'device-confirm', {
        client: client.clientName ?? client.clientId,
        code,
        device: shownDevice(device),
        form: formOf(ctx, 'code_verification', { user_code: code }),
      }),
    successSource: (ctx: KoaContextWithOIDC) => this.#notice(ctx, 'device-done', { client: clientName(ctx) }),
  };

  /**
   * Replaces three pages of the engine that send a form by an inline script. A sign-out without a session, and a device's
   * code from the address (RFC 8628 §3.3.1), become pages of ours. When another person has signed in since an interaction
   * was finished, the engine would sign them out: we say that the interaction has expired.
   */
  drawInstead(ctx: KoaContextWithOIDC): void {
    const { route, session } = (ctx as Partial<KoaContextWithOIDC>).oidc ?? {};
    if (ctx.status !== 200 || ctx.method !== 'GET') return;
    if (
      (route === 'resume' || route === 'device_resume') &&
      session?.state?.postLogoutRedirectUri !== undefined
    ) {
      ctx.status = 400;
      const code = 'interaction_expired';
      this.#send(ctx, (drawing, call) => drawing.problem(code, call, 'another person has signed in'), code);
    }
    if (route === 'end_session' && session?.accountId === undefined)
      this.#notice(ctx, 'signing-out', {
        form: formOf(ctx, 'end_session_confirm'),
        leadsTo: whereItLeads(ctx),
      });
    if (route === 'code_verification' && ctx.oidc.params?.user_code !== undefined)
      this.#notice(ctx, 'device-code', {
        code: codeIn(ctx),
        sendsItself: true,
        form: formOf(ctx, 'code_verification'),
      });
  }

  /** What is expected, as a database that is away, has been logged where it was noticed. */
  #log(thrown: unknown): void {
    if (toApiError(thrown).code === 'internal')
      this.#logger.error({ msg: localize(oidcMessages.request_failed), err: thrown });
  }

  #notice(ctx: KoaContextWithOIDC, name: NoticeName, facts: NoticeFacts): void {
    this.#send(
      ctx,
      (drawing, call) => drawing.notice(name, facts, call),
      localize(oidcMessages.pages_not_built),
    );
  }

  #send(
    ctx: KoaContextWithOIDC,
    draw: (drawing: PageDrawing, call: OidcCall) => DrawnPage | undefined,
    otherwise: string,
  ): void {
    const call = currentOidcCall();
    const page = this.#drawing === undefined || call === undefined ? undefined : draw(this.#drawing, call);
    if (page === undefined) {
      ctx.type = 'text/plain';
      ctx.body = otherwise;
      return;
    }
    ctx.set({ ...page.headers });
    ctx.type = 'html';
    ctx.body = page.html;
  }
}

function clientName(ctx: KoaContextWithOIDC): string | undefined {
  return ctx.oidc.client?.clientName ?? ctx.oidc.client?.clientId;
}

/** A form that the engine takes: it has put a secret into the session, which the form sends back. */
function formOf(ctx: KoaContextWithOIDC, route: string, fields: Record<string, string> = {}) {
  const { secret } = ctx.oidc.session?.state ?? {};
  return {
    action: new URL(ctx.oidc.urlFor(route)).pathname,
    fields: { xsrf: typeof secret === 'string' ? secret : '', ...fields },
  };
}

/** The code of a device that this request brings. */
function codeIn(ctx: KoaContextWithOIDC): string | undefined {
  const code: unknown = ctx.oidc.params?.user_code;
  return typeof code === 'string' ? code.slice(0, LONGEST_CODE) : undefined;
}

/** Our code for an error of the engine. The technical line on the page names the engine's own. */
function codeOf(ctx: KoaContextWithOIDC, error: string): ErrorCode {
  if (error === 'server_error') return 'internal';
  return ctx.oidc?.route === 'resume' || ctx.oidc?.route === 'device_resume'
    ? 'interaction_expired'
    : 'client_request_refused';
}

/** The same for a code that is wrong, used, expired, or not looked up any more: a guesser learns nothing. */
function faultOf(error: Error | undefined): NoticeFacts['fault'] {
  switch (error?.name) {
    case undefined:
      return undefined;
    case 'AbortedError':
      return 'declined';
    case 'NoCodeError':
    case 'NotFoundError':
    case 'ExpiredError':
    case 'AlreadyUsedError':
      return 'code-refused';
    default:
      return 'page-outdated';
  }
}
