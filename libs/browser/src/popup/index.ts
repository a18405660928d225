export { openPopup, type PopupOptions, type PopupOutcome, type PopupSignIn } from './open-popup.ts';
