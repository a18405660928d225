import type { OwnerClient, OwnerClients, OwnerClientWithSecret } from '@maqiao/shared';
import { useEffect, useRef, useState } from 'react';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import { CLIENT_WORDS } from '../../clients/client-words.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { ClientForm } from './client-form.tsx';
import { ClientItem } from './client-item.tsx';
import { clientTroubleOf } from './client-trouble.ts';
import { CopyText } from './copy-text.tsx';

/** The OpenID Connect clients: register, show, change, rotate, remove. */
export function Clients({ api }: { api: OwnerApi }) {
  const { words: adminWords, language } = useAdminWords();
  const words = CLIENT_WORDS[language];
  const [all, setAll] = useState<OwnerClients | null>(null);
  const [adding, setAdding] = useState(false);
  // Shown once, and gone with this page.
  const [secret, setSecret] = useState<{ name: string; text: string } | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const secretCard = useRef<HTMLElement>(null);

  useEffect(() => {
    let left = false;
    api.clients().then(
      (clients) => !left && setAll(clients),
      (error: unknown) => !left && setTrouble(error),
    );
    return () => {
      left = true;
    };
  }, [api]);
  useEffect(() => {
    if (secret !== null) secretCard.current?.focus();
  }, [secret]);

  const read = async (): Promise<void> => setAll(await api.clients());
  const changed = async (change: () => Promise<OwnerClientWithSecret | undefined>): Promise<void> => {
    setTrouble(null);
    try {
      const client = await change();
      const text = client?.client_secret;
      setSecret(client === undefined || text === undefined ? null : { name: client.client_name, text });
      setAdding(false);
      await read();
    } catch (error) {
      setTrouble(error);
    }
  };
  /** A secret that is shown stays: the change has nothing to do with it. */
  const put = (changed: OwnerClient): void => {
    setTrouble(null);
    setAll(
      (before) =>
        before && {
          ...before,
          clients: before.clients.map((one) => (one.client_id === changed.client_id ? changed : one)),
        },
    );
  };
  return (
    <section className="card" aria-labelledby="clients">
      <div className="people-more">
        <h2 id="clients">{words.clients}</h2>
        {!adding && (
          <button type="button" className="button button-primary" onClick={() => setAdding(true)}>
            {words.add}
          </button>
        )}
      </div>
      <p className="soft">{words.about}</p>
      {adding && (
        <ClientForm
          api={api}
          words={words}
          onCancel={() => setAdding(false)}
          onAdded={(client) => void changed(() => Promise.resolve(client))}
        />
      )}
      {secret !== null && (
        <section ref={secretCard} className="client-secret" aria-labelledby="client-secret" tabIndex={-1}>
          <h3 id="client-secret">{fill(words.secretTitle, { name: secret.name })}</h3>
          <p>{words.secretOnce}</p>
          <CopyText text={secret.text} label={fill(words.secretTitle, { name: secret.name })} words={words} />
          <button type="button" className="button button-quiet" onClick={() => setSecret(null)}>
            {words.secretStored}
          </button>
        </section>
      )}
      <p className="trouble" role="alert">
        {trouble !== null && clientTroubleOf(trouble, words, adminWords, language)}
      </p>
      {all === null ? (
        trouble === null && <p className="empty">{adminWords.loading}</p>
      ) : all.clients.length === 0 ? (
        !adding && <p className="empty">{words.none}</p>
      ) : (
        <ul>
          {all.clients.map((client) => (
            <ClientItem
              key={client.client_id}
              api={api}
              client={client}
              issuer={all.issuer}
              words={words}
              onChanged={put}
              onRotate={() => changed(() => api.rotateSecret(client.client_id))}
              onRemove={() =>
                changed(async () => {
                  await api.removeClient(client.client_id);
                  return undefined;
                })
              }
            />
          ))}
        </ul>
      )}
    </section>
  );
}
