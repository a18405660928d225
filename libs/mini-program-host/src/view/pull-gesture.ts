/** Pixels that a finger pulls before it counts. */
const DISTANCE = 72;

/** Calls back when a finger, or a mouse, pulls the page down from its top. */
export function followPull(container: HTMLElement, atTop: () => boolean, pulled: () => void): void {
  let from: number | null = null;
  const start = (y: number) => {
    from = atTop() ? y : null;
  };
  const end = (y: number) => {
    const far = from !== null && y - from > DISTANCE && atTop();
    from = null;
    if (far) pulled();
  };
  // Not pointer events: a browser that scrolls by itself cancels them.
  container.addEventListener('touchstart', (event) => start(event.touches[0]?.clientY ?? 0), {
    passive: true,
  });
  container.addEventListener('touchend', (event) => end(event.changedTouches[0]?.clientY ?? 0));
  container.addEventListener('mousedown', (event) => start(event.clientY));
  container.addEventListener('mouseup', (event) => end(event.clientY));
}
