import type { LoginRequestDetails, Near, SceneSnapshot } from '@maqiao/shared';
import type { TokenPerson } from '../../sessions/tokens/login-result.ts';

/** What the method knows about the scanning device. */
export interface ScanningDevice {
  /** How close it is to the browser. */
  readonly near: Near;
  /** WeChat's entry number; null when it is not known. */
  readonly entry: number | null;
  /** It answers in a chat, which tells nothing of where it is. */
  readonly byChat?: true;
}

/** A scene with its scanner. */
export interface ScannedScene {
  /** As scenes name them: a user, or with the purpose `link` an identity that is no user. */
  readonly person: TokenPerson;
  readonly scene: SceneSnapshot;
  /** Who asks, for them to read. */
  readonly request: LoginRequestDetails;
}
