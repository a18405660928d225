import type { RequestingClient } from '@maqiao/shared';
import { fill } from '../fill.ts';
import { wordsIn, type Words } from '../words.ts';

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
      <p className="client-told">{whatItIsTold(client, words)}</p>
      {client.scopes.includes('offline_access') && <p className="client-told">{words.toldLater}</p>}
    </>
  );
}

function whatItIsTold({ scopes }: RequestingClient, words: Words): string {
  const what = [
    words.toldId,
    scopes.includes('profile') && words.toldProfile,
    scopes.includes('wechat') && words.toldWechat,
    scopes.includes('email') && words.toldEmail,
  ].filter((one) => one !== false);
  return fill(words.told, { what: what.join(words.toldBetween) });
}
