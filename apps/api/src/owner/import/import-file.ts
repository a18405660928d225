import { CsvError, parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { message } from '../../platform/operator-messages/messages.ts';
import { lineMessages } from './import-messages.ts';
import { columnOf, importRowOf, LineError, type ImportRow } from './import-row.ts';

/** A line of a file: the person in it, or what is wrong. */
export type ReadLine = ImportRow | { readonly line: number; readonly error: LineError };

/** Longer than any person: a quotation mark that is never closed would read the whole file as one. */
const MOST_CHARACTERS_A_PERSON = 65_536;

/**
 * Reads people from a file, one at a time: CSV (RFC 4180) with the names of the columns in its first line, `.tsv` alike
 * with tabs, `.jsonl` or `.ndjson` with an object in each line, or `.json`, a list, which is read as a whole.
 * @throws the error of the file system
 */
export function readImportFile(file: string): AsyncIterable<ReadLine> {
  switch (extname(file).toLowerCase()) {
    case '.json':
      return listed(file);
    case '.jsonl':
    case '.ndjson':
      return lines(file);
    case '.tsv':
      return table(file, '\t');
    default:
      return table(file, ',');
  }
}

async function* table(file: string, delimiter: string): AsyncGenerator<ReadLine> {
  const columns = (names: string[]) => names.map((name) => columnOf(name));
  const parser = parse({
    bom: true,
    columns,
    delimiter,
    info: true,
    max_record_size: MOST_CHARACTERS_A_PERSON,
    skip_empty_lines: true,
  });
  const source = createReadStream(file);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      yield lineOf(info.lines, () => record);
    }
  } catch (error) {
    if (error instanceof LineError) yield { line: 1, error };
    else if (error instanceof CsvError) yield { line: Number(error.lines ?? 1), error: notCsv(error) };
    else throw error;
  } finally {
    source.destroy();
  }
}

function notCsv({ code }: CsvError): LineError {
  return new LineError(message(lineMessages.not_csv, { failure: code }));
}

async function* lines(file: string): AsyncGenerator<ReadLine> {
  await using handle = await open(file);
  let line = 0;
  for await (const text of handle.readLines()) {
    line += 1;
    if (text.trim() !== '') yield lineOf(line, () => parsed(text.replace(/^\uFEFF/, '')));
  }
}

async function* listed(file: string): AsyncGenerator<ReadLine> {
  const text = await readFile(file, 'utf8');
  let people: unknown;
  try {
    people = parsed(text.replace(/^\uFEFF/, ''));
    if (!Array.isArray(people)) throw new LineError(message(lineMessages.not_a_list));
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    yield { line: 1, error };
    return;
  }
  for (const [index, person] of (people as unknown[]).entries()) yield lineOf(index + 1, () => person);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LineError(message(lineMessages.not_json));
  }
}

function lineOf(line: number, values: () => unknown): ReadLine {
  try {
    const found = values();
    if (typeof found !== 'object' || found === null || Array.isArray(found))
      throw new LineError(message(lineMessages.not_a_person));
    const texts = Object.entries(found).map(([name, value]) => [columnOf(name), textOf(value)] as const);
    return importRowOf(line, new Map(texts));
  } catch (error) {
    if (error instanceof LineError) return { line, error };
    throw error;
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new LineError(message(lineMessages.not_a_person));
}
