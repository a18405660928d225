import type { ErrorCode } from '@maqiao/shared';
import { useEffect, useRef, useState } from 'react';
import { leave } from '../leave.ts';
import type { OfferedMethod } from '../methods/offered-methods.ts';
import { errorWordsIn, wordsIn } from '../words.ts';
import { frameReturnIn, takeReturn } from './redirect-api.ts';

/**
 * What WeChat's page may do in the frame. It asks WeChat on this computer whether it is there, for which Chrome wants a
 * permission, by one name from 142 on and by two later; the frame begins at our own address, so the permission is not for
 * that alone.
 */
const ALLOW = 'local-network-access *; local-network *; loopback-network *';
const SANDBOX = 'allow-scripts allow-same-origin allow-top-navigation allow-forms';

/** WeChat's own code for a website, in a frame; and the way to its page where the frame does not do. */
export function WebsiteFrame({
  link,
  language,
  onBack,
}: {
  link: OfferedMethod;
  language: string;
  onBack: () => void;
}) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [fault, setFault] = useState<ErrorCode | null>(null);
  const words = wordsIn(language);
  useEffect(() => {
    const listen = ({ origin, source, data }: MessageEvent<unknown>): void => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return;
      const back = frameReturnIn(data);
      if (back === undefined) return;
      void takeReturn(back).then((answer) => {
        if ('continueTo' in answer) leave(answer.continueTo);
        else setFault(answer.code);
      });
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);
  const said = fault === null ? null : errorWordsIn(language, fault);
  return (
    <div className="website">
      {/* The card, which is out of sight now, has the page's heading. */}
      <h1 className="visually-hidden">{words.websiteFrame}</h1>
      {said === null ? (
        <iframe
          ref={frame}
          className="website-frame"
          title={words.websiteFrame}
          src={`${link.href}${link.href.includes('?') ? '&' : '?'}display=embedded`}
          allow={ALLOW}
          sandbox={SANDBOX}
          referrerPolicy="same-origin"
        />
      ) : (
        <p className="caution" role="alert">
          {said.happened}
        </p>
      )}
      <a className="button button-quiet" href={link.href} referrerPolicy="same-origin">
        {words.websitePage}
      </a>
      <button type="button" className="button button-quiet" onClick={onBack}>
        {words.otherCode}
      </button>
    </div>
  );
}
