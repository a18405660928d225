import { joiningAccountsOf } from '../config/wechat-accounts.ts';
import { lineMessages } from '../owner/import/import-messages.ts';
import { readImportFile } from '../owner/import/import-file.ts';
import type { ImportRow } from '../owner/import/import-row.ts';
import { PeopleImport, type ImportResult } from '../owner/import/people-import.ts';
import { MachineClock } from '../platform/clock/clock.ts';
import {
  localize,
  message,
  operatorLanguage,
  type OperatorMessage,
} from '../platform/operator-messages/messages.ts';
import { movingPeopleMessages } from './moving-people-messages.ts';
import type { OpenedPeople } from './open-people.ts';

/** Lines that fit on a screen; `--json` has all of them. */
const SHOWN = 20;

/** What was typed beside the file. */
export interface ImportOptions {
  readonly dryRun: boolean;
  readonly json: boolean;
  /** AppIDs that are in no setting, and are accepted. */
  readonly allowed: readonly string[];
}

interface BadLine {
  readonly line: number;
  readonly why: OperatorMessage;
}

/**
 * Imports the people of a file. It is read twice: where a line cannot be read, nothing is written.
 * @returns what to print, and whether every line was imported, or was known
 */
export async function importPeople(
  { database, settings }: OpenedPeople,
  file: string,
  { dryRun, json, allowed }: ImportOptions,
): Promise<{ text: string; complete: boolean }> {
  const joining = joiningAccountsOf(settings);
  const accepts = (row: ImportRow) =>
    allowed.includes(row.appId) ||
    joining.some(({ provider, appId }) => provider === row.provider && appId === row.appId);
  const { bad, badTotal, total, nameless } = await check(file, accepts);
  if (badTotal > 0 || total === 0) {
    const text = json
      ? JSON.stringify({ imported: false, lines: total, faults: bad.map(inLanguage), faultsTotal: badTotal })
      : refusal(bad, badTotal, total);
    return { text, complete: false };
  }
  const imported = new PeopleImport(database, new MachineClock(), joining);
  const result = await imported.run(rowsOf(file), dryRun);
  const complete = result.counts.conflict === 0;
  if (!json) return { text: report(result, nameless, dryRun), complete };
  const { counts, conflicts } = result;
  const facts = { imported: !dryRun, lines: total, ...counts, nicknamesLeftOut: nameless };
  return { text: JSON.stringify({ ...facts, conflicts: conflicts.map(inLanguage) }), complete };
}

/** Reads the whole file, and keeps the first of what is wrong. */
async function check(file: string, accepts: (row: ImportRow) => boolean) {
  const bad: BadLine[] = [];
  let [badTotal, total, nameless] = [0, 0, 0];
  for await (const read of readImportFile(file)) {
    total += 1;
    if (!('error' in read) && read.nicknameLeftOut) nameless += 1;
    const why =
      'error' in read
        ? read.error.why
        : accepts(read)
          ? undefined
          : message(lineMessages.other_app_id, { appId: read.appId });
    if (why === undefined) continue;
    badTotal += 1;
    if (bad.length < SHOWN) bad.push({ line: read.line, why });
  }
  return { bad, badTotal, total, nameless };
}

/** The second time. @throws Error when the file has changed since the first */
async function* rowsOf(file: string): AsyncGenerator<ImportRow> {
  for await (const read of readImportFile(file)) {
    if ('error' in read) throw read.error;
    yield read;
  }
}

function refusal(bad: readonly BadLine[], count: number, total: number): string {
  if (count === 0) return localize(movingPeopleMessages.import_nobody);
  return [...linesOf(bad, count), localize(movingPeopleMessages.import_refused, { count, total })].join('\n');
}

function report({ counts, conflicts }: ImportResult, nameless: number, dryRun: boolean): string {
  const said = { counts: message(movingPeopleMessages.import_counts, counts) };
  return [
    ...(conflicts.length === 0 ? [] : [localize(movingPeopleMessages.import_conflicts)]),
    ...linesOf(conflicts.slice(0, SHOWN), conflicts.length),
    ...(nameless === 0 ? [] : [localize(movingPeopleMessages.import_names, { count: nameless })]),
    dryRun
      ? localize(movingPeopleMessages.import_planned, said)
      : localize(movingPeopleMessages.imported, said),
  ].join('\n');
}

function linesOf(shown: readonly BadLine[], count: number): string[] {
  return [
    ...shown.map(({ line, why }) => localize(movingPeopleMessages.line, { line, why })),
    ...(count > shown.length
      ? [localize(movingPeopleMessages.more_lines, { count: count - shown.length })]
      : []),
  ];
}

function inLanguage({ line, why }: BadLine) {
  return { line, why: why[operatorLanguage()] };
}
