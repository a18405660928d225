/** What a scene or a journey to WeChat's pages can be for, where it signs nobody in. */
export const PURPOSE_KINDS = ['link', 'step-up'] as const;

export type PurposeKind = (typeof PURPOSE_KINDS)[number];

/** What a person can be asked to prove themselves for once more. The phone says it in words. */
export const STEP_UP_ACTIONS = [
  'delete_account',
  'sign_out_everywhere',
  'link_identity',
  'remove_identity',
  'add_passkey',
  'remove_passkey',
  'end_app',
  'export',
] as const;

export type StepUpAction = (typeof STEP_UP_ACTIONS)[number];

/**
 * What a page of ours asks for. `link`: the identity that is proven joins the account that is signed in; `step-up`: the
 * same person proves again who they are, before they do `action`.
 */
export type AskedPurpose =
  { purpose: 'link'; action?: undefined } | { purpose: 'step-up'; action: StepUpAction };

/** The session that asked, and its user: they never leave the server. */
interface AskingSession {
  sid: string;
  userId: string;
}

/** What the confirm does, where it signs nobody in. */
export type Purpose = AskingSession &
  ({ kind: 'link'; action?: undefined } | { kind: 'step-up'; action: StepUpAction });
