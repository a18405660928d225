import { launchInPage, scanEntry } from '@maqiao/mini-program-host/page';
import { avatarForm } from './avatar-form.ts';
import { element } from './element.ts';
import { NetworkList } from './network-list.ts';
import { peoplePicker, rememberedPerson } from './people-picker.ts';
import { personStorage } from './person-storage.ts';
import { PhoneFrame } from './phone-frame.ts';
import { privacyMemory } from './privacy-memory.ts';
import { leftNote, phoneMenu, problemNote, waitingNote } from './screen-notes.ts';
import { scanForm } from './scan-form.ts';
import { fetchLoginCode, fetchPack, fetchPeople, forward, onProgramBuilt } from './server-calls.ts';
import { language, words } from './words.ts';
import type { MiniProgramEntry, PageMiniProgram, ScannedCode } from '@maqiao/mini-program-host/page';
import type { Scan } from './scan-form.ts';
import type { Person } from './server-calls.ts';

/** Milliseconds after which a note says what is slow. */
const SLOW = 5000;

/** Where a scene without a page leads: the page that WECHAT_PAGE names by default. */
const LOGIN_PAGE = 'pages/login/index';

const dark = matchMedia('(prefers-color-scheme: dark)');
const network = new NetworkList();
const frame = new PhoneFrame({ back: () => program?.back(), menu: showMenu });
const personName = element('strong', { id: 'person' });
const personPart = element(
  'section',
  { class: 'panel-part person-part', hidden: true },
  element('div', {}, element('span', { class: 'soft small' }, words.person), personName),
  element('button', { type: 'button', class: 'quiet', onclick: () => void choosePerson() }, words.change),
);

let program: PageMiniProgram | null = null;
let person: Person | null = null;
let entry: MiniProgramEntry = entryFromAddress();
/** Counts openings, so that a slow one that was overtaken shows nothing. */
let opening = 0;
/** Whether this page is told of new builds. */
let reloading = false;

document.documentElement.lang = language;
document.title = words.title;
document.body.append(
  element(
    'main',
    {},
    frame.view,
    element(
      'aside',
      { class: 'panel' },
      element(
        'p',
        { class: 'brand' },
        element('span', { class: 'seal', 'aria-hidden': 'true' }),
        words.title,
      ),
      element('p', { class: 'banner', id: 'banner' }, words.banner),
      personPart,
      element('section', { class: 'panel-part' }, scanForm(scanAgain)),
      network.view,
    ),
  ),
);
dark.addEventListener('change', () => program?.setTheme(theme()));
void start();

async function start(): Promise<void> {
  await attempt(words.loadingPeople, start, async () => {
    const { people, reloads } = await fetchPeople();
    return () => {
      if (reloads && !reloading) onProgramBuilt(() => location.reload());
      reloading = reloads;
      const known = rememberedPerson(people);
      if (known) void run(known);
      else offer(people);
    };
  });
}

/** Another person takes the phone: the mini program ends, for its memory is theirs. */
async function choosePerson(): Promise<void> {
  end();
  person = null;
  personPart.hidden = true;
  await attempt(words.loadingPeople, choosePerson, async () => {
    const { people } = await fetchPeople();
    return () => offer(people);
  });
}

function offer(people: Person[]): void {
  frame.cover(peoplePicker(people, (chosen) => void run(chosen)));
}

/** Opens the mini program on that person's phone, from the entry that was last asked for. */
async function run(chosen: Person): Promise<void> {
  end();
  person = chosen;
  personName.textContent = chosen.label;
  personPart.hidden = false;
  await attempt(
    words.loadingProgram,
    () => run(chosen),
    async () => {
      const pack = await fetchPack();
      const privacy = privacyMemory(chosen.id);
      return async () => {
        program = launchInPage({
          pack,
          mount: frame.mount,
          entry,
          login: () => fetchLoginCode(chosen.id),
          fetch: forward,
          storage: personStorage(chosen.id),
          language: language === 'zh' ? 'zh_CN' : 'en',
          theme: theme(),
          scanCode: askForCode,
          privacyAgreed: privacy.agreed,
          onPrivacyAgreed: privacy.agree,
          chooseAvatar: () => askForAvatar(chosen.label),
          textScale: textScale(),
          onRequest: (record) => network.show(record),
          onNavigationBar: (state) => frame.showBar(state),
          onConsole: ({ level, text }) => console[level](text),
          onError: ({ where, stack, message }) => console.error(`${where}: ${stack ?? message}`),
          onExit: showLeft,
        });
        await program.rendered();
        document.documentElement.dataset.ready = '1';
      };
    },
  );
}

