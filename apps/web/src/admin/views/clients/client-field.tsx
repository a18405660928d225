import { useId, type ReactNode } from 'react';

/** What a control is given by its field. */
export interface ControlAttributes {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** A label, a control, and below it what it takes and what is wrong with it. */
export function ClientField({
  label,
  help,
  fault,
  children,
}: {
  label: string;
  help?: string;
  fault: string | undefined;
  children: (attributes: ControlAttributes) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="client-field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...describedBy(id, help, fault) })}
      <FieldNotes id={id} help={help} fault={fault} />
    </div>
  );
}

/** Several choices below one heading. */
export function ClientChoices({
  label,
  fault,
  children,
}: {
  label: string;
  fault: string | undefined;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <fieldset className="client-field client-choices" tabIndex={-1} {...describedBy(id, undefined, fault)}>
      <legend>{label}</legend>
      {children}
      <FieldNotes id={id} help={undefined} fault={fault} />
    </fieldset>
  );
}

function FieldNotes({
  id,
  help,
  fault,
}: {
  id: string;
  help: string | undefined;
  fault: string | undefined;
}) {
  return (
    <>
      {fault !== undefined && (
        <p id={`${id}-fault`} className="trouble">
          {fault}
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className="soft">
          {help}
        </p>
      )}
    </>
  );
}

function describedBy(id: string, help: string | undefined, fault: string | undefined) {
  const notes = [fault !== undefined && `${id}-fault`, help !== undefined && `${id}-help`].filter(Boolean);
  return {
    'aria-describedby': notes.length > 0 ? notes.join(' ') : undefined,
    'aria-invalid': fault === undefined ? undefined : (true as const),
  };
}
