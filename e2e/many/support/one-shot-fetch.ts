import type { Fetch } from '@maqiao/browser';
import { request } from 'node:http';

/**
 * `fetch` on a connection of its own for each call, so that a balancer without stickiness sends each one elsewhere. It
 * resolves with whatever status comes, and rejects when no answer does.
 */
export const oneShotFetch: Fetch = (url, { method, headers, body, signal }) =>
  new Promise((resolve, reject) => {
    const call = request(url, {
      agent: false,
      method: method ?? 'GET',
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal && { signal }),
    });
    call.on('error', reject);
    call.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const { statusCode: status = 0 } = answer;
        const heads = new Headers();
        for (const [name, values] of Object.entries(answer.headersDistinct)) {
          for (const value of values ?? []) heads.append(name, value);
        }
        const bodiless = status === 204 || status === 304;
        resolve(new Response(bodiless ? null : Buffer.concat(chunks), { status, headers: heads }));
      });
    });
    call.end(body);
  });
