import type { Surroundings } from '@maqiao/browser';
import { useEffect, useState } from 'react';
import { wordsIn } from '../words.ts';
import './redirects.css';
import { readRedirects, type RedirectLink } from './redirect-api.ts';
import { WebsiteFrame } from './website-frame.tsx';

interface RedirectMethodsProps {
  /** That of `GET /api/sign-in-options`, with its question mark. */
  query: string;
  language: string;
  surroundings: Surroundings;
}

/** The other ways to sign in, below the code: those that lead to WeChat's own pages. */
export function RedirectMethods({ query, language, surroundings }: RedirectMethodsProps) {
  const [links, setLinks] = useState<readonly RedirectLink[]>([]);
  const [isFramed, setFramed] = useState(false);
  useEffect(() => {
    let wanted = true;
    void readRedirects(query).then((found) => {
      if (wanted) setLinks(found);
    });
    return () => {
      wanted = false;
    };
  }, [query]);
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
  function websiteWay(link: RedirectLink) {
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
