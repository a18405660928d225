import type { ErrorCode } from '@maqiao/shared';
import type { LoginState } from '@maqiao/browser';
import type { Fleet } from './fleet.ts';
import { LoginPage } from './login-page.ts';
import { Phone } from './phone.ts';
import { until } from '../../support/until.ts';

const STAGES = ['new', 'waiting', 'scanned', 'confirmed', 'signed-in'] as const;

/** How far a login has come. */
export type Stage = (typeof STAGES)[number];

/** One person who signs in: a page on a screen, and the phone in their hand. A test says how far they go. */
export class Visitor {
  readonly page: LoginPage;
  readonly phone: Phone;
  /** Why the page asked to start again, each time: an error's code, or that the code on screen has ended. */
  readonly restartReasons: (ErrorCode | 'expired' | 'signed-out')[] = [];
  /** The scenes that this person has confirmed, whether or not the phone got the answer. */
  readonly confirmed: string[] = [];
  /** Of `performance.now()`. */
  signedInAt: number | undefined;
  stage: Stage = 'new';
  #scene = '';
  #opened = false;
  #left = false;

  readonly #fleet: Fleet;

  constructor(fleet: Fleet, person: string) {
    this.#fleet = fleet;
    fleet.wechat.people.add({ id: person, label: person });
    this.page = new LoginPage(fleet.url);
    this.phone = new Phone(fleet.url, fleet.wechat, person);
  }

  /** The scene on screen. */
  get scene(): string {
    return this.#scene;
  }

  /** Opens the page, once. */
  open(): void {
    if (!this.#opened) this.page.login.start();
    this.#opened = true;
  }

  /**
   * Goes on to that stage, from the beginning again whenever the page says so. Never resolves after the person
   * has left, because a failed test does not wait for it.
   */
  async reach(goal: Stage): Promise<void> {
    while (STAGES.indexOf(this.stage) < STAGES.indexOf(goal)) {
      const next = await this.#step();
      if (this.#left) return new Promise(() => undefined);
      if (next) this.stage = next;
      else await this.#startAgain();
    }
    if (this.stage === 'signed-in') this.signedInAt ??= performance.now();
  }

  /** Leaves the page, signed in or not. */
  leave(): void {
    this.#left = true;
    this.phone.putDown();
    this.page.login.stop();
  }

  /** @returns the stage that was reached; undefined when the page asks to start again */
  async #step(): Promise<Stage | undefined> {
    switch (this.stage) {
      case 'new': {
        this.open();
        const state = await this.page.until((now) => now.phase === 'waiting' || isOver(now), 'a code');
        if (state.phase !== 'waiting') return undefined;
        this.#scene = state.scene;
        return 'waiting';
      }
      case 'waiting':
        if (await this.#refused(() => this.phone.scan(this.#scene))) return undefined;
        return 'scanned';
      case 'scanned':
        this.confirmed.push(this.#scene);
        if (await this.#refused(() => this.phone.confirm(this.#scene))) return undefined;
        return 'confirmed';
      case 'confirmed': {
        const state = await this.page.until((now) => now.phase === 'signed-in' || isOver(now), 'the login');
        return state.phase === 'signed-in' ? 'signed-in' : undefined;
      }
      case 'signed-in':
        return 'signed-in';
    }
  }

  /** Whether the phone says that this code is over; the page has to say so too. */
  async #refused(step: Parameters<Phone['insist']>[0]): Promise<boolean> {
    const code = await this.phone.insist(step);
    if (code === undefined) return false;
    if (code === 'internal') throw new Error('a phone met an error of our own making');
    await this.page.until(isOver, `an end, as the phone was told ${code}`);
    return true;
  }

  /** The person reads why, and asks for a new code once the site is well. */
  async #startAgain(): Promise<void> {
    const { state } = this.page;
    if (state.phase !== 'failed' && state.phase !== 'expired' && state.phase !== 'signed-out') {
      throw new Error(`a page ended with ${JSON.stringify(state)}, which nobody wanted`);
    }
    const why = state.phase === 'failed' ? state.code : state.phase;
    this.restartReasons.push(why);
    await until(() => this.#fleet.isReady(), 'the site to be well');
    if (this.#left) return;
    this.page.login.renew();
    this.stage = 'new';
  }
}

/** Whether the page will not go on by itself. */
function isOver({ phase }: LoginState): boolean {
  return /^(failed|expired|refused|replaced|signed-out)$/.test(phase);
}
