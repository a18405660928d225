// Sign in with WeChat by OpenID Connect, in a page without a backend: oidc-client-ts, a public client with PKCE.
/* global oidc -- oidc-client-ts.min.js */
const ISSUER = 'https://login.example.com';
const CLIENT_ID = 'page';

const here = location.origin + location.pathname;
const users = new oidc.UserManager({
  authority: ISSUER,
  client_id: CLIENT_ID,
  redirect_uri: here,
  post_logout_redirect_uri: here,
  scope: 'openid profile',
  loadUserInfo: true,
});

const $ = (id) => document.getElementById(id);

function show(user) {
  $('hello').textContent = user ? `Hello, ${user.profile.name}` : '';
  $('sign-in').hidden = Boolean(user);
  $('sign-out').hidden = !user;
}

$('sign-in').onclick = () => users.signinRedirect();
// Ends the session at Maqiao too, which sends the browser back.
$('sign-out').onclick = () => users.signoutRedirect();

// Tokens are renewed before they expire. Not when the session has ended at Maqiao: then the person is signed out here.
users.events.addUserUnloaded(() => show(null));
users.events.addAccessTokenExpired(() => users.removeUser());

async function start() {
  const answer = new URLSearchParams(location.search);
  if (answer.has('code') || answer.has('error')) {
    // An error is a person who declined: they can try again.
    await users.signinCallback().catch(() => users.clearStaleState());
    history.replaceState(null, '', here);
  }
  show(await users.getUser());
}
void start();
