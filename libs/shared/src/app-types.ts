/** Software that knows who a person is, as that person sees it. */
export interface OwnApp {
  /** For `DELETE /api/me/apps/{id}`; the same for ever. */
  id: string;
  /** `client`: of OpenID Connect; `site`: protected by forward-auth. */
  kind: 'client' | 'site';
  name: string;
  /** As people were shown it; null where nobody can know who listens: a program on a device. */
  host: string | null;
  /** What the person has agreed to, by the names of OpenID Connect. */
  scopes: string[];
  /** When the person agreed last. */
  allowedAt: string;
  /** How many devices have access that the person let in (RFC 8628). */
  devices: number;
  /** Whether it has access now that a sign-out in the browser does not end. */
  outlivesSignOut: boolean;
}

/** `GET /api/me/apps`: the one allowed last first. */
export interface OwnApps {
  apps: OwnApp[];
}
