import { Injectable, Logger } from '@nestjs/common';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ErrorCode } from '@maqiao/shared';
import { localize } from '../../platform/operator-messages/messages.ts';
import { oidcMessages } from '../oidc-messages.ts';
import { currentOidcCall, type OidcCall } from './oidc-call.ts';

/** A page with a form of the engine's, in our look. */
export type NoticeName = 'sign-out' | 'signed-out' | 'device-code' | 'device-confirm' | 'device-done';

/** Facts that stand in a page. */
export interface NoticeFacts {
  /** Name of the client. */
  readonly client?: string | undefined;
  /** The code that the device shows. */
  readonly code?: string | undefined;
  /** What was wrong with what was typed. */
  readonly fault?: 'unknown' | 'expired' | 'used' | 'aborted' | 'too-many' | undefined;
  readonly host?: string | undefined;
  readonly device?: string | undefined;
}

export interface DrawnPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Draws pages for people; what the pages look like is decided where pages are (`web-pages/`). */
export interface PageDrawing {
  problem(code: ErrorCode, call: OidcCall, technical: string): DrawnPage | undefined;
  notice(name: NoticeName, facts: NoticeFacts, form: string, call: OidcCall): DrawnPage | undefined;
}

/** What people see of the engine: its errors and forms, in our pages. Never a stack. */
@Injectable()
export class EnginePages {
  readonly #logger = new Logger('Oidc');
  #drawing: PageDrawing | undefined;

  /** Given once the pages are known: they are built after the features. */
  drawWith(drawing: PageDrawing): void {
    this.#drawing = drawing;
  }

  /** An error that has nowhere to be sent back to. */
  error(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string | undefined }, thrown: Error): void {
    if (out.error === 'server_error') this.#logger.error({ msg: 'OpenID Connect request failed', err: thrown });
    const technical = [out.error, out.error_description].filter(Boolean).join(': ');
    this.#send(ctx, (drawing, call) => drawing.problem(codeOf(ctx, out.error), call, technical), technical);
  }

  readonly logout = {
    logoutSource: (ctx: KoaContextWithOIDC, form: string) =>
      this.#notice(ctx, 'sign-out', { client: clientName(ctx) }, form),
    postLogoutSuccessSource: (ctx: KoaContextWithOIDC) =>
      this.#notice(ctx, 'signed-out', { client: clientName(ctx) }, ''),
  };

  readonly device = {
    userCodeInputSource: (ctx: KoaContextWithOIDC, form: string, _out?: unknown, error?: Error) =>
      this.#notice(ctx, 'device-code', { fault: faultOf(error) }, form),
    userCodeConfirmSource: (
      ctx: KoaContextWithOIDC,
      form: string,
      client: { clientName?: string | undefined; clientId: string },
      _device: unknown,
      code: string,
    ) => this.#notice(ctx, 'device-confirm', { client: client.clientName ?? client.clientId, code }, form),
    successSource: (ctx: KoaContextWithOIDC) => this.#notice(ctx, 'device-done', { client: clientName(ctx) }, ''),
  };

  #notice(ctx: KoaContextWithOIDC, name: NoticeName, facts: NoticeFacts, form: string): void {
    this.#send(ctx, (drawing, call) => drawing.notice(name, facts, form, call), localize(oidcMessages.pages_not_built));
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
  return ctx.oidc.client?.clientName;
}

/** Which of our words fit. What the client did wrong is said beside them, for whoever builds it. */
function codeOf(ctx: KoaContextWithOIDC, error: string): ErrorCode {
  if (error === 'server_error') return 'internal';
  return ctx.oidc?.route === 'resume' || ctx.oidc?.route === 'device_resume'
    ? 'interaction_expired'
    : 'client_request_refused';
}

function faultOf(error: Error | undefined): NoticeFacts['fault'] {
  switch (error?.name) {
    case undefined:
      return undefined;
    case 'ExpiredError':
      return 'expired';
    case 'AlreadyUsedError':
      return 'used';
    case 'AbortedError':
      return 'aborted';
    default:
      return 'unknown';
  }
}