function end(): void {
  opening += 1;
  delete document.documentElement.dataset.ready;
  program?.close();
  program = null;
  frame.showBar(null);
}

/**
 * Shows what is being done, does it, and either uncovers the screen or says in words what is wrong.
 * @param work - resolves with what comes next; that is left out when another opening has begun meanwhile
 */
async function attempt(
  doing: string,
  again: () => Promise<void>,
  work: () => Promise<() => void | Promise<void>>,
): Promise<void> {
  const mine = ++opening;
  const note = waitingNote(doing);
  frame.cover(note.view);
  const slow = setTimeout(() => note.say(words.slow), SLOW);
  try {
    const next = await work();
    if (mine !== opening) return;
    frame.cover(null);
    await next();
  } catch (error) {
    if (mine !== opening) return;
    const message = error instanceof Error ? error.message : String(error);
    frame.cover(problemNote(message, () => void again()));
  } finally {
    clearTimeout(slow);
  }
}

/** A second scan: a hot start when the mini program is alive, the entry of the next start otherwise. */
function scanAgain(scan: Scan): void {
  entry = scanEntry(scan.scene, scan.page ?? LOGIN_PAGE, scan.entry);
  // A reload opens what was scanned last.
  const address = new URL(location.href);
  address.search = new URLSearchParams({
    scene: scan.scene,
    ...(scan.page === null ? {} : { page: scan.page }),
    entry: String(scan.entry),
  }).toString();
  history.replaceState(null, '', address);
  if (!person) {
    void start();
    return;
  }
  frame.cover(null);
  if (program) program.rescan(entry);
  else void run(person);
}

/** wx.scanCode: the mini program asks for a code, the person pastes one. */
function askForCode(): Promise<ScannedCode | null> {
  return new Promise((resolve) => {
    const form = scanForm(
      ({ scene, page }) => {
        const path = `${page ?? LOGIN_PAGE}?scene=${encodeURIComponent(scene)}`;
        resolve({ result: '', path, scanType: 'WX_CODE' });
        frame.cover(null);
      },
      { cancel: () => frame.cover(null) },
    );
    // Turned away in whatever manner; after an answer this changes nothing.
    frame.cover(element('div', { class: 'sheet-card' }, form), 'sheet', () => resolve(null));
  });
}

/** The choice that WeChat offers for `open-type="chooseAvatar"`. */
function askForAvatar(label: string): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const form = avatarForm(label, (picture) => {
      resolve(picture);
      frame.cover(null);
    });
    frame.cover(form, 'sheet', () => resolve(null));
  });
}

function showMenu(): void {
  const running = person;
  const choices: [string, () => void][] = [];
  if (running) {
    choices.push([`${words.change} · ${running.label}`, () => void choosePerson()]);
    choices.push([words.restart, () => void run(running)]);
  }
  if (program?.visible) {
    choices.push([words.pull, pull]);
    choices.push([words.leave, leave]);
  }
  frame.cover(phoneMenu(choices, scanForm(scanAgain), uncover), 'sheet');
}

/** Back to what is below the menu: the mini program, the note that it is in the background, or the people. */
function uncover(): void {
  if (!person) void start();
  else if (program?.visible === false) showLeft();
  else if (program) frame.cover(null);
  else void run(person);
}

/** For those without a finger to pull with. */
function pull(): void {
  frame.cover(null);
  program?.pullDown();
}

function leave(): void {
  program?.hide();
  showLeft();
}

/** The mini program is in the background, because it or the person left. */
function showLeft(): void {
  const goBack = () => {
    frame.cover(null);
    program?.show();
  };
  frame.cover(leftNote(goBack, () => person && void run(person)));
}

/** `?scene=…&page=…&entry=…`, as the demo's codes carry it; without a scene it is opened from the recent list. */
function entryFromAddress(): MiniProgramEntry {
  const query = new URLSearchParams(location.search);
  const scene = query.get('scene');
  const page = query.get('page');
  const number = Number(query.get('entry') ?? '');
  if (scene === null) return page === null ? {} : { path: page };
  return scanEntry(scene, page ?? LOGIN_PAGE, Number.isInteger(number) && number > 0 ? number : undefined);
}

/** `?text=1.4`: WeChat's text size, as the person has set it. */
function textScale(): number {
  const scale = Number(new URLSearchParams(location.search).get('text') ?? '1');
  return scale > 0 ? scale : 1;
}

function theme(): 'light' | 'dark' {
  return dark.matches ? 'dark' : 'light';
}
