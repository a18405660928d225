import { startSimulator } from '@maqiao/wechat-simulator';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/**
 * What the countdowns show, in seconds: early enough for a machine that is slow to get there, and less than a
 * heartbeat (45 s) from their beginning, because the socket would otherwise take the connection for lost.
 */
const SECONDS_LEFT = { waiting: 137, scanned: 97 };
/** The life of a code on the screen, in seconds. */
const LIFETIME = 170;
/** The number of number match: the server draws another each time. */
const NUMBER = '47';
/** More colours make no visible difference in a picture of mostly plain areas. */
const COLOURS = 96;

/** A code that is the same at each run: those of real scenes carry the time and a secret's hash. */
export async function drawCode(): Promise<string> {
  const simulator = await startSimulator({ publicUrl: 'https://phone.example' });
  try {
    const ask = (path: string, body: object) =>
      fetch(`${simulator.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const { appId: appid, appSecret: secret } = simulator;
    const answer = await ask('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const picture = await ask(`/wxa/getwxacodeunlimit?access_token=${token}`, {
      scene: 'gallery',
      check_path: false,
    });
    if (picture.headers.get('content-type') !== 'image/jpeg') throw new Error(await picture.text());
    return `data:image/jpeg;base64,${Buffer.from(await picture.arrayBuffer()).toString('base64')}`;
  } finally {
    await simulator.close();
  }
}

/** Stops the page's clock where its countdown says the same each time, and replaces random values. */
export async function freeze(page: Page, code: string): Promise<void> {
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 2000));
  const phase = await page.getAttribute('.card', 'data-phase');
  if (phase === 'waiting' || phase === 'scanned') {
    const left = SECONDS_LEFT[phase];
    const time = page.locator('.time');
    const shown = Number(/\d+/.exec(await time.innerText())?.[0]);
    if (shown < left) throw new Error(`too slow: ${shown} s are left already`);
    await page.clock.runFor((shown - left) * 1000);
    await time.filter({ hasText: String(left) }).waitFor();
  }
  await page.evaluate(
    async ({ src, number, share }) => {
      const card = document.querySelector('maqiao-login')?.shadowRoot as ShadowRoot;
      const image = card.querySelector<HTMLImageElement>('img.code');
      if (image) {
        image.src = src;
        await image.decode();
      }
      const digits = card.querySelector('.number')?.firstChild;
      if (digits) digits.nodeValue = number;
      card.querySelector('.ring rect')?.setAttribute('stroke-dashoffset', String(share - 1));
      await document.fonts.ready;
    },
    { src: code, number: NUMBER, share: SECONDS_LEFT.waiting / LIFETIME },
  );
}

/** The same for the other ways to sign in, where the page shows it. Once more after each change of what is shown. */
export async function fixRandom(page: Page, code: string): Promise<void> {
  await page.evaluate(
    async ({ src, number, left, share }) => {
      const root = document.querySelector('maqiao-login')?.shadowRoot;
      const write = (selector: string, text: (shown: string) => string): void => {
        const found = root?.querySelector(selector)?.firstChild;
        if (found) found.nodeValue = text(found.nodeValue ?? '');
      };
      write('.number', () => number);
      write('.digits', () => '204817');
      const phase = root?.querySelector('.card')?.getAttribute('data-phase');
      const seconds = phase === 'scanned' ? left.scanned : left.waiting;
      write('.time', (shown) => shown.replace(/\d+/, String(seconds)));
      root?.querySelector('.ring rect')?.setAttribute('stroke-dashoffset', String(share - 1));
      const image = root?.querySelector<HTMLImageElement>('img.code');
      if (image) {
        image.src = src;
        await image.decode();
      }
      await document.fonts.ready;
    },
    { src: code, number: NUMBER, left: SECONDS_LEFT, share: SECONDS_LEFT.waiting / LIFETIME },
  );
}

/** Takes a picture of the whole page, with few colours: a folder full of them must stay small. */
export async function savePicture(page: Page, path: string): Promise<void> {
  // Not hovering over what was pressed last.
  await page.mouse.move(0, 0);
  const screenshot = await page.screenshot({ animations: 'disabled', caret: 'hide', fullPage: true });
  await sharp(screenshot).png({ palette: true, colours: COLOURS, effort: 10, dither: 0 }).toFile(path);
}
