import { expect, test } from '@jest/globals';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { MaqiaoLogin, useMaqiaoLogin } from './index.ts';

// In a browser the React example stands for both, on React 18 and 19: e2e/embed/examples.spec.ts.

test('on a server the component is the bare element, with its attributes', () => {
  const html = renderToString(
    createElement(MaqiaoLogin, { baseUrl: 'https://login.example.com', siteName: 'Shop', className: 'wide' }),
  );
  expect(html).toBe(
    '<maqiao-login base-url="https://login.example.com" site-name="Shop" class="wide"></maqiao-login>',
  );
});

test('on a server the hook begins nothing', () => {
  const calls: string[] = [];
  const options = {
    fetch: (url: string) => {
      calls.push(url);
      return Promise.reject(new TypeError());
    },
  };
  const html = renderToString(createElement(() => useMaqiaoLogin(options).state.phase));
  expect([html, calls]).toEqual(['loading', []]);
});
