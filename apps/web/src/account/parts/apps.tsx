import type { OwnApp, OwnApps } from '@maqiao/shared';
import { ConfirmedButton } from '../../confirmed-button.tsx';
import { fill } from '../../fill.ts';
import { toldSentence } from '../../told.ts';
import { useAccountWords } from '../account-context.ts';
import type { Said } from '../use-change.ts';
import type { Loaded } from '../use-loaded.ts';
import type { Wanted } from '../wanted.ts';
import { Empty, Part, Shown } from './part.tsx';

/** The apps, devices and sites that the person has let know who they are. */
export function Apps({
  apps,
  said,
  onWant,
}: {
  apps: Loaded<OwnApps>;
  said: Said;
  onWant: (wanted: Wanted) => Promise<void>;
}) {
  const { words } = useAccountWords();
  return (
    <Part title={words.apps} lead={words.appsLead} said={said}>
      <Shown loaded={apps}>
        {({ apps: list }) =>
          list.length === 0 ? (
            <Empty {...words.noApps} />
          ) : (
            <ul className="rows">
              {list.map((app) => (
                <App key={app.id} app={app} onEnd={() => onWant({ action: 'end_app', id: app.id })} />
              ))}
            </ul>
          )
        }
      </Shown>
    </Part>
  );
}

function App({ app, onEnd }: { app: OwnApp; onEnd: () => Promise<void> }) {
  const { words, common, moment } = useAccountWords();
  const where = app.kind === 'site' ? words.appSite : (app.host ?? words.appOnDevice);
  return (
    <li className="row">
      <div className="row-text">
        <p className="name">{app.name}</p>
        <p className="soft">{where}</p>
        <p className="soft">{toldSentence(app.scopes, common)}</p>
        <p className="soft">{fill(words.allowedAt, { time: moment(app.allowedAt) })}</p>
        {app.devices > 0 && <p className="soft">{fill(words.appDevices, { n: app.devices })}</p>}
        {app.outlivesSignOut && <p className="caution">{words.appOutlives}</p>}
      </div>
      <ConfirmedButton
        label={words.endApp}
        name={app.name}
        keep={words.keep}
        really={words.endAppReally}
        working={words.working}
        question={fill(words.endAppAsk, { name: app.name })}
        onReally={onEnd}
      />
    </li>
  );
}
