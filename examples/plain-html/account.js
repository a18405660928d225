// Signing out, on a page that shows no login.
const button = document.querySelector('#sign-out');
const notOut = document.querySelector('#not-out');

button.addEventListener('click', async () => {
  notOut.textContent = '';
  // Maqiao's session in this browser: while it lives, the next visit signs in without a scan.
  const ended = await window.Maqiao.createLogin().signOut();
  if (ended !== 'done') {
    notOut.textContent = '暂时连不上登录服务，还没有退出，请再试一次。';
    return;
  }
  // A site with a session of its own ends it here, too; or its backend ends both: docs/add-to-your-site.md.
  location.assign('/');
});
