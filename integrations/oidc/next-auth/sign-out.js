'use server';

import { getToken } from 'next-auth/jwt';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { signOut } from './auth.js';

/** Signs out here, then at Maqiao, which sends the browser back. */
export async function signOutEverywhere() {
  const { ISSUER, AUTH_SECRET, AUTH_URL } = process.env;
  const token = await getToken({
    req: { headers: await headers() },
    secret: AUTH_SECRET,
    secureCookie: AUTH_URL.startsWith('https:'),
  });
  await signOut({ redirect: false });
  const metadata = await fetch(`${ISSUER}/.well-known/openid-configuration`);
  const url = new URL((await metadata.json()).end_session_endpoint);
  url.searchParams.set('post_logout_redirect_uri', `${new URL(AUTH_URL).origin}/`);
  if (token?.idToken) url.searchParams.set('id_token_hint', token.idToken);
  redirect(url.href);
}
