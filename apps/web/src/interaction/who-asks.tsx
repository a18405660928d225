import type { RequestingClient } from '@maqiao/shared';
import { wordsIn } from '../words.ts';

/** The client's host, which people can check, or that there is none. */
export function WhoAsks({ client, language }: { client: RequestingClient; language: string }) {
  if (client.host !== null) return <p className="client-host">{client.host}</p>;
  return <p className="client-host client-here">{wordsIn(language).askedHere}</p>;
}
