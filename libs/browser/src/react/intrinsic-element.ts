import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { MaqiaoLoginElement } from '../element/maqiao-login-element.ts';

/**
 * What `<maqiao-login>` takes when it is written in JSX: attributes only. Events need `<MaqiaoLogin>`, or a ref and
 * `addEventListener`: React 18 knows no events of custom elements, and React 19 leaves them out on pages that a server
 * has rendered (https://github.com/facebook/react/issues/35446).
 */
export interface MaqiaoLoginAttributes extends DetailedHTMLProps<
  HTMLAttributes<MaqiaoLoginElement>,
  MaqiaoLoginElement
> {
  'base-url'?: string;
  theme?: 'light' | 'dark';
  display?: 'screen' | 'same-phone';
  session?: 'cookie' | 'none';
  'site-name'?: string;
  'heading-level'?: number | string;
  stylesheet?: string;
  /** React 18 passes `className` on as it is. */
  class?: string;
}

declare module 'react' {
  // The types of React are namespaces.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'maqiao-login': MaqiaoLoginAttributes;
    }
  }
}
