// The site's own script: what it does once somebody has signed in.
const login = document.querySelector('maqiao-login');
const greeting = document.querySelector('#greeting');

login.addEventListener('login', async ({ detail }) => {
  greeting.textContent = `你好，${detail.user.nickname ?? '新读者'}。`;
  // The site's backend is given the token, and checks it: docs/embed.md. Here the login's own API is asked.
  const token = await login.getAccessToken();
  const answer = await fetch('http://localhost:3000/api/me', {
    headers: { authorization: `Bearer ${token}` },
  });
  const { createdAt } = await answer.json();
  greeting.textContent += `你从 ${new Date(createdAt).toLocaleDateString('zh-CN')} 起是我们的读者。`;
});

login.addEventListener('logout', () => {
  greeting.textContent = '登录后可以看到你的书架。';
});
