import type { SceneRecord } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { Limits } from '../../limits/limits.ts';
import type { ProvenIdentity } from '../../people/identities/proven-identity.ts';
import { CompleteSignIn } from '../complete-sign-in.ts';
import { StepUpSession } from '../step-up-session.ts';
import { LinkScenes } from './link-scenes.ts';
import type { ScannedScene, ScanningDevice } from './scanned-scene.ts';
import { SceneDecisions } from './scene-decisions.ts';

/** Makes whoever has proven an identity the scanner of a scene, for every method and purpose. */
@Injectable()
export class SceneScanners {
  constructor(
    private readonly decisions: SceneDecisions,
    private readonly links: LinkScenes,
    private readonly stepUps: StepUpSession,
    private readonly signIn: CompleteSignIn,
    private readonly limits: Limits,
  ) {}

  /**
   * @param found the scene as `SceneDecisions.findOpen` has read it
   * @throws ApiError `identity_taken` or `not_same_person`, by the purpose; `login_blocked`, `rate_limited`; as
   * `SceneDecisions.scan`
   */
  async scan(
    found: Readonly<SceneRecord>,
    proven: ProvenIdentity,
    device: ScanningDevice,
  ): Promise<ScannedScene> {
    const { method } = found;
    const { purpose } = found.browser;
    if (purpose?.kind === 'link') {
      await this.limits.person(proven.subject);
      return this.links.scan(found, purpose, proven, device);
    }
    const person =
      purpose === undefined
        ? await this.signIn.identify(proven, method)
        : await this.stepUps.requireSame(purpose.userId, proven, method);
    await this.limits.person(person.id);
    return { person, ...(await this.decisions.scan(found, person, device)) };
  }
}
