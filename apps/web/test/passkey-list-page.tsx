import { StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { PasskeyCallError, passkeyApi } from '../src/passkeys/passkey-api.ts';
import { stepUpWithPasskey } from '../src/passkeys/passkey-flows.ts';
import { PasskeyList } from '../src/passkeys/passkey-list.tsx';
import '../src/styles/tokens.css';
import '../src/styles/page.css';
import '../src/styles/buttons.css';

// The list of passkeys by itself, for e2e/passkeys/list.spec.ts. Language: ?en.

async function accessToken(): Promise<string | null> {
  const answer = await fetch('/api/session/refresh', { method: 'POST' });
  return answer.ok ? ((await answer.json()) as { accessToken: string }).accessToken : null;
}

function Page() {
  const api = useMemo(() => passkeyApi(accessToken), []);
  const withStepUp = async <T,>(_action: unknown, change: () => Promise<T>): Promise<T> => {
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof PasskeyCallError) || error.code !== 'step_up_required') throw error;
      if ((await stepUpWithPasskey(api)).kind === 'failed') throw error;
      return change();
    }
  };
  const language = location.search === '?en' ? 'en' : 'zh';
  return <PasskeyList api={api} language={language} canAdd withStepUp={withStepUp} />;
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
