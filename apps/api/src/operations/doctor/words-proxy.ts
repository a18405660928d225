import { fault, note, ok, warning, type Diagnosis } from './diagnosis.ts';

// What a firewall, a CDN or a proxy in front lets through.

export const PROXY_DIAGNOSES = {
  calls_ok: ok(
    'Calls come through whole: POST, long bodies, pictures, long cookies.',
    '请求能完整到达：POST、较大的请求体、图片、较长的 Cookie。',
  ),
  post_refused: fault(
    'Something in front of Maqiao refuses a POST of JSON under /api/ ({status}): let the firewall, CDN or proxy pass GET and POST with application/json on all of /api/ (docs/deploy.md lists what must pass).',
    '码桥前面的设备拦截了 /api/ 下的 JSON POST 请求（{status}）：请让防火墙、CDN 或代理在整个 /api/ 上放行 GET 和 application/json 的 POST（需放行的内容见 docs/zh/deploy.md）。',
  ),
  json_refused: warning(
    'Something in front of Maqiao refuses a JSON body of {kib} KiB ({status}): raise its limit for request bodies on /api/.',
    '码桥前面的设备拦截了 {kib} KiB 的 JSON 请求体（{status}）：请在 /api/ 上提高请求体的上限。',
  ),
  picture_refused: warning(
    'Something in front of Maqiao refuses a picture of 2 MiB ({status}), so people cannot change theirs: let it pass image/jpeg, image/png and image/webp of up to 2 MiB by POST on /api/me/avatar.',
    '码桥前面的设备拦截了 2 MiB 的图片（{status}），用户无法更换头像：请在 /api/me/avatar 上放行 POST 的 image/jpeg、image/png 和 image/webp，最大 2 MiB。',
  ),
  cookie_refused: warning(
    'Something in front of Maqiao refuses cookies of {kib} KiB ({status}): browsers that hold many cookies of this domain cannot sign in. Raise its limit for headers (large_client_header_buffers in nginx).',
    '码桥前面的设备拦截了 {kib} KiB 的 Cookie（{status}）：在此域名下 Cookie 较多的浏览器无法登录。请提高请求头的上限（nginx 的 large_client_header_buffers）。',
  ),
  methods_refused: note(
    'Something in front of Maqiao refuses {methods}. Its own pages and mini program use POST in their place; let {methods} pass on /api/ only if a mini program of an older version is still released, or your backend calls them.',
    '码桥前面的设备拦截了 {methods}。码桥自己的页面和小程序改用 POST，不受影响；只有线上仍是旧版小程序，或你的后端会用到时，才需要在 /api/ 上放行 {methods}。',
  ),
} as const satisfies Record<string, Diagnosis>;
