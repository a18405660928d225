import type { Surroundings } from '@maqiao/browser';
import type { PageSettings } from '@maqiao/shared';
import type { OfferedMethod } from '../methods/offered-methods.ts';
import { useAccountWords } from './account-context.ts';
import { ProofView } from './proof-view.tsx';
import { ResumeView } from './resume-view.tsx';
import type { Asking, Wishes } from './use-wishes.ts';

interface AskingViewProps {
  asking: Asking;
  wishes: Wishes;
  methods: readonly OfferedMethod[];
  settings: PageSettings;
  surroundings: Surroundings;
  cardStyles: string | undefined;
}

/** What stands in place of the account: a proof, the WeChat that is to be added, or the question after a proof elsewhere. */
export function AskingView({ asking, wishes, ...card }: AskingViewProps) {
  const { words } = useAccountWords();
  switch (asking.step) {
    case 'resume':
      return <ResumeView wanted={asking.wanted} onGoOn={wishes.goOn} onBack={wishes.giveUp} />;
    case 'link':
      return (
        <ProofView
          {...card}
          asked={{ purpose: 'link' }}
          title={words.linkTitle}
          lead={words.linkLead}
          cardWords={words.linkCard}
          fault={asking.fault}
          onDone={wishes.linked}
          onProofNeeded={wishes.proofNeeded}
          onBack={wishes.giveUp}
        />
      );
    case 'step-up':
      return (
        <ProofView
          {...card}
          asked={{ purpose: 'step-up', action: asking.action }}
          title={words.proofTitle}
          lead={words.proofFor[asking.action]}
          cardWords={words.proofCard}
          fault={asking.fault}
          onDone={wishes.goOn}
          onBack={wishes.giveUp}
        />
      );
  }
}
