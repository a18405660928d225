import { htmlLanguage } from './language.ts';

interface Named<Tag extends string> {
  tag: Tag;
  /** The language's own name for itself. */
  name: string;
}

/** Offers the other languages, each under its own name: one as a button, several as a list. */
export function LanguageSwitch<Tag extends string>({
  language,
  offered,
  onChoose,
}: {
  language: Tag;
  offered: readonly Named<Tag>[];
  onChoose: (language: Tag) => void;
}) {
  const [other, ...more] = offered.filter(({ tag }) => tag !== language);
  if (other === undefined) return null;
  if (more.length > 0)
    return (
      <select
        className="language-switch"
        aria-label="Language"
        lang={htmlLanguage(language)}
        value={language}
        onChange={({ target }) => onChoose(target.value as Tag)}
      >
        {offered.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={htmlLanguage(tag)}>
            {name}
          </option>
        ))}
      </select>
    );
  return (
    <button
      type="button"
      className="language-switch"
      lang={htmlLanguage(other.tag)}
      onClick={() => onChoose(other.tag)}
    >
      {other.name}
    </button>
  );
}
