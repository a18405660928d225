import { type Answer, type Opened, answerRequest, openRequest } from './connect-calls.ts';
import { element } from './element.ts';
import { peoplePicker, rememberedPerson } from './people-picker.ts';
import { textNote } from './screen-notes.ts';
import { type Person, fetchPeople } from './server-calls.ts';
import { cameFromChat } from './wechat-browser.ts';
import { WebsiteCode } from './website-code.ts';
import { language, words } from './words.ts';

// The pages of open.weixin.qq.com: /connect/qrconnect shows a code, /connect/oauth2/authorize asks inside WeChat.

const main = element('main', { class: 'connect' });
const content = element('div', { class: 'connect-content' });
const isWebsite = location.pathname === '/connect/qrconnect';

document.documentElement.lang = language;
document.title = words.connectTitle;
main.classList.toggle('framed', window !== window.top);
main.append(element('p', { class: 'banner' }, words.connectBanner), content);
document.body.append(main);
void open();

async function open(): Promise<void> {
  try {
    if (isWebsite) await openWebsite();
    else await openInside();
  } catch (error) {
    showProblem(error);
  }
}

async function openWebsite(): Promise<void> {
  const opened = await openRequest(undefined, false);
  if ('errcode' in opened) showError(opened.errcode);
  else await new WebsiteCode(opened, { show, leave, showError, showProblem }).start();
}

/** Inside WeChat it is known whose phone this is: the person of the tab that opened this one. */
async function openInside(): Promise<void> {
  const { people } = await fetchPeople();
  const known = rememberedPerson(people);
  if (known) await ask(known);
  else show(peoplePicker(people, (person) => void ask(person).catch(showProblem)));
}

async function ask(person: Person): Promise<void> {
  const opened = await openRequest(person.id, cameFromChat());
  if ('errcode' in opened) showError(opened.errcode);
  else if (opened.silent) await answer({ person: person.id, answer: 'allow' });
  else show(consent(opened, person));
}

function consent(opened: Opened, person: Person): HTMLElement {
  const choice = (look: string, text: string, given: Omit<Answer, 'person'>) =>
    element(
      'button',
      {
        type: 'button',
        class: look,
        'data-answer': given.snapshot ? 'snapshot' : given.answer,
        onclick: () => void answer({ person: person.id, ...given }).catch(showProblem),
      },
      text,
    );
  return element(
    'div',
    { class: 'connect-card' },
    element('h1', {}, opened.app),
    element('p', {}, words.consentAsks),
    element('p', { class: 'soft' }, `${opened.host} · ${person.label}`),
    choice('primary', words.allow, { answer: 'allow' }),
    choice('', words.refuse, { answer: 'refuse' }),
    choice('quiet', words.consentSnapshot, { answer: 'allow', snapshot: 'flagged' }),
  );
}

async function answer(given: Answer): Promise<void> {
  const { location: address, errcode } = await answerRequest(given);
  if (address !== undefined) leave(address);
  else if (errcode !== undefined) showError(errcode);
}

/** In a frame with `self_redirect=true` the frame goes on, otherwise the whole window. */
function leave(address: string): void {
  const inFrame = new URLSearchParams(location.search).get('self_redirect') === 'true';
  const target = inFrame ? window : (window.top ?? window);
  target.location.href = address;
}

function show(part: HTMLElement): void {
  content.replaceChildren(part);
}

function showError(errcode: number): void {
  show(
    element(
      'div',
      { class: 'connect-card', role: 'alert', 'data-errcode': String(errcode) },
      element('h1', {}, words.cannotOpenPage),
      element('p', {}, words.authorizeErrors[errcode] ?? ''),
      element('p', { class: 'soft small' }, `${words.errorCode} ${errcode}`),
    ),
  );
}

function showProblem(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  show(textNote(words.cannotOpenPage, message, words.retry, () => void open()));
}
