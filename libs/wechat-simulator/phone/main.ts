import { launchInPage, scanEntry } from '@maqiao/mini-program-host/page';
import { askForAvatar, askForCode } from './ask-person.ts';
import { element } from './element.ts';
import { NetworkList } from './network-list.ts';
import { entryFromAddress, LOGIN_PAGE, putScanIntoAddress, textScale } from './page-address.ts';
import { peoplePicker, rememberedPerson } from './people-picker.ts';
import { personStorage } from './person-storage.ts';
import { PhoneFrame } from './phone-frame.ts';
import { privacyMemory } from './privacy-memory.ts';
import { leftNote, phoneMenu, problemNote, waitingNote } from './screen-notes.ts';
import { scanForm } from './scan-form.ts';
import { fetchLoginCode, fetchPack, fetchPeople, forward, onProgramBuilt } from './server-calls.ts';
import { language, words } from './words.ts';
import type { MiniProgramEntry, PageMiniProgram } from '@maqiao/mini-program-host/page';
import type { Scan } from './scan-form.ts';
import type { Person } from './server-calls.ts';

/** Milliseconds after which the screen says that it takes long. */
const SLOW = 5000;

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
/** Counts openings: an opening that ends after a later one has begun shows nothing. */
let opening = 0;
/** Whether this page reloads after each new build. */
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

/** Another person takes the phone. The mini program is closed, because its memory belongs to the person before. */
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

/** Opens the mini program on that person's phone with the latest entry. */
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
          scanCode: () => askForCode(frame),
          privacyAgreed: privacy.agreed,
          onPrivacyAgreed: privacy.agree,
          chooseAvatar: () => askForAvatar(frame, chosen.label),
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
 * Shows what is being done, does it, and then uncovers the screen or shows the error.
 * @param work - resolves with the next step, which is skipped when another opening has begun meanwhile
 */
async function attempt(
  doing: string,
  again: () => Promise<void>,
  work: () => Promise<() => void | Promise<void>>,
): Promise<void> {
  const mine = ++opening;
  const note = waitingNote(doing);
  frame.cover(note.view);
  const slow = setTimeout(() => note.show(words.slow), SLOW);
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
  putScanIntoAddress(scan);
  if (!person) {
    void start();
    return;
  }
  frame.cover(null);
  if (program) program.rescan(entry);
  else void run(person);
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

/**
 * Closes the menu and shows what was below it: the mini program, the note that it is in the background, or the people.
 */
function uncover(): void {
  if (!person) void start();
  else if (program?.visible === false) showLeft();
  else if (program) frame.cover(null);
  else void run(person);
}

/** Pull-down refresh from the menu, for people without a touch screen. */
function pull(): void {
  frame.cover(null);
  program?.pullDown();
}

function leave(): void {
  program?.hide();
  showLeft();
}

/** Says that the mini program is in the background, after it closed itself or the person left it. */
function showLeft(): void {
  const goBack = () => {
    frame.cover(null);
    program?.show();
  };
  frame.cover(leftNote(goBack, () => person && void run(person)));
}

function theme(): 'light' | 'dark' {
  return dark.matches ? 'dark' : 'light';
}
