import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVICES, type Device } from './devices.ts';
import { GALLERY_SHOTS, LANGUAGES, pictureName, THEMES } from './gallery-plan.ts';
import { PAGE_STATES } from './states.ts';

const TITLE = `# Every state of the login page

Each state, in both themes and languages, at the widths of a desktop (1280), a tablet (768) and a phone (360); where it differs, also inside WeChat's own browser (390). \`npm run gallery\` makes this folder anew: it brings a real server, the stand-in for WeChat and the compiled mini program into each state and stops the clock there, so the same page gives the same pictures. \`npm run gallery -- scanned\` takes those of one state.
`;

/** Writes the page that shows all pictures of the gallery's folder. */
export function writeGalleryIndex(folder: string): void {
  const columns = THEMES.flatMap((theme) => LANGUAGES.map((language) => ({ theme, language })));
  const names = { zh: '中文', en: 'English' };
  const head = [
    `|   | ${columns.map(({ theme, language }) => `${theme}, ${names[language]}`).join(' | ')} |`,
    `| - | ${columns.map(() => '-').join(' | ')} |`,
  ];
  const sections = PAGE_STATES.map(({ name, headline, happens }) => {
    const devices = GALLERY_SHOTS.filter(({ state }) => state.name === name).flatMap((shot) => shot.devices);
    const rows = devices.map((device) => {
      const cells = columns.map(({ theme, language }) => picture(folder, name, device, theme, language));
      return `| ${device} | ${cells.join(' | ')} |`;
    });
    return [`## ${name}`, '', `${happens} “${headline.zh}”, “${headline.en}”.`, '', ...head, ...rows].join(
      '\n',
    );
  });
  writeFileSync(
    join(folder, 'README.md'),
    `${[TITLE, ...sections].join('\n\n').replace('\n\n\n', '\n\n')}\n`,
  );
}

function picture(
  folder: string,
  name: string,
  device: Device,
  theme: (typeof THEMES)[number],
  language: (typeof LANGUAGES)[number],
): string {
  const file = pictureName(name, device, theme, language);
  if (!existsSync(join(folder, file))) throw new Error(`${file} is missing: run npm run gallery`);
  const width = Math.round(DEVICES[device].viewport.width / 5);
  return `<img src="${file}" width="${width}" alt="${name}, ${device}, ${theme}, ${language}">`;
}
