import { MaqiaoLoginElement } from './maqiao-login-element.ts';
import { defaults, type ElementDefaults } from './own-login.ts';

/** Defines `<maqiao-login>`. Does nothing when it is defined already, and on a server. */
export function defineElement({
  baseUrl = defaults.baseUrl,
  loadPopup,
}: Partial<ElementDefaults> & Pick<ElementDefaults, 'loadPopup'>): void {
  Object.assign(defaults, { baseUrl, loadPopup });
  const registry = (globalThis as { customElements?: CustomElementRegistry }).customElements;
  if (registry && !registry.get('maqiao-login')) registry.define('maqiao-login', MaqiaoLoginElement);
}
