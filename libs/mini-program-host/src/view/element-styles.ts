/**
 * How WeChat's own elements look before the program's styles: layout first, and quiet defaults for buttons and
 * fields. `:where()` keeps every rule weaker than any rule of the program.
 */
export const ELEMENT_STYLES = `
:where([hidden]) { display: none !important; }
:where(page, view, scroll-view, cover-view, wx-form, navigator, wx-video, checkbox-group, radio-group) { display: block; }
:where(page) { min-height: 100%; overflow-wrap: break-word; }
:where(page, page *) { box-sizing: border-box; -webkit-tap-highlight-color: transparent; }
:where(text, wx-label) { display: inline; }
:where(text) { white-space: pre-line; }
:where(scroll-view[scroll-y]) { overflow-y: auto; }
:where(scroll-view[scroll-x]) { overflow-x: auto; }
:where(navigator, wx-label, button) { cursor: pointer; }
:where(button) {
  display: block; width: 100%; margin: 0; padding: 0 14px; border: 0; border-radius: 5px;
  font: inherit; font-size: 18px; line-height: 2.56; text-align: center; color: inherit;
  background: color-mix(in srgb, currentColor 8%, transparent);
}
:where(button[size=mini]) { display: inline-block; width: auto; font-size: 13px; line-height: 2.3; }
:where(button[disabled]) { opacity: .5; cursor: default; }
:where(input, textarea) {
  display: block; width: 100%; margin: 0; padding: 0; border: 0; outline-offset: 4px;
  font: inherit; color: inherit; background: none;
}
:where(input) { height: 1.4em; min-height: 1.4em; }
:where(textarea) { height: 150px; resize: none; }
:where(image) { display: inline-block; width: 320px; height: 240px; overflow: hidden; }
:where(image > img) { display: block; width: 100%; height: 100%; object-fit: fill; }
:where(image[mode=aspectFit] > img) { object-fit: contain; }
:where(image[mode=aspectFill] > img) { object-fit: cover; }
:where(image[mode=widthFix]) { height: auto; }
:where(image[mode=heightFix]) { width: auto; }
:where(switch, checkbox, radio) { display: inline-flex; align-items: center; gap: 4px; cursor: pointer; }
:where(switch)::before {
  content: ""; width: 48px; height: 28px; border-radius: 14px;
  background: radial-gradient(circle at 14px 50%, #fff 11px, transparent 12px), #8888;
}
:where(switch[checked])::before { background: radial-gradient(circle at 34px 50%, #fff 11px, transparent 12px), currentColor; }
:where(checkbox, radio)::before { content: ""; width: 18px; height: 18px; border: 1px solid currentColor; border-radius: 3px; }
:where(radio)::before { border-radius: 50%; }
:where(checkbox[checked], radio[checked])::before { background: radial-gradient(currentColor 5px, transparent 6px); }

/* contain: what a program fixes to the screen must be fixed to the phone's, not to the window's. */
.mp-host { position: relative; height: 100%; overflow: hidden; contain: layout paint; }
.mp-page { position: absolute; inset: 0; overflow: auto; transition: top 120ms; }
.mp-pulled > .mp-page { top: 48px; }
.mp-pulled::before { content: "• • •"; position: absolute; left: 0; right: 0; top: 0; line-height: 48px; text-align: center; opacity: .5; }
.mp-overlay { position: absolute; inset: 0; display: flex; align-items: center; justify-content: center; pointer-events: none; }
.mp-overlay > * { pointer-events: auto; }
.mp-toast { max-width: 70%; padding: 12px 18px; border-radius: 10px; background: #1d1b18e6; color: #faf8f3; font-size: 16px; text-align: center; pointer-events: none; }
.mp-shade { position: absolute; inset: 0; background: #0006; }
.mp-modal { position: relative; width: 82%; max-width: 320px; overflow: hidden; border-radius: 14px; background: Canvas; color: CanvasText; font-size: 16px; text-align: center; }
.mp-modal-title { padding: 24px 20px 0; font-weight: 600; }
.mp-modal-content { padding: 16px 20px 24px; white-space: pre-wrap; overflow-wrap: anywhere; }
.mp-modal-buttons { display: flex; border-top: 1px solid #8884; }
.mp-modal-buttons button { flex: 1; border-radius: 0; background: none; line-height: 3; font-size: 16px; }
.mp-modal-buttons button + button { border-left: 1px solid #8884; font-weight: 600; }
.mp-sheet { position: absolute; left: 0; right: 0; bottom: 0; background: Canvas; color: CanvasText; }
.mp-sheet button { border-radius: 0; background: none; border-top: 1px solid #8884; line-height: 3; font-size: 16px; }
`;
