/**
 * `hover-class`: the classes that an element wears while a finger is on it. The innermost element with the
 * attribute takes the finger, unless it is `none`.
 */
export function followHover(container: HTMLElement): void {
  let lift = () => undefined as void;
  container.addEventListener('pointerdown', (event) => {
    lift();
    const element = (event.target as HTMLElement).closest<HTMLElement>('[hover-class]');
    const classes =
      element
        ?.getAttribute('hover-class')
        ?.split(/\s+/)
        .filter((name) => name !== '') ?? [];
    if (!element || classes.length === 0 || classes.includes('none') || element.hasAttribute('disabled'))
      return;
    element.classList.add(...classes);
    lift = () => element.classList.remove(...classes);
  });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'])
    container.addEventListener(end, () => lift());
}
