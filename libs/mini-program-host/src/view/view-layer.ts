import { createBackendContext } from './backend-context.ts';
import { defineBuiltInComponents } from './built-in-components.ts';
import { componentsUsedBy, createCustomComponents } from './custom-components.ts';
import { ELEMENT_STYLES } from './element-styles.ts';
import { eventMessage } from './event-message.ts';
import { bridgeFieldEvents, performTap } from './form-controls.ts';
import { defineComponent } from './glass-easel.ts';
import type { AppCode } from '../logic/app-code.ts';
import type { LogicRealm } from '../logic/logic-realm.ts';
import type { PageInstance, PageViews } from '../logic/page-stack.ts';
import type { ComponentOptions, Registry } from '../logic/registry.ts';
import type { MiniProgramPack } from '../mini-program-pack.ts';
import type { CustomComponents } from './custom-components.ts';
import type { ControlActions } from './form-controls.ts';
import type { BackendContext, ComponentDefinition, ComponentSpace, GlassEasel } from './glass-easel.ts';
import type { TemplateGroup, ViewComponent, ViewEvent } from './glass-easel.ts';

interface PageView {
  root: ViewComponent;
  host: HTMLElement;
  style: HTMLStyleElement;
}

/** WeChat's glass-easel renders the compiled templates into a container of one document. */
export class ViewLayer implements PageViews {
  /** The element that holds pages and dialogs. */
  readonly host: HTMLElement;
  readonly #glassEasel: GlassEasel;
  readonly #pack: MiniProgramPack;
  readonly #templates: TemplateGroup;
  readonly #space: ComponentSpace;
  readonly #context: BackendContext;
  readonly #components: CustomComponents;
  readonly #definitions = new Map<string, { options: ComponentOptions; definition: ComponentDefinition }>();
  readonly #views = new Map<number, PageView>();
  readonly #onWarning: (message: string, component: unknown) => boolean | undefined;
  #shown: number | null = null;

