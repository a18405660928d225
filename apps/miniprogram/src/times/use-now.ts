import { useEffect, useState } from 'react';

/** Milliseconds: times ago are shown no finer than this. */
const TICK_MS = 5_000;

/** This phone's clock, in milliseconds, updated while the page is open. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
