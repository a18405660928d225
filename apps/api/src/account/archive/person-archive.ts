import { Inject, Injectable } from '@nestjs/common';
import { strToU8, zipSync } from 'fflate';
import { sql, type Kysely } from 'kysely';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { AvatarStorage } from '../../people/avatars/avatar-storage.ts';
import { mergedSubsOf } from '../../people/users/merged-users.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { archiveFiles, type ArchiveFile } from './archive-messages.ts';
import { PERSONAL_TABLES, type ColumnUse, type PersonalTable } from './personal-tables.ts';
import { readmeOf } from './readme.ts';

/** An archive, and what its file should be called. */
export interface Archive {
  readonly name: string;
  /** ZIP. */
  readonly bytes: Uint8Array;
}

/**
 * Everything that is kept of a person, for them (the right of access and portability: GDPR articles 15 and 20, PIPL
 * article 45). Secrets are left out: personal-tables.ts says which, and why.
 */
@Injectable()
export class PersonArchive {
  constructor(
    private readonly database: Database,
    private readonly storage: AvatarStorage,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl' | 'siteName'>,
  ) {}

  /**
   * The archive of a person, and of users who have given way to them.
   * @returns undefined when there is no such person
   * @throws ApiError `unavailable` when the storage of pictures is away
   */
  async of(userId: string): Promise<Archive | undefined> {
    const time = new Date(this.clock.now());
    const found = await this.#read(userId);
    if (found === undefined) return undefined;
    const { ids, pictures, contents } = found;
    const files: Record<string, Uint8Array> = {};
    for (const [file, tables] of contents) files[file] = strToU8(`${JSON.stringify(tables, null, 2)}\n`);
    for (const [index, name] of pictures.entries()) {
      const picture = await this.storage.get(name);
      if (picture !== undefined) files[index === 0 ? 'picture.jpg' : `picture-${index + 1}.jpg`] = picture;
    }
    files['README.txt'] = strToU8(readmeOf({ ids, time, ...this.settings }));
    const name = `maqiao-${userId}-${time.toISOString().slice(0, 10)}.zip`;
    return { name, bytes: zipSync(files, { mtime: time }) };
  }

  /** In one transaction, so that a change meanwhile is in all files or in none. */
  #read(userId: string) {
    return this.database.queries
      .transaction()
      .setIsolationLevel(this.database.location.dialect === 'postgres' ? 'repeatable read' : 'serializable')
      .execute(async (transaction) => {
        const user = await transaction
          .selectFrom('users')
          .select(['id', 'merged_subs'])
          .where('id', '=', userId)
          .executeTakeFirst();
        if (user === undefined) return undefined;
        const ids = [userId, ...mergedSubsOf(user)];
        const users = await transaction
          .selectFrom('users')
          .select(['id', 'avatar'])
          .where('id', 'in', ids)
          .execute();
        const pictures = ids.flatMap((id) => users.find((one) => one.id === id)?.avatar ?? []);
        return { ids, pictures, contents: await contentsOf(transaction, ids) };
      });
  }
}

type Row = Record<string, unknown>;

async function contentsOf(
  queries: Kysely<Tables>,
  ids: readonly string[],
): Promise<Map<ArchiveFile, Record<string, Row[]>>> {
  const names = Object.keys(archiveFiles).filter((file) => file !== 'picture.jpg') as ArchiveFile[];
  const contents = new Map<ArchiveFile, Record<string, Row[]>>(names.map((file) => [file, {}]));
  for (const [name, table] of Object.entries(PERSONAL_TABLES)) {
    if ('nothing' in table) continue;
    const tables = contents.get(table.file);
    if (tables !== undefined) tables[camelCase(name)] = await rowsOf(queries, name, table, ids);
  }
  return contents;
}

async function rowsOf(
  queries: Kysely<Tables>,
  name: string,
  { columns, whose }: PersonalTable,
  ids: readonly string[],
): Promise<Row[]> {
  const kept = Object.entries<ColumnUse>(columns).filter(([, use]) => typeof use === 'string');
  const list = sql.join(kept.map(([column]) => sql.ref(column)));
  const { rows } = await sql<Row>`
    select ${list} from ${sql.table(name)} where ${whose(sql.join(ids))} order by 1
  `.execute(queries);
  return rows.map((row) =>
    Object.fromEntries(kept.map(([column, use]) => [camelCase(column), written(row[column], use)])),
  );
}

function written(value: unknown, use: ColumnUse): unknown {
  if (value === null || value === undefined) return null;
  if (use === 'time') return new Date(Number(value)).toISOString();
  if (use === 'flag') return value === 1;
  return use === 'json' && typeof value === 'string' ? JSON.parse(value) : value;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
