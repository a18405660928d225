/** A node as the logic layer sees it. */
interface EventTargetMessage {
  id: string;
  dataset: Record<string, unknown>;
  offsetLeft: number;
  offsetTop: number;
}

interface TouchMessage {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
}

/** The event object that a handler is given: plain data, for it crosses from the view to the logic layer. */
export interface EventMessage {
  type: string;
  timeStamp: number;
  target: EventTargetMessage;
  currentTarget: EventTargetMessage;
  mark: Record<string, unknown>;
  detail: unknown;
  touches: TouchMessage[];
  changedTouches: TouchMessage[];
  mut: boolean;
}

/** What of a glass-easel event is read here. */
interface ViewEvent {
  type: string;
  timeStamp: number;
  detail: unknown;
  mark: Record<string, unknown> | null;
  target: ViewNode;
  currentTarget: ViewNode;
  getOriginalEvent(): unknown;
}

interface ViewNode {
  id: string;
  dataset: Record<string, unknown>;
  getBackendElement?(): unknown;
}

/** Gestures carry their point in `touches`; components carry their own detail and no touches. */
export function eventMessage(event: ViewEvent): EventMessage {
  const original = event.getOriginalEvent() as Partial<MouseEvent> | undefined;
  const touch = original && typeof original.clientX === 'number' ? touchMessage(original) : null;
  const lifted = event.type === 'touchend' || event.type === 'touchcancel';
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    target: targetMessage(event.target),
    currentTarget: targetMessage(event.currentTarget),
    mark: { ...event.mark },
    detail: event.detail ?? {},
    touches: touch && !lifted ? [touch] : [],
    changedTouches: touch ? [touch] : [],
    mut: false,
  };
}

function targetMessage(node: ViewNode): EventTargetMessage {
  const element = node.getBackendElement?.() as Partial<HTMLElement> | null | undefined;
  return {
    id: node.id,
    dataset: { ...node.dataset },
    offsetLeft: element?.offsetLeft ?? 0,
    offsetTop: element?.offsetTop ?? 0,
  };
}

function touchMessage(event: Partial<PointerEvent>): TouchMessage {
  const { clientX = 0, clientY = 0, pageX = clientX, pageY = clientY } = event;
  return { identifier: 0, pageX, pageY, clientX, clientY };
}
