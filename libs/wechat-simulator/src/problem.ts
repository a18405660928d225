import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import { type Headers, send } from './http.ts';

/** A refusal of a control call or of one of the phone's, answered as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly headers: Headers;

  constructor(status: number, code: string, detail: string, headers: Headers = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Answers with a problem. */
export function sendProblem(response: ServerResponse, problem: Problem, headers: Headers = {}): void {
  send(
    response,
    problem.status,
    { ...headers, ...problem.headers, 'Content-Type': 'application/problem+json; charset=utf-8' },
    JSON.stringify({
      type: 'about:blank',
      title: problem.code.replaceAll('_', ' '),
      status: problem.status,
      code: problem.code,
      detail: problem.message,
    }),
  );
}

/** What a schema found, in one sentence that names the fields and never repeats a value. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ');
}
