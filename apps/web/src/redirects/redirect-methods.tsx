import type { Surroundings } from '@maqiao/browser';
import { useState } from 'react';
import type { OfferedMethod } from '../methods/offered-methods.ts';
import { wordsIn } from '../words.ts';
import './redirects.css';
import { WebsiteFrame } from './website-frame.tsx';

interface RedirectMethodsProps {
  links: readonly OfferedMethod[];
  language: string;
  surroundings: Surroundings;
  /** As in `MethodChooser`. */
  purpose?: string | undefined;
}

/** The ways that lead to WeChat's own pages. */
export function RedirectMethods({ links, language, surroundings, purpose }: RedirectMethodsProps) {
  const [isFramed, setFramed] = useState(false);
  const words = wordsIn(language);
  const here = links.find(({ id }) => id === 'official-account-web');
  const website = links.find(({ id }) => id === 'website');
  if (here === undefined && website === undefined) return null;
  if (purpose !== undefined)
    return (
      <div className="redirects">
        {here && <PurposeForm link={here} purpose={purpose} label={words.thisWechat} />}
        {website && here === undefined && (
          <PurposeForm link={website} purpose={purpose} label={words.websiteWechat} />
        )}
      </div>
    );
  return (
    <div className="redirects">
      {here && (
        <a className="button button-primary" href={here.href} referrerPolicy="same-origin">
          {words.thisWechat}
        </a>
      )}
      {website && here === undefined && websiteWay(website)}
    </div>
  );

  /** On a phone there is nothing to scan its own screen with: there WeChat's page has the whole of it. */
  function websiteWay(link: OfferedMethod) {
    if (surroundings !== 'screen')
      return (
        <a className="button button-quiet" href={link.href} referrerPolicy="same-origin">
          {words.websitePage}
        </a>
      );
    if (isFramed) return <WebsiteFrame link={link} language={language} onBack={() => setFramed(false)} />;
    return (
      <button type="button" className="button button-quiet" onClick={() => setFramed(true)}>
        {words.websiteWechat}
      </button>
    );
  }
}

/** A link elsewhere must not begin what changes an account: so this is a form. */
function PurposeForm({ link, purpose, label }: { link: OfferedMethod; purpose: string; label: string }) {
  return (
    <form method="post" action={`${link.href}${link.href.includes('?') ? '&' : '?'}${purpose}`}>
      <button type="submit" className="button button-quiet">
        {label}
      </button>
    </form>
  );
}
