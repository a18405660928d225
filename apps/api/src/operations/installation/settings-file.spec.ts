import { describe, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsIn, withSettings, writeSettingsFile } from './settings-file.ts';

describe('issue 13, number 6: a file of settings', () => {
  const EXAMPLE = `# Where people reach it
# PUBLIC_URL=https://login.example.com
# TRUST_PROXY=1

# PORT=3000
`;

  test('a setting takes the place of its example; the words around it stay', () => {
    const text = withSettings(EXAMPLE, { PUBLIC_URL: 'https://a.example.com', SITE_NAME: 'A' });
    expect(text).toBe(`# Where people reach it
PUBLIC_URL=https://a.example.com
# TRUST_PROXY=1

# PORT=3000
SITE_NAME=A
`);
  });

  test('one that is there is replaced where it stands, also a second one, and one taken away is an example again', () => {
    const text = withSettings('A=1\nexport PORT = 80\n# PORT=3000\nPORT=81\nHOST=x\n', {
      PORT: '90',
      HOST: undefined,
    });
    expect(text).toBe('A=1\nPORT=90\n# PORT=3000\n# HOST=x\n');
    expect(settingsIn(text)).toEqual({ A: '1', PORT: '90' });
  });

  test.each([
    'Example',
    '山前书店',
    'a b',
    "O'Neil & sons",
    'say "yes"',
    '50 # of 100',
    '$HOME `x`',
    ' spaces ',
    'postgres://u:p%40@h/db?sslmode=require',
    '',
  ])('%j is read as it was written', (value) => {
    expect(settingsIn(withSettings('', { SITE_NAME: value }))).toEqual({ SITE_NAME: value });
  });

  test.each(['two\nlines', `both ' and "`, 'a\\b'])(
    '%j is refused, with the name and not the value',
    (value) => {
      const write = () => withSettings('', { SITE_NAME: value });
      expect(write).toThrow(/SITE_NAME/);
      expect(write).not.toThrow(value);
    },
  );

  test('it is written whole, for its owner only, and nothing is left beside it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-settings-file-'));
    try {
      const file = join(folder, '.env');
      writeFileSync(file, 'A=1\n');
      chmodSync(file, 0o644);
      writeSettingsFile(file, 'A=2\n');
      expect(readFileSync(file, 'utf8')).toBe('A=2\n');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(() => writeSettingsFile(join(folder, 'none/.env'), 'A=2\n')).toThrow(/ENOENT/);
      expect(readdirSync(folder)).toEqual(['.env']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each(['.env.example', 'deploy/archive/.env.example'])(
    'each line of %s, without its #, is read as it looks',
    (name) => {
      const text = readFileSync(join(import.meta.dirname, '../../../../..', name), 'utf8');
      const lines = [...text.matchAll(/^# ?([A-Z][A-Z0-9_]+)=(.*)$/gm)];
      expect(lines.length).toBeGreaterThan(25);
      for (const [, setting = '', value = ''] of lines) {
        const shown = value.replace(/^'(.*)'$/, '$1');
        expect(settingsIn(`${setting}=${value}`)).toEqual({ [setting]: shown });
      }
    },
  );
});
