import type { Language } from '@maqiao/shared';
import type { ProvenIdentity } from '../../people/identities/proven-identity.ts';
import type { ApiError } from '../../platform/http/api-error.ts';

/** One journey of a browser to the provider and back. */
export interface RedirectJourney {
  /** 32 letters and digits, which come back with the browser. */
  readonly state: string;
  /** Where it comes back to. */
  readonly redirectUri: string;
  readonly language: Language;
  /** In a frame of our own page. */
  readonly embedded: boolean;
  /** The first journey did not tell enough of a person who is new here. */
  readonly asksMore: boolean;
}

/** What a browser has come back with. */
export interface RedirectProof {
  readonly identity: ProvenIdentity;
  /**
   * Set where the proof is enough for somebody who is known here, and not for a new person. `ask-more`: another journey
   * tells more; an error: it may do so later.
   */
  readonly unlessKnown?: 'ask-more' | ApiError;
}

/**
 * A sign-in method that leaves the page and comes back in the same browser. Everything else is the same for all of them
 * (`sign-in/redirects`): state, cookies, pop-ups and frames, and what happens to the person.
 */
export interface RedirectMethod {
  /** As in the addresses `/sign-in/{id}`: it never changes once it has been released. */
  readonly id: string;
  readonly kind: 'redirect';
  /** How a person is proven by it: `amr` of their session. */
  readonly amr: readonly string[];
  /** Whether the provider's page may stand in a frame of ours. */
  readonly isEmbeddable: boolean;
  /** Whether it works in a browser that names itself so. */
  worksIn(userAgent: string | undefined): boolean;
  /** Where the browser is sent. */
  addressFor(journey: RedirectJourney): string;
  /**
   * Exchanges the code that the browser came back with, once.
   * @throws ApiError `snapshot_visitor`, or that of the provider
   */
  prove(code: string): Promise<RedirectProof>;
}
