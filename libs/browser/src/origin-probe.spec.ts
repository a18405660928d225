import { expect, test } from '@jest/globals';
import { isOriginRefused } from './origin-probe.ts';
import { systemTimers } from './clock.ts';

/** What the network does with each probe in turn: answers, fails, or stays silent until it is given up. */
type ProbeResult = 'answers' | 'fails' | 'silent';

async function ask(...results: ProbeResult[]): Promise<{ refused: boolean; probes: string[] }> {
  const probes: string[] = [];
  const refused = await isOriginRefused('https://login.example.com', {
    timers: { ...systemTimers, setTimeout: (run) => systemTimers.setTimeout(run, 1) },
    fetch: (url, { mode, credentials, signal }) => {
      probes.push(`${mode} ${url} ${credentials}`);
      switch (results[probes.length - 1]) {
        case 'answers':
          return Promise.resolve(new Response());
        case 'silent':
          return new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
          });
        default:
          return Promise.reject(new TypeError('Failed to fetch'));
      }
    },
  });
  return { refused, probes };
}

test('an API that is there and cannot be read has refused this origin', async () => {
  expect(await ask('fails', 'answers', 'fails')).toEqual({
    refused: true,
    probes: [
      'cors https://login.example.com/api/me omit',
      'no-cors https://login.example.com/livez omit',
      'cors https://login.example.com/api/me omit',
    ],
  });
});

test.each<[string, ProbeResult[]]>([
  ['no network', ['fails', 'fails']],
  ['a call that failed alone', ['answers']],
  ['a network that comes back meanwhile', ['fails', 'answers', 'answers']],
  ['an API that hangs', ['silent']],
  ['one that hangs then', ['fails', 'silent']],
  ['one that hangs in the end', ['fails', 'answers', 'silent']],
])('%s is no refusal', async (_name, results) => {
  const { refused, probes } = await ask(...results);
  expect(refused).toBe(false);
  expect(probes).toHaveLength(results.length);
});
