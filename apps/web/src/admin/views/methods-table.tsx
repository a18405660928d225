import type { MethodStatistics } from '@maqiao/shared';
import { methodName } from '@maqiao/shared/words/methods';
import { useAdminWords } from '../admin-context.ts';

const COLUMNS = ['signedIn', 'begun', 'declined', 'failed', 'cancelled', 'expired'] as const;

/** Sign-ins by method, the most used first. */
export function MethodsTable({ methods }: { methods: MethodStatistics[] }) {
  const { words, language, number } = useAdminWords();
  return (
    <div className="methods-frame" tabIndex={0} role="group" aria-labelledby="methods">
      <table className="errors methods">
        <thead>
          <tr>
            <th scope="col">{words.methodHead}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {words.methodColumns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {methods.map((one) => (
            <tr key={`${one.kind} ${one.method}`}>
              <th scope="row">{methodName(one.method, language)}</th>
              {COLUMNS.map((column) => (
                <td key={column}>{number(one[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
