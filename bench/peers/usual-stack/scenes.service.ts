import {
  BadRequestException,
  ConflictException,
  Injectable,
  Logger,
  NotFoundException,
  UnauthorizedException,
  type HttpException,
  type OnModuleDestroy,
} from '@nestjs/common';
import {
  SCENE_PATTERN,
  sceneIsFresh,
  VERIFIER_PATTERN,
  type LoginResult,
  type SceneOrigin,
  type SceneRecord,
  type SceneScan,
  type SceneStatus,
} from '@maqiao/shared';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Metrics } from './metrics.ts';
import { LIFETIMES } from './settings.ts';
import { StatisticsService } from './statistics.service.ts';

export interface Scene extends SceneRecord {
  /** What the browser is handed, also when it comes again. */
  login?: LoginResult;
}

/** Login attempts in memory, and the rules by which they change. */
@Injectable()
export class ScenesService implements OnModuleDestroy {
  private readonly logger = new Logger(ScenesService.name);
  private readonly scenes = new Map<string, Scene>();
  private readonly timer = setInterval(() => this.forget(), 10_000).unref();

  constructor(
    private readonly metrics: Metrics,
    private readonly statistics: StatisticsService,
  ) {}

  /** @returns undefined when there is none, or when it is over for so long that nobody may read it */
  read(name: string): Scene | undefined {
    const scene = this.scenes.get(name);
    return scene && Date.now() < scene.deadline + LIFETIMES.terminal ? scene : undefined;
  }

  /** @throws HttpException unless the time in the name is near the clock's */
  checkClock(name: string): void {
    if (!sceneIsFresh(name, Date.now())) throw new BadRequestException('scene_clock');
  }

  /** @throws HttpException unless the name was made from this verifier */
  prove(name: unknown, verifier: unknown): asserts name is string {
    if (typeof name === 'string' && typeof verifier === 'string') {
      const wellFormed = SCENE_PATTERN.test(name) && VERIFIER_PATTERN.test(verifier);
      const digest = createHash('sha256')
        .update(`${name.slice(0, 6)}.${verifier}`)
        .digest('base64url');
      if (wellFormed && timingSafeEqual(Buffer.from(digest.slice(0, 26)), Buffer.from(name.slice(6)))) return;
    }
    throw new UnauthorizedException('invalid_verifier');
  }

  register(name: string, browser: SceneOrigin): Scene {
    const now = Date.now();
    const known = this.read(name);
    if (known) return known;
    const scene: Scene = {
      scene: name,
      status: 'pending',
      createdAt: now,
      deadline: now + LIFETIMES.pending,
      browser,
    };
    this.scenes.set(name, scene);
    this.changed(scene, 'register', 'none');
    return scene;
  }

  /** @throws HttpException unless somebody may scan it still */
  findOpen(name: string): Scene {
    const scene = this.live(name, 'scan');
    if (scene.status === 'pending' || scene.status === 'scanned') return scene;
    throw this.refusal('scan', new ConflictException('scene_closed'));
  }

  /** The first to scan has it. */
  scan(name: string, person: string, scan: SceneScan): Scene {
    const scene = this.findOpen(name);
    if (scene.person !== undefined && scene.person !== person) {
      throw this.refusal('scan', new ConflictException('scene_taken'));
    }
    if (scene.status === 'scanned') return scene;
    scene.person = person;
    scene.scan = scan;
    this.step(scene, 'scan', 'scanned', LIFETIMES.scanned);
    return scene;
  }

  /** Confirms, and draws the session's id. `first` is false when it was confirmed before. */
  confirm(name: string, person: string): { scene: Scene; sid: string; first: boolean } {
    const scene = this.live(name, 'confirm');
    if (scene.person !== person) throw this.refusal('confirm', new ConflictException('not_scanner'));
    if (scene.sid !== undefined) return { scene, sid: scene.sid, first: false };
    if (scene.status !== 'scanned') throw this.refusal('confirm', new ConflictException('scene_closed'));
    const sid = randomBytes(16).toString('base64url');
    scene.sid = sid;
    this.step(scene, 'confirm', 'confirmed', LIFETIMES.delivery);
    return { scene, sid, first: true };
  }

  acknowledge(name: string): void {
    const scene = this.scenes.get(name);
    if (scene?.status === 'confirmed') this.step(scene, 'acknowledge', 'consumed', LIFETIMES.terminal);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private live(name: string, event: string): Scene {
    const scene = this.read(name);
    if (!scene) throw this.refusal(event, new NotFoundException('scene_not_found'));
    if (scene.deadline <= Date.now()) throw this.refusal(event, new ConflictException('scene_expired'));
    return scene;
  }

  private step(scene: Scene, event: string, status: SceneStatus, lifetime: number): void {
    const before = scene.status;
    scene.status = status;
    scene.deadline = Date.now() + lifetime;
    this.changed(scene, event, before);
  }

  private changed({ scene, status }: Scene, event: string, from: SceneStatus | 'none'): void {
    this.metrics.sceneEvents.inc({ event, answer: 'ok' });
    this.metrics.sceneChanges.inc({ from, to: status });
    this.statistics.count(`scene:${from}>${status}`);
    this.logger.log({ msg: `Login ${status}`, scene, status });
  }

  private refusal(event: string, refusal: HttpException): HttpException {
    this.metrics.sceneEvents.inc({ event, answer: refusal.message });
    return refusal;
  }

  private forget(): void {
    const now = Date.now();
    for (const [name, { deadline }] of this.scenes) {
      if (now > deadline + LIFETIMES.terminal) this.scenes.delete(name);
    }
  }
}
