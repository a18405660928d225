import {
  SCENE_STATUSES,
  sceneRecordOf,
  type SceneFields,
  type SceneOrigin,
  type SceneRecord,
  type SceneScan,
} from '@maqiao/shared';

/**
 * A scene as flat fields of text, `name, value, name, value, …`: what Redis keeps in a hash, what the script returns
 * and what a notification carries. Numbers are decimal, `browser` and `scan` are JSON that the script does not parse:
 * Lua's JSON would round large numbers and fail on a lone surrogate.
 */
export type FieldTexts = readonly string[];

/** The method of scenes that an instance before 0.2 has registered, without naming it. */
const ONLY_METHOD_BEFORE = 'mini-program';

/** These fields as texts; what is undefined is left out. */
export function textsOf(fields: Partial<SceneFields>): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [name, typeof value === 'object' ? JSON.stringify(value) : String(value)],
  );
}

/** The record in texts that the script has returned or published. @throws TypeError when they are none */
export function recordOfTexts(list: FieldTexts): SceneRecord {
  const texts = new Map<string, string>();
  for (const [index, text] of list.entries()) {
    const name = list[index - 1];
    if (index % 2 === 1 && name !== undefined) texts.set(name, text);
  }
  const required = (name: keyof SceneFields): string => {
    const text = texts.get(name);
    if (text === undefined) throw new TypeError(`a scene without ${name}`);
    return text;
  };
  const [holder, scan, deliverUntil] = [texts.get('holder'), texts.get('scan'), texts.get('deliverUntil')];
  const status = SCENE_STATUSES.find((known) => known === required('status'));
  if (status === undefined) throw new TypeError('a scene with a status that this version does not know');
  return sceneRecordOf({
    scene: required('scene'),
    status,
    method: texts.get('method') ?? ONLY_METHOD_BEFORE,
    createdAt: Number(required('createdAt')),
    deadline: Number(required('deadline')),
    browser: JSON.parse(required('browser')) as SceneOrigin,
    ...(holder !== undefined && { holder }),
    person: texts.get('person'),
    scan: scan === undefined ? undefined : (JSON.parse(scan) as SceneScan),
    number: texts.get('number'),
    sid: texts.get('sid'),
    provenSid: texts.get('provenSid'),
    deliverUntil: deliverUntil === undefined ? undefined : Number(deliverUntil),
  });
}
