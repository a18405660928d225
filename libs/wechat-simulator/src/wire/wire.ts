import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallLog } from '../call-log.ts';
import type { Clock } from '../clock.ts';
import { ENDPOINTS, type Endpoint } from '../endpoints.ts';
import { failureBody } from '../errcodes.ts';
import type { Fault } from '../fault-schema.ts';
import type { Faults } from '../faults.ts';
import { BodyTooLargeError, mediaType, readBody, send } from '../http.ts';
import type { WireCall, WireEndpoint, WireResult } from './wire-call.ts';

/** Far above anything the imitated calls need. */
const BODY_LIMIT = 65_536;

const HTML = 'text/html; charset=utf-8';
const GATEWAY_PAGE =
  '<html>\r\n<head><title>Gateway</title></head>\r\n<body>The service is not available.</body>\r\n</html>\r\n';
const NOT_FOUND_PAGE =
  '<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>404 Not Found</body>\r\n</html>\r\n';
/** Starts like no picture and like no JSON. */
const GARBAGE = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

/** Everything that answers as WeChat's servers would. */
export class Wire {
  readonly #endpoints: Readonly<Record<Endpoint, WireEndpoint>>;
  readonly #faults: Faults;
  readonly #calls: CallLog;
  readonly #clock: Clock;
  readonly #hanging = new Set<ServerResponse>();

  constructor(
    endpoints: Readonly<Record<Endpoint, WireEndpoint>>,
    faults: Faults,
    calls: CallLog,
    clock: Clock,
  ) {
    this.#endpoints = endpoints;
    this.#faults = faults;
    this.#calls = calls;
    this.#clock = clock;
  }

  /** Answers one request, or, if a fault says so, does not. */
  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const name = ENDPOINTS.find((endpoint) => hasPath(this.#endpoints[endpoint], url.pathname));
    if (name === undefined) {
      send(response, 404, { 'Content-Type': HTML }, NOT_FOUND_PAGE);
      return;
    }
    let body: Buffer;
    try {
      body = await readBody(request, BODY_LIMIT);
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error;
      send(response, 413, { 'Content-Type': HTML, Connection: 'close' }, GATEWAY_PAGE);
      return;
    }
    const call: WireCall = {
      path: url.pathname,
      method: request.method ?? '',
      query: url.searchParams,
      mediaType: mediaType(request.headers['content-type']),
      body,
    };
    const endpoint = this.#endpoints[name];
    const fault = this.#faults.take(name);
    // What the rules say is settled before anything is late or lost: a delayed code is used all the same.
    const result = leavesTheRulesAlone(fault) ? undefined : await endpoint.answer(call);
    const errcode = errcodeOf(fault, result);
    this.#calls.add({
      endpoint: name,
      method: call.method,
      time: new Date(this.#clock.now()).toISOString(),
      parameters: endpoint.parameters(call),
      ...(fault && { fault: fault.kind }),
      ...(errcode !== undefined && { errcode }),
    });
    const address = request.socket.remoteAddress ?? '127.0.0.1';
    if (fault?.kind === 'delay') {
      // A client that gives up meanwhile just finds its connection gone.
      if (!(await this.#clock.sleep(fault.milliseconds))) {
        response.destroy();
        return;
      }
    }
    if (fault && fault.kind !== 'delay') this.#play(fault, endpoint, response, address);
    else if (result) this.#answer(result, endpoint, response, address);
  }

  /** Breaks off everything that hangs. Delayed answers end with their clock. */
  reset(): void {
    for (const response of this.#hanging) response.destroy();
    this.#hanging.clear();
  }

  #answer(result: WireResult, endpoint: WireEndpoint, response: ServerResponse, address: string): void {
    if (result.ok) send(response, result.status ?? 200, { 'Content-Type': result.contentType }, result.body);
    else this.#fail(result.errcode, undefined, endpoint, response, address);
  }

  #fail(
    errcode: number,
    errmsg: string | undefined,
    endpoint: WireEndpoint,
    response: ServerResponse,
    callerAddress: string,
  ): void {
    const context = { now: this.#clock.now(), callerAddress, separator: endpoint.failureSeparator };
    const body = failureBody(errcode, context, errmsg);
    send(response, 200, { 'Content-Type': endpoint.failureContentType }, body);
  }

  #play(
    fault: Exclude<Fault, { kind: 'delay' }>,
    endpoint: WireEndpoint,
    response: ServerResponse,
    address: string,
  ): void {
    switch (fault.kind) {
      case 'errcode':
        this.#fail(fault.errcode, fault.errmsg, endpoint, response, address);
        break;
      case 'html':
        send(response, fault.status, { 'Content-Type': HTML }, GATEWAY_PAGE);
        break;
      case 'hang':
        this.#hanging.add(response);
        response.once('close', () => this.#hanging.delete(response));
        break;
      case 'disconnect':
        response.destroy();
        break;
      case 'broken-image':
        send(response, 200, { 'Content-Type': 'image/jpeg' }, fault.content === 'empty' ? '' : GARBAGE);
        break;
      case 'status':
        send(response, fault.status, {}, '');
        break;
      case 'body':
        send(response, 200, { 'Content-Type': fault.contentType }, fault.body);
        break;
    }
  }
}

function hasPath({ path }: WireEndpoint, asked: string): boolean {
  return path.endsWith('*') ? asked.startsWith(path.slice(0, -1)) : path === asked;
}

function leavesTheRulesAlone(fault: Fault | undefined): boolean {
  return fault !== undefined && fault.kind !== 'delay' && !('processed' in fault && fault.processed);
}

function errcodeOf(fault: Fault | undefined, result: WireResult | undefined): number | undefined {
  if (fault?.kind === 'errcode') return fault.errcode;
  return result && !result.ok ? result.errcode : undefined;
}
