import type { RequestingClient } from '@maqiao/shared';
import { toldSentence } from '../told.ts';
import { wordsIn } from '../words.ts';

/** The client's host, which people can check, or that there is none; and what it is told. */
export function WhoAsks({ client, language }: { client: RequestingClient; language: string }) {
  const words = wordsIn(language);
  return (
    <>
      {client.host === null ? (
        <p className="client-host client-here">{words.askedHere}</p>
      ) : (
        <p className="client-host">{client.host}</p>
      )}
      <p className="client-told">{toldSentence(client.scopes, words)}</p>
      {client.scopes.includes('offline_access') && <p className="client-told">{words.toldLater}</p>}
    </>
  );
}
