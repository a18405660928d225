import { createLogin, isSmallTouchScreen, surroundingsOf } from '@maqiao/browser';
import { rememberedMethod } from '../methods/remembered-method.ts';
import { renderPage } from '../render-page.tsx';
import { interactionApi } from './interaction-api.ts';
import { InteractionPage } from './interaction-page.tsx';
import { createInteraction } from './interaction.ts';
import { leave } from '../leave.ts';
import { rememberedClient } from './remembered-client.ts';
import '../styles/tokens.css';
import '../styles/page.css';
import '../styles/buttons.css';
import '../styles/login.css';
import '../styles/person-picture.css';
import '../styles/sheet.css';
import './interaction.css';

const uid = /^\/interaction\/([^/]+)/.exec(location.pathname)?.[1] ?? '';
const surroundings = surroundingsOf(navigator.userAgent, isSmallTouchScreen());
const interaction = createInteraction({
  api: interactionApi(uid),
  remembered: rememberedClient(uid),
  createLogin: (onContinue) =>
    createLogin({
      display: surroundings === 'screen' ? 'screen' : 'same-phone',
      method: rememberedMethod(),
      answers: { asked: { interaction: uid }, onAnswered: (to) => onContinue(to ?? '/') },
    }),
  leave,
});
window.addEventListener('pageshow', ({ persisted }) => {
  // Back from the history cache: what was true then need not be true now.
  if (persisted) interaction.start();
});
window.addEventListener('online', () => interaction.wake());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') interaction.wake();
});
interaction.start();

renderPage((fromServer) => (
  <InteractionPage interaction={interaction} surroundings={surroundings} {...fromServer} />
));
