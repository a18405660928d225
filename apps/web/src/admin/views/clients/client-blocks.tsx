import type { OwnerClient } from '@maqiao/shared';
import { useId, useState } from 'react';
import { factsOf } from '../../clients/client-facts.ts';
import type { ClientWords } from '../../clients/client-words.ts';
import { COPY_BLOCKS, GENERIC_BLOCK } from '../../clients/copy-blocks.ts';
import { CopyText } from './copy-text.tsx';

/** What is entered on the client's side, for the library or program that is chosen. */
export function ClientBlocks({
  client,
  issuer,
  words,
}: {
  client: OwnerClient;
  issuer: string;
  words: ClientWords;
}) {
  const field = useId();
  const blocks = [{ ...GENERIC_BLOCK, name: words.generic }, ...COPY_BLOCKS];
  const [chosen, setChosen] = useState(GENERIC_BLOCK.id);
  const block = blocks.find(({ id }) => id === chosen);
  return (
    <div className="client-blocks">
      <label htmlFor={field}>{words.blockFor}</label>
      <select id={field} value={chosen} onChange={(event) => setChosen(event.target.value)}>
        {blocks.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {block && (
        <CopyText
          label={block.name}
          text={block.text(factsOf(client, issuer, words.placeholder))}
          words={words}
        />
      )}
    </div>
  );
}
