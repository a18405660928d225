import { auth, signIn } from '../auth.js';
import { signOutEverywhere } from '../sign-out.js';

async function signInWithWeChat() {
  'use server';
  await signIn('maqiao', { redirectTo: '/' });
}

export default async function Page() {
  const session = await auth();
  if (!session?.user) {
    return (
      <form action={signInWithWeChat}>
        <button>Sign in with WeChat</button>
      </form>
    );
  }
  return (
    <form action={signOutEverywhere}>
      <h1>Hello, {session.user.name}</h1>
      <button>Sign out</button>
    </form>
  );
}
