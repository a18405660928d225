/** Sends a form that needs no decision. Without scripts the person chooses its button. */
document.querySelector<HTMLButtonElement>('button[data-sends-itself]')?.click();
