/** How long to wait before try number `tries` (from 0): doubles from `firstMs` up to `mostMs`. */
export function backoffMs(tries: number, firstMs = 1000, mostMs = 15_000): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(tries, 20));
}
