import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from './environment.ts';

const REQUIRED = { SIMULATOR_APP_ID: 'wx0', SIMULATOR_APP_SECRET: 'the-secret' };

describe('environment', () => {
  test('reads every variable', () => {
    expect(
      readEnvironment({
        ...REQUIRED,
        SIMULATOR_HOST: '0.0.0.0',
        SIMULATOR_PORT: '0',
        SIMULATOR_PUBLIC_URL: 'http://192.168.1.20:3001',
        SIMULATOR_ALLOWED_ORIGIN: 'http://192.168.1.20:3000',
        MINI_PROGRAM_DIR: 'dist/weapp',
        SIMULATOR_RELOAD: 'true',
      }),
    ).toEqual({
      appId: 'wx0',
      appSecret: 'the-secret',
      host: '0.0.0.0',
      port: 0,
      publicUrl: 'http://192.168.1.20:3001',
      allowedOrigin: 'http://192.168.1.20:3000',
      miniProgramFolder: 'dist/weapp',
      reloadPhones: true,
    });
  });

  test('needs only the account; an empty variable is none', () => {
    const empty = { SIMULATOR_HOST: '', SIMULATOR_PORT: '', SIMULATOR_PUBLIC_URL: '', MINI_PROGRAM_DIR: '' };
    const expected = { appId: 'wx0', appSecret: 'the-secret', port: 3001 };
    expect(readEnvironment(REQUIRED)).toEqual(expected);
    expect(readEnvironment({ ...REQUIRED, ...empty })).toEqual(expected);
  });

  test('names what is wrong and never its value', () => {
    const bad = {
      SIMULATOR_PORT: '70000',
      SIMULATOR_PUBLIC_URL: 'ftp://x',
      SIMULATOR_APP_SECRET: 'the-secret',
    };
    expect(() => readEnvironment(bad)).toThrow(
      /SIMULATOR_PORT: must be a port.*SIMULATOR_PUBLIC_URL: must be.*SIMULATOR_APP_ID: is required/,
    );
    expect(() => readEnvironment(bad)).not.toThrow(/the-secret|70000|ftp/);
  });
});
