// Code in the colours of the pages: ink, soft ink for comments, seal for words of the language, warn for values.
const COLOURS = {
  light: { paper: '#FFFFFF', ink: '#1D1B18', soft: '#5F5A52', seal: '#B23A22', warn: '#8A5A00' },
  dark: { paper: '#201E1B', ink: '#F1EEE7', soft: '#A9A298', seal: '#F0765A', warn: '#E2B04A' },
};

/** A theme in TextMate's form, for Shiki. */
export function codeTheme(/** @type {'light' | 'dark'} */ type) {
  const { paper, ink, soft, seal, warn } = COLOURS[type];
  const colour = (foreground, ...scope) => ({ scope, settings: { foreground } });
  return {
    name: `maqiao-${type}`,
    type,
    fg: ink,
    bg: paper,
    settings: [
      { settings: { foreground: ink, background: paper } },
      colour(soft, 'comment', 'punctuation.definition.comment'),
      colour(warn, 'string', 'constant.numeric', 'constant.language', 'markup.inline.raw'),
      colour(
        seal,
        'keyword',
        'storage.type',
        'storage.modifier',
        'entity.name.tag',
        'support.type.property-name',
      ),
      colour(ink, 'keyword.operator', 'meta.template.expression'),
    ],
  };
}
