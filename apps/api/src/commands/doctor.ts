import { parseArgs } from 'node:util';
import type { Language } from '@maqiao/shared';
import { calledAs } from './command-name.ts';
import { configureOutgoingConnections } from '../platform/http/outgoing-connections.ts';
import { operatorLanguage, localize } from '../platform/operator-messages/messages.ts';
import { doctorMessages } from '../operations/doctor/doctor-messages.ts';
import { examine, type TopicFindings } from '../operations/doctor/examination.ts';
import { reportJson, summaryText, topicText } from '../operations/doctor/report.ts';

// What `npm run doctor` runs: 0 when logins can work, 1 when there is a fault, 2 when its arguments are wrong.

/** How long `--patient` watches a socket: longer than the server's ping interval of 25 s. */
const SOCKET_WATCH_MS = 30_000;

interface DoctorOptions {
  readonly language: Language;
  readonly json: boolean;
  readonly watchMs: number;
  readonly beforeStart: boolean;
}

function readOptions(): DoctorOptions | undefined {
  const options = {
    lang: { type: 'string' },
    json: { type: 'boolean', default: false },
    patient: { type: 'boolean', default: false },
    'before-start': { type: 'boolean', default: false },
  } as const;
  try {
    const { lang, json, patient, 'before-start': beforeStart } = parseArgs({ options }).values;
    if (lang !== undefined && lang !== 'en' && lang !== 'zh') return undefined;
    return {
      language: lang ?? operatorLanguage(),
      json,
      watchMs: patient ? SOCKET_WATCH_MS : 0,
      beforeStart,
    };
  } catch {
    return undefined;
  }
}

// The reader of the output has closed it (`doctor | head`).
process.stdout.on('error', () => process.exit());
const chosen = readOptions();
if (chosen === undefined) {
  process.stderr.write(`${localize(doctorMessages.doctor_usage, { command: calledAs('doctor') })}\n`);
  process.exit(2);
}
configureOutgoingConnections();
const topics: TopicFindings[] = [];
const { watchMs, beforeStart } = chosen;
for await (const topic of examine(process.env, { now: Date.now, watchMs, beforeStart })) {
  topics.push(topic);
  if (!chosen.json) process.stdout.write(topicText(topic, chosen.language));
}
const findings = topics.flatMap((topic) => topic.findings);
const text = chosen.json ? reportJson(topics) : summaryText(findings, chosen.language);
const status = findings.some(({ severity }) => severity === 'fault') ? 1 : 0;
// Kept connections would keep the process running for a while.
process.stdout.write(text, () => process.exit(status));
