// Not part of any site: `npm run example` adds this in the demo, where no real phone can scan the code. It puts a link
// to the stand-in phone below the login.
const phoneUrl = document.currentScript.dataset.phone;
const link = document.createElement('a');
link.target = '_blank';
link.rel = 'noopener';
link.textContent = '打开手机 · Open the phone ↗';

// The element's own events do not bubble; on their way down they pass here all the same.
document.addEventListener(
  'change',
  ({ target }) => {
    if (target.localName !== 'maqiao-login') return;
    const { scene } = target.state;
    link.href = `${phoneUrl}?scene=${encodeURIComponent(scene ?? '')}`;
    if (target.state.phase === 'waiting') target.after(link);
    else link.remove();
  },
  true,
);
