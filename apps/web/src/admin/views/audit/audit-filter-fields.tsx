import { SECURITY_EVENT_KINDS } from '@maqiao/shared';
import { AUDIT_WORDS } from '@maqiao/shared/words/audit';
import { methodName, NAMED_METHODS } from '@maqiao/shared/words/methods';
import { useAdminWords } from '../../admin-context.ts';
import { AUDIT_PAGE_WORDS } from '../../audit/audit-page-words.ts';
import type { AuditFilter } from './audit-filter.ts';

/** What of the audit log is shown. `onClear`: where there is something to clear. */
export function AuditFilterFields({
  filter,
  onChange,
  onClear,
}: {
  filter: AuditFilter;
  onChange: (change: Partial<AuditFilter>) => void;
  onClear: (() => void) | undefined;
}) {
  const { language } = useAdminWords();
  const own = AUDIT_PAGE_WORDS[language];
  const text = (name: 'user' | 'client', label: string, help: string) => (
    <div className="audit-field">
      <label htmlFor={`audit-${name}`}>{label}</label>
      <input
        id={`audit-${name}`}
        type="search"
        autoComplete="off"
        aria-describedby={`audit-${name}-help`}
        maxLength={name === 'user' ? 64 : 200}
        value={filter[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
      <p id={`audit-${name}-help`} className="soft">
        {help}
      </p>
    </div>
  );
  const choice = (name: 'kind' | 'method', label: string, options: (readonly [string, string])[]) => (
    <div className="audit-field">
      <label htmlFor={`audit-${name}`}>{label}</label>
      <select
        id={`audit-${name}`}
        value={filter[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      >
        <option value="">{own.any}</option>
        {options.map(([value, option]) => (
          <option key={value} value={value}>
            {option}
          </option>
        ))}
      </select>
    </div>
  );
  const day = (name: 'from' | 'to', label: string) => (
    <div className="audit-field">
      <label htmlFor={`audit-${name}`}>{label}</label>
      <input
        id={`audit-${name}`}
        type="date"
        value={filter[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </div>
  );
  return (
    <fieldset className="audit-filter">
      <legend className="visually-hidden">{own.filter}</legend>
      {choice(
        'kind',
        own.kind,
        SECURITY_EVENT_KINDS.map((kind) => [kind, AUDIT_WORDS[kind][language]] as const),
      )}
      {choice(
        'method',
        own.method,
        NAMED_METHODS.map((id) => [id, methodName(id, language)] as const),
      )}
      {day('from', own.from)}
      {day('to', own.to)}
      {text('user', own.user, own.userHelp)}
      {text('client', own.client, own.clientHelp)}
      {onClear !== undefined && (
        <button type="button" className="button button-quiet audit-clear" onClick={onClear}>
          {own.clear}
        </button>
      )}
    </fieldset>
  );
}
