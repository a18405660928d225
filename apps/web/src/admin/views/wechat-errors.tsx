import { ERROR_WORDS, type Statistics } from '@maqiao/shared';
import { fill } from '../../fill.ts';
import { useAdminWords } from '../admin-context.ts';

/** Calls to WeChat that failed, the most frequent first. */
export function WechatErrors({ calls, errors }: Statistics['wechat']) {
  const { words, language, number } = useAdminWords();
  const failed = errors.reduce((total, { count }) => total + count, 0);
  if (calls === 0) return <p className="empty">{words.wechatNone}</p>;
  if (failed === 0) return <p className="empty">{fill(words.wechatFine, { n: number(calls) })}</p>;
  return (
    <>
      <p className="soft">{fill(words.wechatShare, { calls: number(calls), errors: number(failed) })}</p>
      <table className="errors">
        <thead>
          <tr>
            <th scope="col">{words.errorHead}</th>
            <th scope="col">{words.countHead}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ endpoint, code, count }) => (
            <tr key={`${endpoint} ${code}`}>
              <td>
                {code === 'stale_access_token' ? words.stale : ERROR_WORDS[code][language].happened}
                <span className="soft">
                  {words.endpoints[endpoint] ?? endpoint} · <code>{code}</code>
                </span>
              </td>
              <td>{number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
