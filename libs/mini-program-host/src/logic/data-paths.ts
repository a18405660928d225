/**
 * Applies setData's changes to the logic layer's own copy, which the program reads as `this.data` in the very
 * next line. Missing objects and arrays on the way are made. Taro writes `root.cn.[0].v` where others write
 * `root.cn[0].v`; WeChat and glass-easel take both, and so does this.
 */
export function applyDataPaths(data: Record<string, unknown>, changes: Record<string, unknown>): void {
  for (const [path, value] of Object.entries(changes)) {
    const segments = parseDataPath(path);
    let target: Record<string | number, unknown> = data;
    for (const [index, segment] of segments.entries()) {
      const next = segments[index + 1];
      if (next === undefined) {
        target[segment] = value;
        break;
      }
      const child = target[segment];
      if (typeof child === 'object' && child !== null) target = child as Record<string | number, unknown>;
      else
        target = target[segment] = (typeof next === 'number' ? [] : {}) as Record<string | number, unknown>;
    }
  }
}

function parseDataPath(path: string): (string | number)[] {
  const segments: (string | number)[] = [];
  for (const match of path.matchAll(/\[(\d+)\]|((?:\\[.[\]\\]|[^.[\]])+)/g)) {
    if (match[1] !== undefined) segments.push(Number(match[1]));
    else if (match[2] !== undefined) segments.push(match[2].replace(/\\([.[\]\\])/g, '$1'));
  }
  return segments;
}
