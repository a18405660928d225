import type { AskedPurpose, Purpose, PurposeKind, StepUpAction } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { ApiError } from '../platform/http/api-error.ts';
import { LinkIdentity } from './link-identity.ts';
import { StepUpSession } from './step-up-session.ts';

/** What a page of ours asks a method for, where it signs nobody in. */
@Injectable()
export class Purposes {
  constructor(
    private readonly links: LinkIdentity,
    private readonly stepUps: StepUpSession,
  ) {}

  /**
   * Binds a purpose to the session that asks. The caller has made sure that it is a page of ours.
   * @param cookie value of the session cookie
   * @throws ApiError `no_session`; `step_up_required` where a link is asked for with a proof of more than five minutes ago
   */
  async begin(asked: AskedPurpose, cookie: string | undefined): Promise<Purpose> {
    if (asked.purpose === 'link') {
      const { sid, userId } = await this.links.begin(cookie);
      return { kind: 'link', sid, userId };
    }
    const { sid, userId } = await this.stepUps.begin(cookie);
    return { kind: 'step-up', action: asked.action, sid, userId };
  }
}

/** @returns undefined where nothing is asked for @throws ApiError `invalid_request` for an action without `step-up`, or the reverse */
export function askedPurposeOf({
  purpose,
  action,
}: {
  purpose?: PurposeKind | undefined;
  action?: StepUpAction | undefined;
}): AskedPurpose | undefined {
  if ((purpose === 'step-up') !== (action !== undefined))
    throw new ApiError('invalid_request', {
      detail: 'action: belongs to the purpose step-up, which needs it.',
    });
  if (purpose === 'step-up' && action !== undefined) return { purpose, action };
  return purpose === 'link' ? { purpose } : undefined;
}
