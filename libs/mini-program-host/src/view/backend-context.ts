import { scaleLengths } from '../compile-styles.ts';
import { nodeAt } from './glass-easel.ts';
import { followHover } from './hover.ts';
import type { BackendContext, BackendElement, GlassEasel, HostElement, ViewElement } from './glass-easel.ts';

/** A finger that moved further than this is scrolling. Pixels. */
const STILL_DISTANCE = 10;
/** How long a finger rests before it is a long press. Milliseconds, WeChat's own value. */
export const LONG_PRESS = 350;

/** Pointer events stand in for touches, so that a mouse on a desktop works as a finger. */
const TOUCHES: Record<string, string> = {
  pointerdown: 'touchstart',
  pointermove: 'touchmove',
  pointerup: 'touchend',
  pointercancel: 'touchcancel',
};
/** Events that pass through as they are when a template listens for them. */
const PASSED_ON = new Set(['transitionend', 'animationstart', 'animationiteration', 'animationend']);

/** DOM tags with default actions of their own: a form would submit and reload the page, a label would click twice. */
const RENAMED_TAGS: Record<string, string> = {
  form: 'wx-form',
  label: 'wx-label',
  video: 'wx-video',
  audio: 'wx-audio',
  map: 'wx-map',
};

/**
 * The link between glass-easel and one document's container. glass-easel's own context works on the global
 * `window` and its whole body, which would tie every mini program of a process to one document; this one
 * knows nothing global, so that several can run side by side.
 *
 * Every gesture is dispatched to the real target and bubbles from there: Taro keeps a child's handler until
 * the bound ancestor has seen the event too, so a host that called only the leaf would lose clicks.
 *
 * @param afterTap - what a tap does beyond the event, such as submitting a form
 */
export function createBackendContext(
  glassEasel: GlassEasel,
  container: HTMLElement,
  afterTap: (element: HostElement) => void,
): BackendContext {
  const { ownerDocument: document } = container;
  const view = document.defaultView;
  const listenedFor = new Set<string>();
  const longPressable = new WeakSet<object>();
  let longPress: { timer: ReturnType<typeof setTimeout>; x: number; y: number } | null = null;
  let longPressSent = false;

  const dispatch = (type: string, original: Event, detail: unknown, bubbles = true): void => {
    const node = nodeAt(original.target);
    if (!node) return;
    const options = { originalEvent: original, bubbles, composed: bubbles, capturePhase: bubbles };
    const event = new glassEasel.Event(type, detail, options);
    glassEasel.Event.dispatchEvent(node, event);
  };
  const point = (event: MouseEvent) => ({ x: event.clientX, y: event.clientY });
  const endLongPress = () => {
    if (longPress) clearTimeout(longPress.timer);
    longPress = null;
  };

  followHover(container);
  // `click` is the browser's own notion of a tap: fingers, mice and the keyboard, and not while scrolling.
  container.addEventListener('click', (event) => {
    endLongPress();
    const element = domOf(nodeAt(event.target));
    if (longPressSent || !element) {
      longPressSent = false;
      return;
    }
    dispatch('tap', event, point(event));
    afterTap(element);
  });
  for (const [pointerType, touchType] of Object.entries(TOUCHES)) {
    container.addEventListener(pointerType, (raw) => {
      const event = raw as MouseEvent;
      if (pointerType === 'pointermove' && event.buttons === 0) return;
      if (listenedFor.has(touchType)) dispatch(touchType, event, {});
      if (pointerType === 'pointerdown') {
        endLongPress();
        longPressSent = false;
        if (!listenedFor.has('longpress') && !listenedFor.has('longtap')) return;
        const timer = setTimeout(() => {
          longPressSent = path(event.target).some((element) => longPressable.has(element));
          dispatch('longpress', event, point(event));
          dispatch('longtap', event, point(event));
        }, LONG_PRESS);
        longPress = { timer, ...point(event) };
      } else if (pointerType !== 'pointermove') endLongPress();
      else if (
        longPress &&
        Math.hypot(longPress.x - event.clientX, longPress.y - event.clientY) > STILL_DISTANCE
      ) {
        endLongPress();
      }
    });
  }

  return {
    mode: 3 satisfies number,
    destroy: endLongPress,
    getWindowWidth: () => container.clientWidth,
    getWindowHeight: () => container.clientHeight,
    getDevicePixelRatio: () => view?.devicePixelRatio ?? 1,
    getTheme: () => 'light',
    // Styles are put beside each page by the view layer.
    registerStyleSheetContent: () => undefined,
    appendStyleSheetPath: () => 0,
    disableStyleSheet: () => undefined,
    render: (done) => void setTimeout(() => done(null), 0),
    // glass-easel calls its backend's elements by a type of its own; here they are jsdom's.
    getRootNode: () => container as unknown as BackendElement,
    document: {
      createElement: (tag) => createElement(document, tag) as unknown as BackendElement,
      createTextNode: (text) => document.createTextNode(text) as unknown as BackendElement,
      createDocumentFragment: () => document.createDocumentFragment() as unknown as BackendElement,
    },
    associateValue(element, value) {
      element.__wxElement = value;
    },
    // Gestures are dispatched above; glass-easel's own listener has nothing to add.
    onEvent: () => undefined,
    setListenerStats(element, type) {
      if (type === 'longpress') longPressable.add(element);
      if (listenedFor.has(type)) return;
      listenedFor.add(type);
      if (PASSED_ON.has(type)) container.addEventListener(type, (event) => dispatch(type, event, {}, false));
    },
    setModelBindingStat(element, name, listener) {
      // model:value on a plain node; built-in components bind their own properties.
      // As above: glass-easel's name for an element of jsdom's.
      const field = element as unknown as HTMLInputElement;
      field.addEventListener('input', () => name === 'value' && listener?.(field.value));
    },
  };
}

function createElement(document: Document, tag: string): HTMLElement {
  const element = document.createElement(RENAMED_TAGS[tag] ?? tag);
  if (tag === 'button') (element as HTMLButtonElement).type = 'button';
  const setAttribute = element.setAttribute.bind(element);
  element.setAttribute = (name, value) => {
    // Inline styles are written by the program at run time; the pack could not scale them.
    setAttribute(name, name === 'style' ? scaleLengths(value) : value);
  };
  return element;
}

/** The element and all above it. */
function path(target: EventTarget | null): Node[] {
  const nodes: Node[] = [];
  for (let node = target as Node | null; node; node = node.parentNode) nodes.push(node);
  return nodes;
}

function domOf(node: ViewElement | null): HostElement | null {
  // The element that this backend has made for it.
  return (node?.getBackendElement() as unknown as HostElement | null | undefined) ?? null;
}
