import { useState } from 'react';

/** The owner's logo, or our mark in their colour: also where the logo does not load. Decorative, as the name stands beside it. */
export function SiteLogo({ url }: { url: string | null }) {
  const [failed, setFailed] = useState(false);
  if (url !== null && !failed)
    return <img className="logo" src={url} alt="" onError={() => setFailed(true)} />;
  return (
    <svg className="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect className="mark-ground" x="1" y="1" width="30" height="30" rx="7" />
      <path
        className="mark-bridge"
        d="M4 20.500C8.500 19.800 10.500 10 16 10s7.500 9.800 12 10.500v3h-5.500a6.500 6.500 0 0 0-13 0H4Z"
      />
    </svg>
  );
}
