import { useState } from 'react';

/**
 * A person: their picture, else their first character, else a neutral figure (WeChat tells neither name nor face
 * before the person sets them).
 */
export function Avatar({ name, url = null }: { name: string | null; url?: string | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  if (url !== null && url !== broken) {
    return (
      <span className="avatar">
        <img className="avatar-picture" src={url} alt="" onError={() => setBroken(url)} />
      </span>
    );
  }
  // By code point: a first character may be a surrogate pair.
  const [first] = name ?? '';
  return (
    <span className="avatar" aria-hidden="true">
      {first ?? (
        <svg className="figure" viewBox="0 0 32 32">
          <circle cx="16" cy="12" r="5.5" />
          <path d="M5.500 28c1-6.500 5-9.500 10.500-9.500s9.500 3 10.500 9.500" />
        </svg>
      )}
    </span>
  );
}
