import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { COMMANDS } from '../../scripts/lib/commands.mjs';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const yaml = (path: string): unknown => parse(read(path));
const filesIn = (folder: string) => readdirSync(join(ROOT, folder)).map((file) => `${folder}/${file}`);

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** What is wrong with the npm commands in a text: one that does not exist, or an option that it does not know. */
function faultsOf(text: string): string[] {
  const found = text.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)(?: -- ([^`\n|&]+))?/g);
  return [...found].flatMap(([all, name = '', rest = '']) => {
    const command = COMMANDS[name];
    if (scripts[name] === undefined || command === undefined) return [`${all}: no such command`];
    if (command.passesOn) return [];
    try {
      parseArgs({
        args: rest.match(/"[^"]*"|\S+/g) ?? [],
        options: command.options ?? {},
        allowPositionals: true,
      });
      return [];
    } catch (error) {
      return [`${all}: ${(error as Error).message}`];
    }
  });
}

test('a command that does not exist, or an option that it does not know, is found', () => {
  expect(
    faultsOf('npm test\nnpm run docs -- --build --base "/${{ x }}/"\n`npm run doctor -- --json`'),
  ).toEqual([]);
  expect(faultsOf('npm run fly')).toEqual(['npm run fly: no such command']);
  expect(faultsOf('npm run docs -- --published')).toEqual([expect.stringContaining('--published')]);
});

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<
    string,
    { container?: string; 'timeout-minutes'?: number; steps: { uses?: string; run?: string }[] }
  >;
}

describe.each(filesIn('.github/workflows'))('%s', (path) => {
  const workflow = yaml(path) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test('runs commands of this workspace that exist, with options that they know', () => {
    const runs = steps.flatMap(({ run }) => run ?? []);
    expect(runs).not.toEqual([]);
    for (const run of runs) {
      expect(run).toMatch(/^npm (test|run [\w:-]+)/);
      expect(faultsOf(run)).toEqual([]);
    }
  });

  test('may only read the repository unless a job says more, and uses the actions of GitHub at a version', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const { uses } of steps) expect(uses ?? 'actions/none@v1').toMatch(/^actions\/[\w-]+@v\d+$/);
  });
});

test('every pull request runs npm test, on the Node that the workspace pins and as root of a Debian', () => {
  const { jobs, on } = yaml('.github/workflows/test.yml') as Workflow & { on: object };
  expect(on).toHaveProperty('pull_request');
  expect(jobs.test?.steps.map(({ run }) => run)).toContain('npm test');
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { node: string } };
  expect(jobs.test?.container).toBe(`node:${devDependencies.node.split('.')[0]}-bookworm`);
});

interface Form {
  name: string;
  description: string;
  body: { type: string; id?: string; attributes: Record<string, unknown>; validations?: object }[];
}

const FORMS = filesIn('.github/ISSUE_TEMPLATE').filter((path) => !path.endsWith('config.yml'));

describe.each(FORMS)('%s', (path) => {
  const { name, description, body } = yaml(path) as Form;

  // https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
  test('is a form as GitHub takes it', () => {
    expect([typeof name, typeof description]).toEqual(['string', 'string']);
    const fields = body.filter(({ type }) => type !== 'markdown');
    expect(fields.length).toBeGreaterThan(0);
    for (const { type, id, attributes } of fields) {
      expect(type).toMatch(/^(input|textarea|dropdown|checkboxes)$/);
      expect(id).toMatch(/^[\w-]+$/);
      expect(attributes).toHaveProperty('label', expect.any(String));
      if (type === 'dropdown') expect(attributes.options).not.toHaveLength(0);
    }
    for (const unique of [fields.map(({ id }) => id), fields.map(({ attributes }) => attributes.label)])
      expect(new Set(unique).size).toBe(fields.length);
  });

  test('has the same fields in English and Chinese, each in one language', () => {
    const chinese = path.endsWith('.zh-CN.yml');
    const twin = chinese ? path.replace('.zh-CN.yml', '.yml') : path.replace('.yml', '.zh-CN.yml');
    const shapeOf = (form: Form) => form.body.map(({ type, id, validations }) => ({ type, id, validations }));
    expect(shapeOf(yaml(twin) as Form)).toEqual(shapeOf({ name, description, body }));
    for (const { attributes } of body)
      expect(/\p{Script=Han}/u.test(JSON.stringify(attributes))).toBe(chinese);
  });

  test('names commands that exist', () => expect(faultsOf(read(path))).toEqual([]));
});

test('the form for faults asks for the doctor’s JSON', () => {
  for (const path of ['.github/ISSUE_TEMPLATE/bug.yml', '.github/ISSUE_TEMPLATE/bug.zh-CN.yml'])
    expect(read(path)).toContain('`npm run doctor -- --json`');
});

test('a pull request is asked for in both languages, with commands that exist', () => {
  const template = read('.github/PULL_REQUEST_TEMPLATE.md');
  expect(faultsOf(template)).toEqual([]);
  for (const line of template.split('\n').filter((one) => /^(##|- )/.test(one)))
    expect(line).toMatch(/[A-Za-z].*\p{Script=Han}/u);
});

test('updates are looked for where packages are named, and what Taro needs stays', () => {
  const { version, updates } = yaml('.github/dependabot.yml') as {
    version: number;
    updates: {
      'package-ecosystem': string;
      directory?: string;
      directories?: string[];
      ignore?: { 'dependency-name': string }[];
    }[];
  };
  expect(version).toBe(2);
  const folders = updates
    .filter((update) => update['package-ecosystem'] === 'npm')
    .flatMap(({ directory, directories = [] }) => [
      ...(directory === undefined ? [] : [directory]),
      ...directories,
    ]);
  for (const folder of folders) expect(existsSync(join(ROOT, folder, 'pnpm-lock.yaml'))).toBe(true);
  expect(updates[0]?.ignore?.map((one) => one['dependency-name'])).toEqual(
    expect.arrayContaining(['webpack', 'react', 'react-dom', 'node']),
  );
});
