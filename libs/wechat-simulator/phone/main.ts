import { launchInPage, scanEntry } from '@maqiao/mini-program-host/page';
import { askForAvatar, askForCode } from './ask-person.ts';
import { BrowserPart } from './browser-part.ts';
import { NetworkList } from './network-list.ts';
import { entryFromAddress, LOGIN_PAGE, putScanIntoAddress, textScale } from './page-address.ts';
import { pageLayout, PersonPart } from './page-layout.ts';
import { peoplePicker, rememberedPerson } from './people-picker.ts';
import { personStorage } from './person-storage.ts';
import { PhoneFrame } from './phone-frame.ts';
import { privacyMemory } from './privacy-memory.ts';
import { leftNote, phoneMenu, problemNote, waitingNote } from './screen-notes.ts';
import { scanForm } from './scan-form.ts';
import { type OtherCode, otherCodeOf } from './scanned-code.ts';
import { fetchLoginCode, fetchPack, fetchPeople, forward, onProgramBuilt } from './server-calls.ts';
import { WechatScreens } from './wechat-screens.ts';
import { language, words } from './words.ts';
import type { MiniProgramEntry, PageMiniProgram } from '@maqiao/mini-program-host/page';
import type { Scan } from './scan-form.ts';
import type { Person } from './server-calls.ts';

/** Milliseconds after which the screen says that it takes long. */
const SLOW = 5000;

const dark = matchMedia('(prefers-color-scheme: dark)');
const network = new NetworkList();
const frame = new PhoneFrame({ back: () => screens.back() || program?.back(), menu: showMenu });
const screens: WechatScreens = new WechatScreens(frame, uncover);
const browserPart = new BrowserPart();
const personPart = new PersonPart(() => void choosePerson());

let program: PageMiniProgram | null = null;
let person: Person | null = null;
let entry: MiniProgramEntry = entryFromAddress();
/** What this page's address opens instead of the mini program, until it has been shown. */
let other: OtherCode | null = otherCodeOf(new URL(location.href));
/** The name of the official account; undefined when there is none. */
let account: string | undefined;
/** Counts openings: an opening that ends after a later one has begun shows nothing. */
let opening = 0;
/** Whether this page reloads after each new build. */
let reloading = false;

document.documentElement.lang = language;
document.title = words.title;
document.body.append(
  pageLayout(frame.view, personPart.view, scanForm(scanAgain, scanOther), browserPart.view, network.view),
);
dark.addEventListener('change', () => program?.setTheme(theme()));
void start();

async function start(): Promise<void> {
  await attempt(words.loadingPeople, start, async () => {
    const { people, reloads, account: name, markedOrigin } = await fetchPeople();
    return () => {
      account = name;
      browserPart.show(markedOrigin);
      if (reloads && !reloading) onProgramBuilt(() => location.reload());
      reloading = reloads;
      const known = rememberedPerson(people);
      if (known) take(known);
      else offer(people);
    };
  });
}

/** Another person takes the phone. The mini program is closed, because its memory belongs to the person before. */
async function choosePerson(): Promise<void> {
  end();
  person = null;
  personPart.show(null);
  await attempt(words.loadingPeople, choosePerson, async () => {
    const { people } = await fetchPeople();
    return () => offer(people);
  });
}

function offer(people: Person[]): void {
  frame.cover(peoplePicker(people, take));
}

/** That person picks up the phone: what the address opens, else the mini program. */
function take(chosen: Person): void {
  end();
  hold(chosen);
  const scanned = other;
  other = null;
  if (scanned) void screens.show(chosen, scanned);
  else void run(chosen);
}

function hold(chosen: Person): void {
  person = chosen;
  personPart.show(chosen.label);
}

/** Opens the mini program on that person's phone with the latest entry. */
async function run(chosen: Person): Promise<void> {
  end();
  hold(chosen);
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
  screens.forget();
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
  other = null;
  if (!person) {
    void start();
    return;
  }
  screens.forget();
  frame.cover(null);
  if (program) program.rescan(entry);
  else void run(person);
}

/** A code of the official account, of a website's sign-in, or an address. */
function scanOther(code: OtherCode): void {
  opening += 1;
  if (person) void screens.show(person, code);
  else {
    other = code;
    void start();
  }
}

function showMenu(): void {
  const running = person;
  const choices: [string, () => void][] = [];
  if (running) {
    choices.push([`${words.change} · ${running.label}`, () => void choosePerson()]);
    choices.push([words.restart, () => void run(running)]);
    if (account !== undefined) {
      choices.push([`${words.account} · ${account}`, () => void screens.chat(running, null)]);
    }
    if (browserPart.hasSite) choices.push([words.openSite, () => browserPart.open()]);
  }
  if (program?.visible) {
    choices.push([words.pull, pull]);
    choices.push([words.leave, leave]);
  }
  frame.cover(phoneMenu(choices, scanForm(scanAgain, scanOther), uncover), 'sheet');
}

/**
 * Closes the menu and shows what was below it: a screen of WeChat's, the mini program, the note that it is in the background, or the people.
 */
function uncover(): void {
  if (screens.uncover()) return;
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
