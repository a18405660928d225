import { defineComponent, domElement } from './glass-easel.ts';
import type { ComponentSpace, LooseComponent, ViewComponent } from './glass-easel.ts';

type Apply = (element: HTMLElement, value: unknown) => void;
interface BuiltIn {
  /** Properties whose value must be true or false: an undefined one would otherwise become a set attribute. */
  booleans?: string[];
  /** Properties taken as they come; glass-easel would warn where WeChat coerces in silence. */
  others?: string[];
  /** What a property does to the element. Properties without an entry are accepted and have no effect. */
  apply?: Record<string, Apply>;
  /** Whether children are shown. */
  children?: boolean;
}

const EVERYWHERE: Required<Pick<BuiltIn, 'booleans' | 'others'>> & { apply: Record<string, Apply> } = {
  booleans: ['hidden', 'ariaHidden', 'hoverStopPropagation'],
  others: [...words('hoverClass hoverStartTime hoverStayTime animation ariaLabel ariaRole'), 'title'],
  apply: {
    hoverClass: (element, value) => setOrRemove(element, 'hover-class', value),
    hidden: (element, value) => element.toggleAttribute('hidden', Boolean(value)),
    ariaHidden: (element, value) => setOrRemove(element, 'aria-hidden', value ? 'true' : null),
    ariaLabel: (element, value) => setOrRemove(element, 'aria-label', value),
    ariaRole: (element, value) => setOrRemove(element, 'role', value),
  },
};

const FIELD: BuiltIn = {
  booleans: words(
    'password disabled focus autoFocus alwaysEmbed adjustPosition holdKeyboard confirmHold autoHeight fixed showConfirmBar disableDefaultPadding autoFill',
  ),
  others: words(
    'value type placeholder placeholderStyle placeholderClass maxlength name cursorSpacing confirmType cursor selectionStart selectionEnd adjustKeyboardTo cursorColor safePasswordCertPath safePasswordLength safePasswordTimeStamp safePasswordNonce safePasswordSalt safePasswordCustomHash',
  ),
  apply: {
    value: (element, value) => {
      const field = element as HTMLInputElement;
      const text = value === null || value === undefined ? '' : asText(value);
      // Writing the same text would move the caret.
      if (field.value !== text) field.value = text;
    },
    placeholder: (element, value) => setOrRemove(element, 'placeholder', value),
    disabled,
    password: (element, value) => {
      if (value) (element as HTMLInputElement).type = 'password';
    },
    type: (element, value) => {
      const type = asText(value ?? 'text');
      element.setAttribute('field-type', type);
      if (type === 'number' || type === 'digit' || type === 'idcard') {
        element.inputMode = type === 'digit' ? 'decimal' : 'numeric';
      }
      if (type === 'nickname') element.setAttribute('autocomplete', 'nickname');
    },
    maxlength: (element, value) => {
      // WeChat cuts at 140 unless told otherwise; -1 lifts the limit.
      const limit = value === null || value === undefined || value === '' ? 140 : Number(value);
      if (limit >= 0) (element as HTMLInputElement).maxLength = limit;
      else element.removeAttribute('maxlength');
    },
    name,
    focus: focusSoon,
    autoFocus: focusSoon,
  },
  children: false,
};

const CHECK: BuiltIn = {
  booleans: ['checked', 'disabled'],
  others: words('value color type name'),
  apply: {
    checked: (element, value) => element.toggleAttribute('checked', Boolean(value)),
    disabled,
    value: (element, value) => setOrRemove(element, 'value', value),
    name,
  },
};

