import { nodeAt } from './glass-easel.ts';
import type { HostElement } from './glass-easel.ts';

/** What open-type buttons and navigators ask of the host. */
export interface ControlActions {
  /** Performs an open-type; resolves with the event's detail, or undefined when it is not simulated. */
  openType(openType: string, id: string): Promise<Record<string, unknown> | undefined>;
  /** `<input type="nickname">`: it asks for consent when entered, and its text is checked when left. */
  nicknameField: { focused(): void; accepts(nickname: string): boolean };
  navigate(kind: string, target: { url: string; delta: number }): void;
}

/** Milliseconds that WeChat's check of a nickname takes: later than what a program sets in answer to typing. */
const NICKNAME_CHECK = 100;
const SWITCHES = 'switch, checkbox, radio';

/** Turns what happens to the real fields into WeChat's component events. These do not bubble. */
export function bridgeFieldEvents(
  container: HTMLElement,
  { nicknameField }: Pick<ControlActions, 'nicknameField'>,
): void {
  const bridge = (
    domType: string,
    type: string,
    detail: (field: HTMLInputElement, event: Event) => Record<string, unknown>,
    applies: (field: HTMLInputElement, event: Event) => boolean = () => true,
  ) => {
    // In the capture phase: focus and load events do not bubble in the DOM either.
    container.addEventListener(
      domType,
      (event) => {
        const field = event.target as HTMLInputElement;
        if (applies(field, event)) tell(field, type, detail(field, event));
      },
      true,
    );
  };
  const isField = (field: HTMLInputElement) => /^(INPUT|TEXTAREA)$/.test(field.tagName);
  const isEnter = (field: HTMLInputElement, event: Event) =>
    field.tagName === 'INPUT' && (event as KeyboardEvent).key === 'Enter';
  const value = (field: HTMLInputElement) => ({ value: field.value });
  bridge(
    'input',
    'input',
    (field) => ({ value: field.value, cursor: field.selectionEnd ?? 0, keyCode: 0 }),
    isField,
  );
  bridge('focusin', 'focus', (field) => ({ value: field.value, height: 0 }), isField);
  bridge('focusout', 'blur', (field) => ({ value: field.value, cursor: field.selectionEnd ?? 0 }), isField);
  bridge('keydown', 'confirm', value, isEnter);
  const isNickname = (event: Event) =>
    (event.target as HTMLElement).getAttribute?.('field-type') === 'nickname' ? event.target : null;
  container.addEventListener('focusin', (event) => isNickname(event) && nicknameField.focused());
  container.addEventListener('focusout', (event) => {
    const field = isNickname(event) as HTMLInputElement | null;
    // The text is sent away to be checked. The program hears no input event of what comes of it.
    if (field) setTimeout(() => reviewNickname(field, nicknameField.accepts(field.value)), NICKNAME_CHECK);
  });
  const isPicture = (element: HTMLElement) => element.tagName === 'IMG';
  const size = (element: HTMLElement) => {
    const { naturalWidth, naturalHeight } = element as HTMLImageElement;
    return { width: naturalWidth, height: naturalHeight };
  };
  bridge('load', 'load', size, isPicture);
  bridge('error', 'error', () => ({ errMsg: 'load error' }), isPicture);
}

function reviewNickname(field: HTMLInputElement, pass: boolean): void {
  if (!pass) field.value = '';
  tell(field, 'nicknamereview', { pass, timeout: false });
}

/** What a tap does beyond its event: forms, switches, labels, links and open-type buttons. */
export function performTap(element: HostElement, actions: ControlActions): void {
  const control = element.closest<HTMLElement>(`button, navigator, ${SWITCHES}`) ?? labelled(element);
  if (!control || control.hasAttribute('disabled')) return;
  if (control.matches(SWITCHES)) toggle(control);
  else if (control.matches('input, textarea')) control.focus();
  else if (control.tagName === 'NAVIGATOR') {
    const kind = control.getAttribute('open-type') ?? 'navigate';
    const url = control.getAttribute('url') ?? '';
    actions.navigate(kind, { url, delta: Number(control.getAttribute('delta') ?? 1) });
  } else {
    pressFormButton(control);
    const openType = control.getAttribute('open-type');
    if (openType) {
      void actions.openType(openType, control.id).then((detail) => {
        if (detail) tell(control, openType.toLowerCase(), detail);
      });
    }
  }
}

function labelled(element: HTMLElement): HTMLElement | null {
  const label = element.closest<HTMLElement>('wx-label');
  if (!label) return null;
  const id = label.getAttribute('for');
  if (id) return label.closest('.mp-page')?.querySelector<HTMLElement>(`[id="${escapeQuotes(id)}"]`) ?? null;
  return label.querySelector<HTMLElement>(`button, input, textarea, ${SWITCHES}`);
}

function escapeQuotes(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

function toggle(control: HTMLElement): void {
  if (control.tagName === 'SWITCH') {
    control.toggleAttribute('checked');
    tell(control, 'change', { value: control.hasAttribute('checked') });
    return;
  }
  const group = control.closest<HTMLElement>('checkbox-group, radio-group');
  if (control.tagName === 'RADIO') {
    for (const other of group?.querySelectorAll('radio') ?? []) other.removeAttribute('checked');
    control.setAttribute('checked', '');
  } else control.toggleAttribute('checked');
  if (group) tell(group, 'change', { value: valueOf(group) });
}

function pressFormButton(button: HTMLElement): void {
  const form = button.closest<HTMLElement>('wx-form');
  const kind = button.getAttribute('form-type');
  if (!form || !kind) return;
  const fields = [...form.querySelectorAll<HTMLElement>('[name]')].filter(
    (field) => field.tagName !== 'BUTTON',
  );
  if (kind === 'submit') {
    const value = Object.fromEntries(
      fields.map((field) => [field.getAttribute('name') ?? '', valueOf(field)]),
    );
    tell(form, 'submit', { value });
  } else if (kind === 'reset') {
    for (const field of fields) reset(field);
    tell(form, 'reset', {});
  }
}

function valueOf(field: HTMLElement): unknown {
  const chosen = (selector: string) =>
    [...field.querySelectorAll(`${selector}[checked]`)].map((choice) => choice.getAttribute('value') ?? '');
  switch (field.tagName) {
    case 'SWITCH':
      return field.hasAttribute('checked');
    case 'CHECKBOX-GROUP':
      return chosen('checkbox');
    case 'RADIO-GROUP':
      return chosen('radio')[0] ?? '';
    default:
      return (field as HTMLInputElement).value;
  }
}

function reset(field: HTMLElement): void {
  if (/^(INPUT|TEXTAREA)$/.test(field.tagName)) (field as HTMLInputElement).value = '';
  field.removeAttribute('checked');
  for (const choice of field.querySelectorAll('[checked]')) choice.removeAttribute('checked');
}

function tell(element: Node, type: string, detail: Record<string, unknown>): void {
  nodeAt(element)?.triggerEvent(type, detail, { bubbles: false });
}
