// The stack that most tutorials for this kind of login use: Nest on Express, DTOs with class-validator, jsonwebtoken,
// fetch, socket.io as it comes. It does the product's work for the same messages, with a helping hand where a tutorial
// would be slower still: scenes in memory, prepared statements, ES256 tokens as the product's.
import 'reflect-metadata';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpException,
  Inject,
  Injectable,
  Module,
  Param,
  Post,
  Headers,
  Ip,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayDisconnect } from '@nestjs/websockets';
import { IsInt, IsOptional, IsString, Length, Matches } from 'class-validator';
import jsonwebtoken from 'jsonwebtoken';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { Socket } from 'socket.io';
import { Rows, type Scene } from './rows.ts';

const { PUBLIC_URL = '', WECHAT_API_BASE_URL = '', WECHAT_APP_ID = '' } = process.env;

const SCENE_TTL_MS = Number(process.env.SCENE_TTL_SECONDS ?? 180) * 1_000;
const CONFIRM_TTL_MS = Number(process.env.CONFIRM_TTL_SECONDS ?? 120) * 1_000;

const { privateKey, publicKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

type Request = IncomingMessage & { originalUrl: string };
type Response = ServerResponse;

class RegisterDto {
  @IsString() @Matches(/^[A-Za-z0-9_-]{32}$/) scene!: string;
}
class ScanDto {
  @IsString() @Length(1, 128) code!: string;
  @IsOptional() @IsInt() entry?: number;
}

const snapshot = ({ scene, status, deadline }: Scene) => ({
  scene,
  status,
  expiresAt: new Date(deadline).toISOString(),
  now: new Date().toISOString(),
});

@WebSocketGateway({ namespace: '/scenes' })
class Gateway implements OnGatewayConnection<Socket>, OnGatewayDisconnect<Socket> {
  readonly scenes = new Map<string, Scene>();
  readonly #sockets = new Map<string, Socket>();

  handleConnection(socket: Socket): void {
    const { scene, verifier } = socket.handshake.auth as Record<string, string>;
    const record = this.scenes.get(scene ?? '');
    const hash = createHash('sha256')
      .update(`${scene?.slice(0, 6)}.${verifier}`)
      .digest('base64url');
    if (!record || scene?.slice(6) !== hash.slice(0, 26)) return void socket.disconnect(true);
    this.#sockets.set(record.scene, socket);
    socket.emit('scene', snapshot(record));
  }

  handleDisconnect(socket: Socket): void {
    const { scene = '' } = socket.handshake.auth as Record<string, string>;
    if (this.#sockets.get(scene) === socket) this.#sockets.delete(scene);
  }

  tell(record: Scene): void {
    this.#sockets.get(record.scene)?.emit('scene', snapshot(record));
  }

  push(record: Scene, login: object): void {
    this.#sockets.get(record.scene)?.emit('login', login, () => (record.status = 'consumed'));
  }
}

@Injectable()
class LoginService {
  #accessToken: string | undefined;

  constructor(
    @Inject(Rows) private readonly rows: Rows,
    @Inject(Gateway) private readonly gateway: Gateway,
  ) {}

  async register(scene: string, ip: string, userAgent: string): Promise<object> {
    if (!this.#accessToken) {
      const answer = await fetch(`${WECHAT_API_BASE_URL}/cgi-bin/stable_token`, {
        method: 'POST',
        body: '{}',
      });
      this.#accessToken = ((await answer.json()) as { access_token: string }).access_token;
    }
    const answer = await fetch(
      `${WECHAT_API_BASE_URL}/wxa/getwxacodeunlimit?access_token=${this.#accessToken}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ scene, page: 'pages/login/index', check_path: true, env_version: 'release' }),
      },
    );
    const picture = Buffer.from(await answer.arrayBuffer());
    const now = Date.now();
    const record: Scene = {
      scene,
      status: 'pending',
      deadline: now + SCENE_TTL_MS,
      createdAt: now,
      ip,
      userAgent,
    };
    this.gateway.scenes.set(scene, record);
    this.rows.tell('pending', scene);
    setTimeout(() => this.gateway.scenes.delete(scene), 900_000).unref();
    return {
      ...snapshot(record),
      interval: 2,
      wxacode: { mediaType: 'image/jpeg', data: picture.toString('base64') },
    };
  }

  async scan(scene: string, code: string): Promise<object> {
    const record = this.#find(scene);
    const query = `appid=${WECHAT_APP_ID}&secret=secret&js_code=${encodeURIComponent(code)}&grant_type=authorization_code`;
    const answer = await fetch(`${WECHAT_API_BASE_URL}/sns/jscode2session?${query}`);
    const { openid, session_key } = JSON.parse(await answer.text()) as Record<string, string>;
    if (!openid || !session_key) throw new HttpException('invalid_login_code', 401);
    const user = this.rows.signIn(openid, session_key);
    if (record.person !== undefined && record.person !== user.id) throw new HttpException('scene_taken', 409);
    record.person = user.id;
    record.status = 'scanned';
    this.rows.tell('scanned', scene);
    this.rows.note('scanned', user.id, scene, record, null);
    record.deadline = Date.now() + CONFIRM_TTL_MS;
    this.gateway.tell(record);
    return {
      accessToken: sign(user.id, 'mini-program'),
      expiresIn: 600,
      user: { nickname: user.nickname, avatarUrl: user.avatar },
      scene: snapshot(record),
      request: { siteName: PUBLIC_URL, siteUrl: PUBLIC_URL, ip: record.ip, browser: record.userAgent },
    };
  }

  confirm(scene: string, authorization: string): object {
    const claims = jsonwebtoken.verify(authorization.slice('Bearer '.length), publicKey, {
      algorithms: ['ES256'],
      issuer: PUBLIC_URL,
      audience: 'mini-program',
    }) as { sub: string };
    const user = this.rows.person(claims.sub);
    const record = this.#find(scene);
    if (!user || user.blocked || record.person !== user.id) throw new HttpException('not_scanner', 403);
    record.status = 'confirmed';
    this.rows.tell('confirmed', scene);
    this.rows.note('confirmed', user.id, scene, record, null);
    record.deadline = Date.now() + 60_000;
    this.gateway.tell(record);
    const sid = randomBytes(16).toString('base64url');
    this.rows.insertSession(sid, user.id, record);
    this.rows.note('signed_in', user.id, sid, record, sid);
    record.login = {
      accessToken: sign(user.id, PUBLIC_URL, sid),
      tokenType: 'Bearer',
      expiresIn: 600,
      user: { nickname: user.nickname, avatarUrl: user.avatar },
    };
    this.gateway.push(record, record.login);
    return snapshot(record);
  }

  /** What a polling page asks for again and again. */
  status(scene: string): object {
    const record = this.#find(scene);
    return { ...snapshot(record), ...record.login };
  }

  #find(scene: string): Scene {
    const record = this.gateway.scenes.get(scene);
    if (!record || record.deadline < Date.now()) throw new HttpException('scene_not_found', 404);
    return record;
  }
}

function sign(subject: string, audience: string, sid?: string): string {
  return jsonwebtoken.sign({ client_id: audience, ...(sid !== undefined && { sid }) }, privateKey, {
    algorithm: 'ES256',
    issuer: PUBLIC_URL,
    subject,
    audience,
    expiresIn: 600,
    jwtid: randomBytes(16).toString('base64url'),
  });
}

@Controller('api/scenes')
class LoginController {
  constructor(@Inject(LoginService) private readonly logins: LoginService) {}

  @Post()
  register(
    @Body() body: RegisterDto,
    @Ip() ip: string,
    @Headers('user-agent') userAgent: string,
  ): Promise<object> {
    return this.logins.register(body.scene, ip, userAgent);
  }

  @Get(':scene/status')
  status(@Param('scene') scene: string): object {
    return this.logins.status(scene);
  }

  @Post(':scene/scan')
  @HttpCode(200)
  scan(@Param('scene') scene: string, @Body() body: ScanDto): Promise<object> {
    return this.logins.scan(scene, body.code);
  }

  @Post(':scene/confirm')
  @HttpCode(200)
  confirm(@Param('scene') scene: string, @Headers('authorization') authorization: string): object {
    return this.logins.confirm(scene, authorization);
  }
}

@Module({ controllers: [LoginController], providers: [Rows, LoginService, Gateway] })
class AppModule {}

const app = await NestFactory.create(AppModule, { logger: false });
app.use((request: Request, response: Response, next: () => void) => {
  const began = performance.now();
  response.on('finish', () => {
    const took = (performance.now() - began).toFixed(1);
    process.stdout.write(`${request.method} ${request.originalUrl} ${response.statusCode} ${took} ms\n`);
  });
  next();
});
app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
app.enableCors({ origin: PUBLIC_URL });
app.useWebSocketAdapter(new IoAdapter(app));
await app.listen(0, '127.0.0.1');
const server = app.getHttpServer() as HttpServer;
server.keepAliveTimeout = 72_000;
const { port } = server.address() as AddressInfo;
process.once('disconnect', () => process.exit());
process.send?.({ type: 'listening', url: `http://127.0.0.1:${port}` });
