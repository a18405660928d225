import type { ErrorCode, Purpose, PurposeKind } from '@maqiao/shared';
import { Injectable, Logger } from '@nestjs/common';
import { IdentitiesService } from '../../people/identities/identities.service.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { tellOperator } from '../../platform/http/problem.filter.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { LinkIdentity } from '../link-identity.ts';
import type { RedirectMethod, RedirectProof } from '../methods/redirect-method.ts';
import { StepUpSession } from '../step-up-session.ts';
import type { RedirectBrowser } from './browser.ts';

/** What the page that asked is told, in the query of its address. */
export type PurposeOutcome = 'added' | 'known' | 'done' | 'declined' | ErrorCode;

/** What a journey has done that signs nobody in. */
interface Finished {
  readonly outcome: PurposeOutcome;
  /** The next value of the session's cookie, where it has one. */
  readonly cookie?: string;
}

/** The end of journeys that sign nobody in: they add an identity, or prove the person of a session again. */
@Injectable()
export class RedirectPurposes {
  readonly #logger = new Logger('Redirects');

  constructor(
    private readonly identities: IdentitiesService,
    private readonly links: LinkIdentity,
    private readonly stepUps: StepUpSession,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * Returns when the browser still carries the session that asked.
   * @throws ApiError `session_revoked` when that has ended, or another one is signed in here
   */
  async requireSession({ sid, userId }: Purpose, { cookie }: RedirectBrowser): Promise<void> {
    const session = cookie === undefined ? undefined : await this.sessions.livingOf(cookie);
    if (session?.sid !== sid || session.userId !== userId) throw new ApiError('session_revoked');
  }

  /**
   * Does what the journey was for.
   * @param method by which the person has proven it
   * @returns undefined when another journey has to tell more of an identity that is new here
   * @throws ApiError `identity_taken`, `not_same_person`; `session_revoked`; that of the proof
   */
  async finish(
    purpose: Purpose,
    { identity, unlessKnown }: RedirectProof,
    { id: method, amr }: Pick<RedirectMethod, 'id' | 'amr'>,
  ): Promise<Finished | undefined> {
    if (unlessKnown !== undefined) {
      const isKnown = (await this.identities.ownerOf(identity)) !== undefined;
      if (unlessKnown !== 'ask-more') {
        if (!isKnown) throw unlessKnown;
        tellOperator(this.#logger, unlessKnown);
      } else if (!isKnown) return undefined;
    }
    if (purpose.kind === 'link')
      return { outcome: (await this.links.link(purpose, identity, method)) ? 'added' : 'known' };
    const { provenBy } = await this.stepUps.requireSame(purpose.userId, identity, method);
    const { cookie } = await this.stepUps.finish(purpose, amr);
    await this.stepUps.record(purpose, { method, identity: provenBy });
    return { outcome: 'done', cookie };
  }
}

/** The address that the person comes back to, with the outcome: `?link=` or `?step_up=`. */
export function addressAfter(kind: PurposeKind, wayBack: string, outcome: PurposeOutcome): string {
  const address = new URL(wayBack, 'http://host.invalid');
  address.searchParams.set(kind === 'link' ? 'link' : 'step_up', outcome);
  return address.pathname + address.search + address.hash;
}
