import { defineMaqiaoLogin } from '@maqiao/browser/element';
import { createApp } from 'vue';
import App from './app.vue';

defineMaqiaoLogin({ baseUrl: 'http://localhost:3000' });
createApp(App).mount('#app');
