/** Chooses the button of a form that asks nothing. Where no script runs, the person does. */
document.querySelector<HTMLButtonElement>('button[data-sends-itself]')?.click();
