import {
  createElement,
  useEffect,
  useLayoutEffect,
  useRef,
  type CSSProperties,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { SiteInfo } from '@maqiao/shared';
import type { Login } from '../create-login.ts';
import type { LoginErrorDetail, LoginEventDetail } from '../element/events.ts';
import { defineMaqiaoLogin } from '../element/define.ts';
import type { MaqiaoLoginElement } from '../element/maqiao-login-element.ts';

/** The element's attributes and events as React names them. */
export interface MaqiaoLoginProps {
  /** Origin of the API, such as `https://login.example.com`. Default: the page's own. */
  baseUrl?: string;
  /** From {@link useMaqiaoLogin}: the session then outlives the component. Without it the component has its own. */
  login?: Login;
  /** Default: the page's language. */
  lang?: string;
  /** Default: as the page's colour scheme. */
  theme?: 'light' | 'dark';
  /** Default: by the device. */
  display?: 'screen' | 'same-phone';
  /** Default: by the host names. */
  session?: 'cookie' | 'none';
  siteName?: string;
  /** Level of the card's headline among the page's headings. Default: 2. */
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6;
  /** Name, logo, colour and words of the site, where the page knows them already. Default: the server is asked. */
  site?: SiteInfo;
  /** Address of the element's style sheet as a file, for old browsers under a strict policy. */
  stylesheet?: string;
  /** Content with a `slot`, such as `slot="waiting"`, stands at the end of the card in the phase of that name. */
  children?: ReactNode;
  className?: string;
  style?: CSSProperties;
  onLogin?: (detail: LoginEventDetail) => void;
  onLogout?: () => void;
  onError?: (detail: LoginErrorDetail) => void;
}

/** React 18 warns of layout effects on a server. */
const useEffectAtOnce = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** The login as a component: `<maqiao-login>` with props and callbacks. For React 18 and later; empty on a server. */
export function MaqiaoLogin(props: MaqiaoLoginProps): ReactElement {
  const { baseUrl, login, site, siteName, headingLevel, children, className, style, ...rest } = props;
  const { onLogin, onLogout, onError, ...attributes } = rest;
  const element = useRef<MaqiaoLoginElement>(null);
  // Callbacks are usually new at every render; the listeners below are not.
  const callbacks = useRef({ onLogin, onLogout, onError });
  useEffect(() => {
    callbacks.current = { onLogin, onLogout, onError };
  });

  useEffect(() => {
    const node = element.current;
    if (!node) return;
    const reportLogin = (event: CustomEvent<LoginEventDetail>): void =>
      callbacks.current.onLogin?.(event.detail);
    const out = (): void => callbacks.current.onLogout?.();
    const failed = (event: CustomEvent<LoginErrorDetail>): void => callbacks.current.onError?.(event.detail);
    node.addEventListener('login', reportLogin as EventListener);
    node.addEventListener('logout', out);
    node.addEventListener('error', failed as EventListener);
    return () => {
      node.removeEventListener('login', reportLogin as EventListener);
      node.removeEventListener('logout', out);
      node.removeEventListener('error', failed as EventListener);
    };
  }, []);

  // Set before the element creates its own login, which it does in the next task.
  useEffectAtOnce(() => {
    if (element.current) element.current.login = login ?? null;
    defineMaqiaoLogin();
  }, [login]);
  useEffectAtOnce(() => {
    if (element.current) element.current.site = site ?? null;
  }, [site]);

  return createElement(
    'maqiao-login',
    {
      ...attributes,
      ref: element,
      'base-url': baseUrl,
      'site-name': siteName,
      'heading-level': headingLevel,
      // React 18 sets properties of custom elements as attributes, under these very names.
      class: className,
      style,
    },
    children,
  );
}
