import type { SceneOrigin, SceneRecord, SceneScan, SceneStatus } from '@maqiao/shared';

/**
 * A scene as flat fields of text, `name, value, name, value, …`: what Redis keeps in a hash, what the script returns
 * and what a notification carries. Numbers are decimal, `browser` and `scan` are JSON that the script never opens: Lua's JSON
 * would round large numbers and stumble over half of an emoji.
 */
export type SceneFields = readonly string[];

/** The parts of a record that come with an event, as fields. */
export function fieldsOf(parts: Partial<SceneRecord>): string[] {
  return Object.entries(parts).flatMap(([name, value]) =>
    value === undefined ? [] : [name, typeof value === 'object' ? JSON.stringify(value) : String(value)],
  );
}

/** The record of fields that the script has returned or published. @throws TypeError when they are none */
export function recordOfFields(fields: SceneFields): SceneRecord {
  const texts = new Map<string, string>();
  for (let index = 0; index + 1 < fields.length; index += 2) {
    texts.set(fields[index] as string, fields[index + 1] as string);
  }
  const required = (name: keyof SceneRecord): string => {
    const text = texts.get(name);
    if (text === undefined) throw new TypeError(`a scene without ${name}`);
    return text;
  };
  const [person, scan, number, sid] = ['person', 'scan', 'number', 'sid'].map((name) => texts.get(name));
  const [holder, deliverUntil] = [texts.get('holder'), texts.get('deliverUntil')];
  return {
    scene: required('scene'),
    status: required('status') as SceneStatus,
    createdAt: Number(required('createdAt')),
    deadline: Number(required('deadline')),
    browser: JSON.parse(required('browser')) as SceneOrigin,
    ...(deliverUntil !== undefined && { deliverUntil: Number(deliverUntil) }),
    ...(person !== undefined && { person }),
    ...(scan !== undefined && { scan: JSON.parse(scan) as SceneScan }),
    ...(number !== undefined && { number }),
    ...(sid !== undefined && { sid }),
    ...(holder !== undefined && { holder }),
  };
}
