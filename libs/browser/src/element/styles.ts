// Lengths are in pixels: the page's root size is not ours to lean on. Everything a page may want to change has a
// custom property or a part; README.md lists them.
const CSS = `
:host{display:block;max-width:400px}
:host([hidden]){display:none}
*{box-sizing:border-box;margin:0}
.card{
--paper:var(--maqiao-paper,#faf8f3);--card:var(--maqiao-card,#fff);--ink:var(--maqiao-ink,#1d1b18);
--soft:var(--maqiao-ink-soft,#5f5a52);--line:var(--maqiao-line,#e6e0d5);--seal:var(--maqiao-seal,var(--brand-light,#b23a22));
--on:var(--maqiao-seal-ink,var(--brand-on-light,#fff));--warn:var(--maqiao-warn,#8a5a00);--round:var(--maqiao-radius,14px);
position:relative;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:16px;
min-height:436px;padding:28px 20px;border:1px solid var(--line);border-radius:var(--round);
background:var(--card);color:var(--ink);color-scheme:light;text-align:center;
font:16px/1.5 var(--maqiao-font,-apple-system,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif);
font-variant-numeric:tabular-nums}
.dark{
--paper:var(--maqiao-paper,#161513);--card:var(--maqiao-card,#201e1b);--ink:var(--maqiao-ink,#f1eee7);
--soft:var(--maqiao-ink-soft,#a9a298);--line:var(--maqiao-line,#37332d);--seal:var(--maqiao-seal,var(--brand-dark,#f0765a));
--on:var(--maqiao-seal-ink,var(--brand-on-dark,#1b0e0a));--warn:var(--maqiao-warn,#e2b04a);color-scheme:dark}
.card:focus{outline:none}
.logo{display:block;max-width:160px;max-height:40px}
.headline{font-size:20px;font-weight:600;line-height:1.4;overflow-wrap:anywhere}
.advice{color:var(--soft);max-width:30em}
.time,.caution{font-size:13px;color:var(--soft)}
.caution{color:var(--warn)}
.tile{position:relative;width:min(272px,100%);aspect-ratio:1;padding:8px;border-radius:10px;background:#fff}
.code{display:block;width:100%;height:100%;-webkit-touch-callout:default}
.empty,.behind{background:none;border:1px solid var(--line)}
.shape{width:100%;fill:none;stroke:var(--line);stroke-width:12;animation:breathe 1.6s ease-in-out infinite alternate}
.shape :last-child{fill:var(--line)}
.behind .code{filter:blur(6px);opacity:.12}
.front{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:16px;padding:16px}
.number{font-size:60px;font-weight:600;line-height:1;letter-spacing:.16em;margin-right:-.16em}
.avatar{display:grid;place-items:center;width:72px;height:72px;overflow:hidden;border:1px solid var(--line);
border-radius:50%;background:var(--paper);font-size:28px;font-weight:600;line-height:1}
.avatar img{width:100%;height:100%;object-fit:cover}
.figure{width:44px;fill:none;stroke:var(--soft);stroke-width:2;stroke-linecap:round}
.name{overflow-wrap:anywhere}
.button{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:8px 24px;cursor:pointer;
border:1px solid var(--line);border-radius:10px;background:none;color:var(--seal);font:inherit;text-decoration:none}
.button:hover{border-color:var(--seal)}
.primary{border-color:var(--seal);background:var(--seal);color:var(--on)}
.button:focus-visible{outline:2px solid var(--seal);outline-offset:3px}
.button[aria-disabled]{color:var(--soft);cursor:default}
.ring{position:absolute;inset:-1px;width:calc(100% + 2px);height:calc(100% + 2px);overflow:visible;pointer-events:none}
.ring rect{x:1px;y:1px;width:calc(100% - 2px);height:calc(100% - 2px);rx:calc(var(--round) - 1px);fill:none;
stroke:var(--seal);stroke-width:2;transition:stroke-dashoffset 1s linear}
.gap{width:120px;fill:none;stroke:var(--soft);stroke-width:2.5;stroke-linecap:round}
.gap :last-child{stroke:var(--seal);stroke-dasharray:1 6}
.seal{width:96px;height:96px;transform:rotate(-4deg);fill:var(--seal)}
.press{animation:press .18s cubic-bezier(.2,.8,.3,1)}
.seal :nth-child(2){fill:var(--on)}
.seal :last-child{stroke:var(--on);stroke-width:3.5;stroke-linecap:round}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@keyframes breathe{from{opacity:.5}}
@keyframes press{from{opacity:0;transform:rotate(6deg) scale(1.5)}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
`;

let sheet: CSSStyleSheet | undefined;

/**
 * Dresses a shadow root. A constructed sheet is no inline style, so the page's policy does not ask for it; browsers
 * without (Safari before 16.4, Firefox before 101) get a style element, which a strict policy there refuses.
 */
export function dress(root: ShadowRoot): void {
  if ('adoptedStyleSheets' in root) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
    }
    root.adoptedStyleSheets = [sheet];
  } else {
    const style = document.createElement('style');
    style.textContent = CSS;
    (root as ShadowRoot).append(style);
  }
}
