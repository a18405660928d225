import type { ErrorCode, LoginRequestDetails } from '@maqiao/shared';
import type { FastifyRequest } from 'fastify';

/** What the confirm page shows. */
export type ConfirmView =
  /** Nobody has looked at the scene yet: a form that sends itself makes the person its scanner. */
  | { readonly at: 'opening' }
  | {
      readonly at: 'asking';
      readonly request: LoginRequestDetails;
      /** Milliseconds since the browser asked. */
      readonly ageMs: number;
      /** Confirmed without two digits where they are asked for. */
      readonly lacksNumber?: boolean;
    }
  | {
      readonly at: 'confirmed';
      readonly request: LoginRequestDetails;
      readonly canTakeBack: boolean;
      /** Taking back was tried after the delivery deadline. */
      readonly tooLate?: boolean;
    }
  /** `undone`: after the confirm. */
  | { readonly at: 'declined'; readonly request: LoginRequestDetails; readonly undone: boolean }
  /** Another scan of the same person is newer. */
  | { readonly at: 'newer' }
  /** Not in WeChat's browser. */
  | { readonly at: 'elsewhere' }
  /** WeChat names somebody else than the person who was sent the link. */
  | { readonly at: 'foreign' }
  /** A way back from WeChat that has not begun in this browser, or has been used. */
  | { readonly at: 'unfinished' }
  | { readonly at: 'failed'; readonly code: ErrorCode; readonly status: number };

/** A page as HTML, with its headers. */
interface DrawnConfirmPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Draws the page; what it looks like is decided where pages are (`web-pages/`).
 * @param address path of the page, where there is one
 * @returns undefined before the pages are built
 */
export type ConfirmPageDrawing = (
  view: ConfirmView,
  request: FastifyRequest,
  address: string | undefined,
) => DrawnConfirmPage | undefined;
