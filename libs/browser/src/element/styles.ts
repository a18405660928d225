// Lengths are in pixels, and the size of the text is a property of its own: the page's root font size cannot be relied
// on. Everything a page may want to change has a custom property or a part; README.md lists them.

/** The element's style sheet, for a page that serves it as a file (the attribute `stylesheet`). */
export const MAQIAO_LOGIN_CSS = `
:host{display:block;max-width:400px}
:host([hidden]){display:none}
*{box-sizing:border-box;margin:0}
.card{
--paper:var(--maqiao-paper,#faf8f3);--card:var(--maqiao-card,#fff);--ink:var(--maqiao-ink,#1d1b18);
--soft:var(--maqiao-ink-soft,#5f5a52);--line:var(--maqiao-line,#e6e0d5);--seal:var(--maqiao-seal,var(--brand-light,#b23a22));
--on:var(--maqiao-seal-ink,var(--brand-on-light,#fff));--warn:var(--maqiao-warn,#8a5a00);--round:var(--maqiao-radius,14px);
position:relative;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:16px;
min-height:480px;padding:28px 20px;border:1px solid var(--line);border-radius:var(--round);
background:var(--card);color:var(--ink);color-scheme:light;text-align:center;
font:var(--maqiao-text-size,16px)/1.5 var(--maqiao-font,-apple-system,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif);
font-variant-numeric:tabular-nums;overflow-wrap:anywhere;text-wrap:balance}
.dark{
--paper:var(--maqiao-paper,#161513);--card:var(--maqiao-card,#201e1b);--ink:var(--maqiao-ink,#f1eee7);
--soft:var(--maqiao-ink-soft,#a9a298);--line:var(--maqiao-line,#37332d);--seal:var(--maqiao-seal,var(--brand-dark,#f0765a));
--on:var(--maqiao-seal-ink,var(--brand-on-dark,#1b0e0a));--warn:var(--maqiao-warn,#e2b04a);color-scheme:dark}
.card:focus{outline:none}
.logo{display:block;max-width:160px;max-height:40px}
.headline{font-size:1.25em;font-weight:600;line-height:1.4}
.large{font-size:1.75em;line-height:1.25}
.headline,.advice{word-break:keep-all}
.advice,.time{color:var(--soft);max-width:30em}
.small,.slow,.site,.caution{font-size:.8125em;color:var(--soft)}
.slow{min-height:1.5em}
.site{margin-top:-12px}
.caution{color:var(--warn)}
.tile{position:relative;flex:none;width:min(272px,100%);aspect-ratio:1;padding:8px;border-radius:10px;background:#fff;forced-color-adjust:none}
.code{display:block;width:100%;height:100%}
.empty,.behind{background:none;border:1px solid var(--line)}
.shape{width:100%;fill:none;stroke:var(--line);stroke-width:12;animation:breathe 1.6s ease-in-out infinite alternate}
.shape :last-child{fill:var(--line)}
.behind .code{filter:blur(6px);opacity:.12}
.front{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:16px;padding:16px}
.number{font-size:3.75em;font-weight:600;line-height:1;letter-spacing:.16em;margin-right:-.16em}
.digits{font-size:2.75em;font-weight:600;line-height:1.1;letter-spacing:.12em;margin-right:-.12em}
.small-tile{width:min(152px,60%)}
.avatar{display:grid;place-items:center;flex:none;width:72px;height:72px;overflow:hidden;border:1px solid var(--line);
border-radius:50%;background:var(--paper);font-size:28px;font-weight:600;line-height:1}
.avatar img{width:100%;height:100%;object-fit:cover}
.figure{width:60%;fill:none;stroke:var(--soft);stroke-width:2;stroke-linecap:round}
.scanner{position:relative}
.scanner .avatar{width:104px;height:104px;border:3px solid var(--seal);background:var(--card)}
.tick{position:absolute;right:-2px;bottom:-2px;width:36px;fill:none;stroke:var(--on);stroke-width:3;stroke-linecap:round;stroke-linejoin:round}
.tick circle{fill:var(--seal);stroke:var(--card);stroke-width:2}
.person{display:flex;align-items:center;gap:12px;max-width:100%;margin:8px 0}
.person .avatar{width:44px;height:44px;font-size:20px}
.unnamed{color:var(--soft)}
.button{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:8px 24px;cursor:pointer;
border:1px solid var(--line);border-radius:10px;background:none;color:var(--seal);font:inherit;text-decoration:none}
.button:hover{border-color:var(--seal)}
.primary{border-color:var(--seal);background:var(--seal);color:var(--on)}
.button:focus-visible{outline:2px solid var(--seal);outline-offset:3px}
.button[aria-disabled]{color:var(--soft);cursor:default}
.ring{position:absolute;inset:-1px;width:calc(100% + 2px);height:calc(100% + 2px);overflow:visible;pointer-events:none}
.ring rect{x:1px;y:1px;width:calc(100% - 2px);height:calc(100% - 2px);rx:calc(var(--round) - 1px);fill:none;
stroke:var(--seal);stroke-width:2;transition:stroke-dashoffset 1s linear}
.gap{width:120px;margin-bottom:8px;fill:none;stroke:var(--soft);stroke-width:2.5;stroke-linecap:round}
.gap :last-child{stroke:var(--seal);stroke-dasharray:1 6}
.seal{width:96px;height:96px;margin-bottom:8px;transform:rotate(-4deg);fill:var(--seal)}
.press{animation:press .18s cubic-bezier(.2,.8,.3,1)}
.seal :nth-child(2),.seal :last-child{fill:none;stroke:var(--on);stroke-width:1.75}
.seal :nth-child(3){fill:var(--on)}
.seal :last-child{stroke-width:3.5;stroke-linecap:round}
.announcement{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@keyframes breathe{from{opacity:.5}}
@keyframes press{from{opacity:0;transform:rotate(6deg) scale(1.5)}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
`;

let sheet: CSSStyleSheet | undefined;

/**
 * Adds the style sheet to a shadow root. A constructed sheet is no inline style, so the page's policy does not ask for
 * it. Browsers without (Safari before 16.4, Firefox before 101) get a link to the same sheet as a file, or else a style
 * element, which a strict policy refuses.
 * @param file address of the sheet as a file; null: there is none
 */
export function dress(root: ShadowRoot, file: string | null): void {
  if ('adoptedStyleSheets' in root) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(MAQIAO_LOGIN_CSS);
    }
    root.adoptedStyleSheets = [sheet];
    return;
  }
  const old = root as ShadowRoot;
  if (file === null) {
    const style = document.createElement('style');
    style.textContent = MAQIAO_LOGIN_CSS;
    old.append(style);
  } else {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = file;
    old.append(link);
  }
}
