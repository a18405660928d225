import { useClockUntil } from '../use-clock.ts';

/** A thin line around the card that empties with the time left. The same time stands in words beside it. */
export function TimeRing({ expiresAt, lifetimeMs }: { expiresAt: number; lifetimeMs: number }) {
  const now = useClockUntil(expiresAt);
  const left = Math.min(1, Math.max(0, (expiresAt - now) / lifetimeMs));
  return (
    <svg className="ring" aria-hidden="true">
      <rect className="ring-left" pathLength={1} strokeDasharray={1} strokeDashoffset={-(1 - left)} />
    </svg>
  );
}
