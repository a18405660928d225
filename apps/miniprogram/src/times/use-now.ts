import { useEffect, useState } from 'react';

/** Milliseconds: how long ago something was is told in steps no finer than this. */
const TICK_MS = 5_000;

/** This phone's clock, in milliseconds, brought up to date while the page stands. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
