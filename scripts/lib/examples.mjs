// The websites in examples/: the folder of their pages, and the targets to build first.

/** @type {Map<string, { folder: string, builds: string[] }>} */
export const EXAMPLES = new Map([
  ['plain-html', { folder: 'examples/plain-html', builds: [] }],
  ['react', { folder: 'examples/react/dist', builds: ['example-react'] }],
  ['vue', { folder: 'examples/vue/dist', builds: ['example-vue'] }],
]);
