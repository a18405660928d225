import type { InBoth } from '../../platform/operator-messages/messages.ts';
import { archiveFiles, archiveMessages } from './archive-messages.ts';

/** The text that says what each file of an archive is, in Chinese and in English: its reader may know only one. */
export function readmeOf({
  ids,
  time,
  publicUrl,
  siteName,
}: {
  ids: readonly string[];
  time: Date;
  publicUrl: string;
  siteName: string;
}): string {
  const values: Record<string, string> = {
    site: siteName,
    address: publicUrl,
    time: time.toISOString().slice(0, 16).replace('T', ' '),
    ids: ids.join(', '),
  };
  const part = (language: keyof InBoth): string => {
    const text = (message: InBoth) =>
      message[language].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
    const { archive_title, archive_ids, archive_format, archive_without } = archiveMessages;
    return [
      text(archive_title),
      text(archive_ids),
      '',
      ...Object.entries(archiveFiles).map(([file, about]) => `${file}\n    ${about[language]}`),
      '',
      text(archive_format),
      text(archive_without),
    ].join('\n');
  };
  // A byte order mark: without it Notepad of older Windows misreads the Chinese.
  return `\uFEFF${part('zh')}\n\n----\n\n${part('en')}\n`.replaceAll('\n', '\r\n');
}
