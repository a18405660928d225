import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, CACHE, CURRENT, FILES, SETTINGS_FILE, STATE, UNITS } from './places.ts';

const DEPLOY = join(import.meta.dirname, '../../../../../deploy');
const read = (name: string) => readFileSync(join(DEPLOY, name), 'utf8');

describe('issue 13, number 6: the places of an installation', () => {
  test.each(['maqiao.service', 'maqiao-backup.service'])('%s names the same ones', (name) => {
    const unit = read(name);
    for (const line of [
      `User=${ACCOUNT}`,
      `EnvironmentFile=${SETTINGS_FILE}`,
      `Environment=MAQIAO_ENV_FILE=${SETTINGS_FILE}`,
      `Environment=NODE_COMPILE_CACHE=${CACHE}`,
      `WorkingDirectory=${STATE}`,
    ]) {
      expect(unit.split('\n')).toContain(line);
    }
    expect(unit).toMatch(new RegExp(`^ExecStart=${CURRENT}/maqiao (start|backup)`, 'm'));
  });

  test('the command for root goes through them too', () => {
    const command = read('maqiao-as-service.sh');
    for (const text of [`:-${SETTINGS_FILE}}`, `:-${CACHE}}`, `--user ${ACCOUNT} `, `${CURRENT}/maqiao`])
      expect(command).toContain(text);
  });

  test('every unit that is to start is one that is put there', () => {
    expect(FILES.map(({ from }) => from)).toEqual(expect.arrayContaining([...UNITS]));
  });
});
