import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../platform/http/api-error.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { confirmMessages } from './confirm-messages.ts';
import type { ConfirmPageDrawing, ConfirmView } from './confirm-view.ts';

/** Sends the page as it is drawn elsewhere. */
@Injectable()
export class ConfirmViews {
  #draw: ConfirmPageDrawing | undefined;

  /** Called once, before any call arrives. */
  drawWith(draw: ConfirmPageDrawing): void {
    this.#draw = draw;
  }

  /** @throws ApiError `not_found` before the pages are built */
  async send(
    reply: FastifyReply,
    request: FastifyRequest,
    view: ConfirmView,
    address?: string,
  ): Promise<void> {
    const drawn = this.#draw?.(view, request, address);
    if (drawn === undefined)
      throw new ApiError('not_found', { detail: localize(confirmMessages.page_not_built) });
    await reply
      .status(statusOf(view))
      .headers({ ...drawn.headers })
      .type('text/html; charset=utf-8')
      .send(drawn.html);
  }
}

function statusOf(view: ConfirmView): number {
  switch (view.at) {
    case 'failed':
      return view.status;
    case 'foreign':
      return 403;
    case 'newer':
      return 409;
    case 'unfinished':
      return 400;
    case 'asking':
      return view.lacksNumber === true ? 400 : 200;
    case 'confirmed':
      return view.tooLate === true ? 409 : 200;
    default:
      return 200;
  }
}
