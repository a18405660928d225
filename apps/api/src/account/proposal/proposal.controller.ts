import { Controller, Delete, Get, Inject, Post } from '@nestjs/common';
import type { AcceptProposalRequest, ProfileProposal } from '@maqiao/shared';
import { acceptProposalRequest, profileProposal } from '@maqiao/shared/schemas';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { Bearer, Caller, type CallerIdentity } from '../../sessions/bearer.guard.ts';
import { MINI_PROGRAM_AUDIENCE } from '../../sessions/tokens/access-token-rules.ts';
import { Proposals } from './proposals.service.ts';

/** What WeChat shows of a person, for them alone: our own pages and the phone; a site that shows the login has no say. */
@Controller('api/me/proposal')
export class ProposalController {
  readonly #audiences: ReadonlySet<string>;

  constructor(
    private readonly proposals: Proposals,
    @Inject(SETTINGS) { publicUrl }: Pick<Settings, 'publicUrl'>,
  ) {
    this.#audiences = new Set([publicUrl, MINI_PROGRAM_AUDIENCE]);
  }

  @Get()
  @ApiAnswer(
    'The name and picture that WeChat shows of oneself, not yet accepted or declined',
    200,
    profileProposal,
  )
  @Bearer('any')
  read(@Caller() caller: CallerIdentity): Promise<ProfileProposal> {
    return this.proposals.read(this.#own(caller));
  }

  @Post()
  @ApiAnswer('Take the name, the picture, or both, in place of what one has', 204)
  @Bearer('any')
  async accept(
    @Caller() caller: CallerIdentity,
    @JsonBody(acceptProposalRequest) wanted: AcceptProposalRequest,
  ): Promise<void> {
    await this.proposals.accept(this.#own(caller), wanted);
  }

  @Delete()
  @ApiAnswer('Decline it', 204)
  @Bearer('any')
  async decline(@Caller() caller: CallerIdentity): Promise<void> {
    await this.proposals.decline(this.#own(caller));
  }

  #own({ userId, audience }: CallerIdentity): string {
    if (!this.#audiences.has(audience)) throw new ApiError('origin_not_allowed');
    return userId;
  }
}
