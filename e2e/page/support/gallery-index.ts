import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVICES, type Device } from './devices.ts';
import { GALLERY_SECTIONS, LANGUAGES, pictureName, THEMES } from './gallery-plan.ts';

const TITLE = `# Every state of the login page, and of every way to sign in · 登录页和各种登录方式的每个状态

Each state, in both themes and languages, at the widths of a desktop (1280), a tablet (768) and a phone (360); where it differs, also inside WeChat's own browser (390).
`;

/** Writes the page that shows the pictures which the folder has: all of them, or those that were asked for. */
export function writeGalleryIndex(folder: string): void {
  const taken = new Set(readdirSync(folder));
  const columns = THEMES.flatMap((theme) => LANGUAGES.map((language) => ({ theme, language })));
  const names = { zh: '中文', en: 'English' };
  const head = [
    `|   | ${columns.map(({ theme, language }) => `${theme}, ${names[language]}`).join(' | ')} |`,
    `| - | ${columns.map(() => '-').join(' | ')} |`,
  ];
  const sections = GALLERY_SECTIONS.flatMap(({ name, caption, devices }) => {
    const rows = devices.flatMap((device) => {
      const files = columns.map(({ theme, language }) => pictureName(name, device, theme, language));
      if (!files.every((file) => taken.has(file))) return [];
      return [`| ${device} | ${files.map((file) => picture(file, device)).join(' | ')} |`];
    });
    if (rows.length === 0) return [];
    return [`## ${name}`, '', caption, '', ...head, ...rows].join('\n');
  });
  writeFileSync(
    join(folder, 'README.md'),
    `${[TITLE, ...sections].join('\n\n').replace('\n\n\n', '\n\n')}\n`,
  );
}

function picture(file: string, device: Device): string {
  const width = Math.round(DEVICES[device].viewport.width / 5);
  return `<img src="${file}" width="${width}" alt="${file.replace('.png', '').replaceAll('-', ' ')}">`;
}
