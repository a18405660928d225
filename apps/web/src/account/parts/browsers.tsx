import type { SessionSummary } from '@maqiao/shared';
import { fill } from '../../fill.ts';
import type { AccountApi } from '../account-api.ts';
import { useAccountWords } from '../account-context.ts';
import { browserLine, placeLine } from '../place.ts';
import { useChange } from '../use-change.ts';
import type { Loaded } from '../use-loaded.ts';
import { Empty, Part, Shown } from './part.tsx';

/** Every signed-in browser of the person; all but this one can be signed out. */
export function Browsers({
  api,
  browsers,
  onEnded,
}: {
  api: AccountApi;
  browsers: Loaded<SessionSummary[]>;
  onEnded: () => void;
}) {
  const { words } = useAccountWords();
  const { busy, said, change } = useChange();
  const end = (id: string, notMe: boolean): Promise<void> =>
    change(
      async () => {
        await api.endBrowser(id, notMe);
        browsers.put((browsers.value ?? []).filter((one) => one.id !== id));
        onEnded();
      },
      notMe ? words.notMeDone : words.browserEnded,
    );
  return (
    <Part title={words.browsers} lead={words.browsersLead} said={said}>
      <Shown loaded={browsers}>
        {(list) =>
          list.length === 0 ? (
            <Empty {...words.noBrowsers} />
          ) : (
            <ul className="rows">
              {list.map((one) => (
                <Browser key={one.id} browser={one} busy={busy} onEnd={(notMe) => end(one.id, notMe)} />
              ))}
            </ul>
          )
        }
      </Shown>
    </Part>
  );
}

function Browser({
  browser,
  busy,
  onEnd,
}: {
  browser: SessionSummary;
  busy: boolean;
  onEnd: (notMe: boolean) => Promise<void>;
}) {
  const { words, moment } = useAccountWords();
  const name = browserLine(browser, words);
  const place = placeLine(browser, words);
  return (
    <li className="row">
      <div className="row-text">
        <p>
          <span className="name">{name}</span>
          {browser.current && <span className="mark-here">{words.thisBrowser}</span>}
        </p>
        <p className="soft">{browser.siteName ?? browser.origin}</p>
        {place !== '' && <p className="soft">{place}</p>}
        <p className="soft">{fill(words.signedInAt, { time: moment(browser.createdAt) })}</p>
        <p className="soft">{fill(words.lastSeen, { time: moment(browser.lastSeenAt) })}</p>
      </div>
      {!browser.current && (
        <div className="actions">
          <button
            type="button"
            className="button button-quiet"
            aria-disabled={busy}
            aria-label={`${words.notMe} ${name}`}
            onClick={() => void onEnd(true)}
          >
            {words.notMe}
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-disabled={busy}
            aria-label={`${words.endBrowser} ${name}`}
            onClick={() => void onEnd(false)}
          >
            {words.endBrowser}
          </button>
        </div>
      )}
    </li>
  );
}
