import { useRef, useState } from 'react';
import type { ClientWords } from '../../clients/client-words.ts';

/** A text, and a button that copies it; where the browser does not let us, the text is selected instead. */
export function CopyText({ text, label, words }: { text: string; label: string; words: ClientWords }) {
  const shown = useRef<HTMLPreElement>(null);
  const [done, setDone] = useState<{ text: string; says: string } | null>(null);

  const copy = async (): Promise<void> => {
    try {
      // It is there in secure contexts only.
      await navigator.clipboard.writeText(text);
      setDone({ text, says: words.copied });
    } catch {
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setDone({ text, says: words.copySelf });
    }
  };
  return (
    <div className="copy-text">
      <pre ref={shown}>
        <code>{text}</code>
      </pre>
      <div className="copy-bar">
        <button
          type="button"
          className="button button-quiet"
          aria-label={`${words.copy} ${label}`}
          onClick={() => void copy()}
        >
          {words.copy}
        </button>
        <span className="soft" role="status">
          {done?.text === text && done.says}
        </span>
      </div>
    </div>
  );
}
