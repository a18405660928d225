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
}

/** The ways that lead to WeChat's own pages. */
export function RedirectMethods({ links, language, surroundings }: RedirectMethodsProps) {
  const [isFramed, setFramed] = useState(false);
  const words = wordsIn(language);
  const here = links.find(({ id }) => id === 'official-account-web');
  const website = links.find(({ id }) => id === 'website');
  if (here === undefined && website === undefined) return null;
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
          {words.websiteWechat}
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
