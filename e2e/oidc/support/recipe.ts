import { freePort, madeUpSecret } from '@maqiao/test-servers';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTest } from '../../support/after-test.ts';
import { startStack, type Stack } from '../../support/stack.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RECIPES = join(ROOT, 'integrations/oidc');
/** What the recipes' manifests name, installed by `npm test` (scripts/lib/builds.mjs). */
const PACKAGES = join(ROOT, '.cache/isolated/oidc-recipes');

const CLIENT_SECRET = madeUpSecret('the site’s client secret');

/** The API as a process, with one client registered by CLIENTS_FILE. */
export async function startWithClient(client: Record<string, unknown>): Promise<Stack> {
  const file = join(temporaryFolder(join(tmpdir(), 'maqiao-clients-')), 'clients.json');
  writeFileSync(file, JSON.stringify([{ client_id: 'shop', client_name: '海边杂货', ...client }]));
  return startStack({ CLIENTS_FILE: file });
}

/** How a recipe is run, beside Maqiao. */
export interface RecipeProgram {
  /** Of a folder in integrations/oidc. */
  name: string;
  /** Where it is sent back to. */
  callback: string;
  /** What Node runs, one after the other; the last one serves. */
  commands: string[][];
}

/** Starts Maqiao and a copy of the recipe as the client, with the packages of its manifest. */
export async function startRecipe({ name, callback, commands }: RecipeProgram) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const stack = await startWithClient({
    client_secret: CLIENT_SECRET,
    redirect_uris: [`${url}${callback}`],
    post_logout_redirect_uris: [`${url}/`],
    backchannel_logout_uri: `${url}/backchannel-logout`,
  });
  const folder = copyRecipe(name);
  const environment = {
    PORT: String(port),
    SITE_URL: url,
    AUTH_URL: url,
    ISSUER: stack.url,
    CLIENT_ID: 'shop',
    CLIENT_SECRET,
    SESSION_SECRET: madeUpSecret('sessions'),
    AUTH_SECRET: madeUpSecret('sessions'),
    BETTER_AUTH_SECRET: madeUpSecret('sessions'),
    BETTER_AUTH_TELEMETRY: '0',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  for (const command of commands) await run(folder, command, environment);
  return { stack, url };
}

/** Inside of the folder of the packages, so that Node finds them. */
function copyRecipe(name: string): string {
  if (!existsSync(PACKAGES)) throw new Error(`${PACKAGES} is not there: run npm test`);
  const folder = temporaryFolder(join(PACKAGES, `${name}-`));
  cpSync(join(RECIPES, name), folder, { recursive: true });
  return folder;
}

function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(prefix);
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Resolves when the program has ended well, or says that it is ready; then it is ended after the test. */
async function run(folder: string, command: string[], environment: Record<string, string>): Promise<void> {
  // Not the folder itself: Next looks for packages below the home only.
  const home = temporaryFolder(join(tmpdir(), 'maqiao-home-'));
  const child = spawn(process.execPath, command, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  afterTest(() => {
    child.kill('SIGKILL');
    return ended;
  });
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (/^\W*ready/im.test(output)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((status) => {
      if (status === 0) resolve();
      else reject(new Error(`${command.join(' ')} ended with ${status}: ${output}`));
    });
  });
}