/** The components that are part of WeChat itself, as far as they are simulated, by their tag. */
const BUILT_INS: Record<string, BuiltIn> = {
  view: {},
  text: { booleans: ['selectable', 'userSelect', 'decode'], others: words('space overflow maxLines') },
  'cover-view': {},
  'scroll-view': {
    booleans: words(
      'scrollX scrollY enableFlex scrollWithAnimation enableBackToTop enhanced pagingEnabled showScrollbar bounces refresherEnabled refresherTriggered',
    ),
    others: words(
      'upperThreshold lowerThreshold scrollTop scrollLeft scrollIntoView refresherThreshold refresherDefaultStyle refresherBackground type',
    ),
    apply: {
      scrollX: (element, value) => element.toggleAttribute('scroll-x', Boolean(value)),
      scrollY: (element, value) => element.toggleAttribute('scroll-y', Boolean(value)),
    },
  },
  button: {
    booleans: words('disabled loading plain showMessageCard needShowEntrance'),
    others: words(
      'size type openType formType name lang sessionFrom sendMessageTitle sendMessagePath sendMessageImg appParameter businessId entrancePath',
    ),
    apply: {
      disabled,
      loading: (element, value) => element.toggleAttribute('loading', Boolean(value)),
      plain: (element, value) => element.toggleAttribute('plain', Boolean(value)),
      size: (element, value) => setOrRemove(element, 'size', value),
      // `type` is the browser's own attribute, and must stay `button`.
      type: (element, value) => setOrRemove(element, 'button-type', value),
      formType: (element, value) => setOrRemove(element, 'form-type', value),
      openType: (element, value) => setOrRemove(element, 'open-type', value),
    },
  },
  input: FIELD,
  textarea: FIELD,
  form: { booleans: ['reportSubmit'], others: ['reportSubmitTimeout', 'name'] },
  label: { others: ['for'], apply: { for: (element, value) => setOrRemove(element, 'for', value) } },
  switch: { ...CHECK, children: false },
  checkbox: CHECK,
  radio: CHECK,
  'checkbox-group': { others: ['name'], apply: { name } },
  'radio-group': { others: ['name'], apply: { name } },
  navigator: {
    others: words('url openType target delta appId path extraData version shortLink'),
    apply: {
      url: (element, value) => setOrRemove(element, 'url', value),
      openType: (element, value) => setOrRemove(element, 'open-type', value),
      delta: (element, value) => setOrRemove(element, 'delta', value),
    },
  },
  icon: {
    others: words('type size color'),
    apply: { type: (element, value) => setOrRemove(element, 'icon-type', value) },
  },
};

/** Defines WeChat's own components in a space, so that every template can use them. */
export function defineBuiltInComponents(
  space: ComponentSpace,
  emptyTemplate: unknown,
  picture: (source: string) => string | undefined,
): void {
  const image: BuiltIn = {
    booleans: words('webp lazyLoad showMenuByLongpress fadeIn'),
    others: ['src', 'mode'],
    apply: {
      src: (element, value) => showPicture(element, asText(value ?? ''), picture),
      mode: (element, value) => setOrRemove(element, 'mode', value ?? 'scaleToFill'),
    },
    children: false,
  };
  for (const [tag, builtIn] of Object.entries({ ...BUILT_INS, image })) {
    const apply = { ...EVERYWHERE.apply, ...builtIn.apply };
    const booleans = [...EVERYWHERE.booleans, ...(builtIn.booleans ?? [])];
    const others = [...EVERYWHERE.others, ...(builtIn.others ?? [])];
    const definition: LooseComponent = {
      is: `wx:${tag}`,
      properties: {
        ...Object.fromEntries(booleans.map((property) => [property, Boolean])),
        ...Object.fromEntries(others.map((property) => [property, null])),
      },
      observers: Object.fromEntries(
        Object.entries(apply).map(([property, act]) => [
          property,
          function (this: ViewComponent, value: unknown) {
            const element = domElement(this);
            if (element) act(element, value);
          },
        ]),
      ),
      options: { propertyEarlyInit: true },
      ...(builtIn.children === false ? { template: emptyTemplate } : {}),
    };
    space.setGlobalUsingComponent(tag, defineComponent(space, definition));
  }
}

function words(text: string): string[] {
  return text.split(' ');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function setOrRemove(element: HTMLElement, attribute: string, value: unknown): void {
  if (value === null || value === undefined || value === '') element.removeAttribute(attribute);
  else element.setAttribute(attribute, asText(value));
}

function disabled(element: HTMLElement, value: unknown): void {
  element.toggleAttribute('disabled', Boolean(value));
}

function name(element: HTMLElement, value: unknown): void {
  setOrRemove(element, 'name', value);
}

function focusSoon(element: HTMLElement, value: unknown): void {
  // The element is not in the document yet when its first properties arrive.
  if (value) setTimeout(() => element.focus(), 0);
}

function showPicture(
  element: HTMLElement,
  source: string,
  picture: (source: string) => string | undefined,
): void {
  let shown = element.querySelector('img');
  if (!shown) {
    shown = element.ownerDocument.createElement('img');
    shown.alt = '';
    element.appendChild(shown);
  }
  const local = picture(source);
  if (local ?? source) shown.src = local ?? source;
  else shown.removeAttribute('src');
}
