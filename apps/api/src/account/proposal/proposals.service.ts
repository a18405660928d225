import { Inject, Injectable } from '@nestjs/common';
import type { AcceptProposalRequest, ProfileProposal } from '@maqiao/shared';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Limits } from '../../limits/limits.ts';
import { AvatarsService } from '../../people/avatars/avatars.service.ts';
import type { WebTokens } from '../../people/identities/proven-identity.ts';
import { WechatGrants, type Proposal } from '../../people/identities/wechat-grants.ts';
import { UsersService } from '../../people/users/users.service.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { officialAccountAppOf, websiteAppOf } from '../../wechat/web-oauth-apps.ts';
import { WebOauthClient, type WebOauthApp } from '../../wechat/web-oauth-client.ts';
import { WechatPictures } from '../../wechat/wechat-pictures.ts';

/** The name and picture that WeChat shows of a person, until they say whether they want them here. */
@Injectable()
export class Proposals {
  constructor(
    private readonly grants: WechatGrants,
    private readonly users: UsersService,
    private readonly avatars: AvatarsService,
    private readonly client: WebOauthClient,
    private readonly pictures: WechatPictures,
    private readonly limits: Limits,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'wechat'>,
  ) {}

  async read(userId: string): Promise<ProfileProposal> {
    const proposal = await this.grants.proposalTo(userId);
    return { nickname: proposal?.nickname ?? null, picture: (proposal?.pictureUrl ?? null) !== null };
  }

  /**
   * The person wants what they name of it, and nothing else: the rest is declined.
   * @throws ApiError `not_found` when nothing is proposed; `wechat_unavailable`, `unsupported_media_type`, `unavailable`
   *   when the picture cannot be had: then nothing has changed
   */
  async accept(userId: string, wanted: AcceptProposalRequest): Promise<void> {
    await this.limits.upload(userId);
    const proposal = await this.grants.proposalTo(userId);
    if (proposal === undefined) throw new ApiError('not_found');
    if (wanted.picture === true && proposal.pictureUrl !== null)
      await this.avatars.set(userId, await this.#pictureOf(proposal, proposal.pictureUrl));
    if (wanted.nickname === true && proposal.nickname !== null)
      await this.users.setNickname(userId, proposal.nickname, this.clock.now());
    await this.grants.answered(proposal.identity);
  }

  /** The person wants none of it. Nothing happens where nothing is proposed. */
  async decline(userId: string): Promise<void> {
    await this.limits.profileChange(userId);
    const proposal = await this.grants.proposalTo(userId);
    if (proposal !== undefined) await this.grants.answered(proposal.identity);
  }

  /** WeChat gives a picture another address when it changes: then the profile is asked for once more. */
  async #pictureOf(proposal: Proposal, url: string): Promise<Buffer> {
    try {
      return await this.pictures.fetch(url);
    } catch (error) {
      const newer = await this.#newerPicture(proposal).catch(() => undefined);
      if (newer === undefined || newer === url) throw error;
      return this.pictures.fetch(newer);
    }
  }

  async #newerPicture({ identity, tokens }: Proposal): Promise<string | undefined> {
    const app = this.#appOf(identity);
    if (app === undefined || tokens === undefined) return undefined;
    const live = await this.#liveToken(app, identity, tokens);
    return live && (await this.client.fetchProfile(app, live, identity.subject)).pictureUrl;
  }

  async #liveToken(
    app: WebOauthApp,
    identity: Proposal['identity'],
    { accessToken, refreshToken }: WebTokens,
  ): Promise<string | undefined> {
    if (await this.client.isValid(app, accessToken, identity.subject)) return accessToken;
    if (refreshToken === undefined) return undefined;
    const renewed = await this.client.refresh(app, refreshToken);
    await this.grants.keep({ ...identity, webTokens: { accessToken: renewed.accessToken, refreshToken } });
    return renewed.accessToken;
  }

  #appOf({ appId }: Proposal['identity']): WebOauthApp | undefined {
    const { wechat } = this.settings;
    return [websiteAppOf(wechat), officialAccountAppOf(wechat)].find((app) => app?.appId === appId);
  }
}