  constructor(parts: {
    glassEasel: GlassEasel;
    container: HTMLElement;
    pack: MiniProgramPack;
    templates: TemplateGroup;
    code: AppCode;
    realm: LogicRealm;
    actions: ControlActions;
    /** What stands behind a picture's source that is no file of the pack. */
    picture: (source: string) => string | undefined;
    warn: (message: string) => void;
  }) {
    const { glassEasel, container, pack } = parts;
    this.#glassEasel = glassEasel;
    this.#pack = pack;
    this.#templates = parts.templates;
    const document = container.ownerDocument;
    this.host = document.createElement('div');
    this.host.className = 'mp-host';
    const style = document.createElement('style');
    style.textContent = ELEMENT_STYLES;
    this.host.append(style);
    container.append(this.host);

    this.#space = new glassEasel.ComponentSpace();
    this.#space.updateComponentOptions({ writeIdToDOM: true });
    const picture = (source: string) => parts.picture(source) ?? pack.pictures[source.replace(/^\//, '')];
    defineBuiltInComponents(this.#space, this.#template('__empty'), picture);
    this.#context = createBackendContext(glassEasel, this.host, (element) =>
      performTap(element, parts.actions),
    );
    bridgeFieldEvents(this.host, parts.actions);
    this.#components = createCustomComponents({
      space: this.#space,
      pack,
      code: parts.code,
      realm: parts.realm,
      template: (path) => this.#template(path),
    });
    // glass-easel's warnings are one list for the whole process: take those of this space, leave the others.
    this.#onWarning = (message, component) => {
      const owner = component as { getOwnerSpace?: () => unknown } | null;
      if (owner?.getOwnerSpace?.() !== this.#space) return undefined;
      parts.warn(message);
      return false;
    };
    glassEasel.addGlobalWarningListener(this.#onWarning);
  }

  /** Makes the registered components known to the templates. Call it once, after every file was loaded. */
  defineComponents(registry: Registry): void {
    for (const [path, options] of registry.components) {
      this.#definitions.set(path, { options, definition: this.#components.define(path, options) });
    }
  }

  mount(...[page, send]: Parameters<PageViews['mount']>): void {
    const definition = defineComponent(this.#space, {
      is: `${page.path}#${page.id}`,
      using: componentsUsedBy(this.#pack, page.path),
      template: this.#template(page.path),
      data: page.data,
      methods: Object.fromEntries(
        page.handlers.map((handler) => [handler, (event) => send(handler, eventMessage(event as ViewEvent))]),
      ),
    });
    this.#attach(page.id, page.path, definition);
  }

  mountComponent(page: { id: number; path: string; query: Record<string, string> }): PageInstance {
    const known = this.#definitions.get(page.path);
    if (!known) throw new Error(`Page "${page.path}" has not been registered yet`);
    const root = this.#attach(page.id, page.path, known.definition);
    const properties = Object.keys(known.options.properties ?? {});
    const given = Object.entries(page.query).filter(([name]) => properties.includes(name));
    if (given.length > 0) root.setData(Object.fromEntries(given) as never);
    return this.#components.instanceOf(root);
  }

  setData(id: number, changes: Record<string, unknown>): void {
    this.#views.get(id)?.root.setData(changes as never);
  }

  show(id: number): void {
    this.#shown = id;
    for (const [other, view] of this.#views) {
      view.host.hidden = other !== id;
      // Two pages' styles must not mix: a page's rules hold while it is on top.
      view.style.media = other === id ? 'all' : 'not all';
    }
  }

  pageLifetime(id: number, name: 'show' | 'hide'): void {
    this.#views.get(id)?.root.triggerPageLifetime(name, []);
  }

  unmount(id: number): void {
    const view = this.#views.get(id);
    if (!view) return;
    this.#views.delete(id);
    this.#glassEasel.Element.pretendDetached(view.root);
    view.host.remove();
  }

  /** The `<page>` element on top, or null before the first page stands. */
  get page(): HTMLElement | null {
    const view = this.#shown === null ? undefined : this.#views.get(this.#shown);
    return view?.host.querySelector('page') ?? null;
  }

  /** How far the page on top is scrolled, in pixels. */
  get scrollTop(): number {
    return (this.#shown === null ? undefined : this.#views.get(this.#shown))?.host.scrollTop ?? 0;
  }

  close(): void {
    for (const id of [...this.#views.keys()]) this.unmount(id);
    this.#context.destroy();
    this.#glassEasel.removeGlobalWarningListener(this.#onWarning);
    this.host.remove();
  }

  #attach(id: number, path: string, definition: ComponentDefinition): ViewComponent {
    const document = this.host.ownerDocument;
    const host = document.createElement('div');
    host.className = 'mp-page';
    host.dataset.route = path;
    const style = document.createElement('style');
    style.textContent = this.#stylesFor(path);
    const placeholder = document.createElement('span');
    host.append(style, placeholder);
    this.host.append(host);
    const root = this.#glassEasel.Component.createWithContext('page', definition, this.#context);
    this.#glassEasel.Element.replaceDocumentElement(root, host as never, placeholder as never);
    this.#views.set(id, { root, host, style });
    return root;
  }

  /** The app's styles, those of the components in use (not isolated from each other), then the page's own. */
  #stylesFor(path: string): string {
    const seen = new Set<string>();
    const visit = (owner: string) => {
      for (const target of Object.values(componentsUsedBy(this.#pack, owner))) {
        const component = target.slice(1);
        if (seen.has(component)) continue;
        seen.add(component);
        visit(component);
      }
    };
    visit(path);
    return ['app', ...seen, path].map((file) => this.#pack.styles[file] ?? '').join('\n');
  }

  #template(path: string): unknown {
    // fallbackListenerOnNativeNode: without it `bindtap=` on a node that is no component is a plain attribute.
    return { groupList: this.#templates, content: this.#templates[path], fallbackListenerOnNativeNode: true };
  }
}
