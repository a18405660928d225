/** What a protected site is told of a person, by the names of OpenID Connect: their id and their name. */
export const TOLD_SCOPES: readonly string[] = ['openid', 'profile'];
