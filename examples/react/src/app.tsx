import { MaqiaoLogin, useMaqiaoLogin } from '@maqiao/browser/react';
import { useState } from 'react';

const LOGIN_URL = 'http://localhost:3000';

/** The session lives in the hook, so the card may go once somebody is signed in. */
export function App() {
  const { state, login } = useMaqiaoLogin({ baseUrl: LOGIN_URL });
  const [notOut, setNotOut] = useState(false);
  // Ends Maqiao's session in this browser. A site with a session of its own ends that one, too: docs/add-to-your-site.md.
  const signOut = async (): Promise<void> => setNotOut((await login.signOut()) !== 'done');
  return (
    <main>
      <h1>山前书店</h1>
      {state.phase === 'signed-in' ? (
        <Shelf
          name={state.user.nickname ?? '新读者'}
          getToken={() => login.getAccessToken()}
          onSignOut={() => void signOut()}
        />
      ) : (
        <MaqiaoLogin login={login} siteName="山前书店" />
      )}
      {notOut && <p role="alert">暂时连不上登录服务，还没有退出，请再试一次。</p>}
    </main>
  );
}

interface ShelfProps {
  name: string;
  getToken: () => Promise<string | null>;
  onSignOut: () => void;
}

function Shelf({ name, getToken, onSignOut }: ShelfProps) {
  const [since, setSince] = useState('');
  const ask = async (): Promise<void> => {
    // The site's own backend would be asked like this, and would check the token: docs/embed.md.
    const answer = await fetch(`${LOGIN_URL}/api/me`, {
      headers: { authorization: `Bearer ${await getToken()}` },
    });
    const { createdAt } = (await answer.json()) as { createdAt: string };
    setSince(new Date(createdAt).toLocaleDateString('zh-CN'));
  };
  return (
    <>
      <p id="greeting">你好，{name}。</p>
      <button id="ask" onClick={() => void ask()}>
        我的书架
      </button>
      {since !== '' && <p id="since">你从 {since} 起是我们的读者。</p>}
      <button id="sign-out" onClick={onSignOut}>
        退出登录
      </button>
    </>
  );
}
