import { useLoad, usePullDownRefresh } from '@tarojs/taro';
import { phoneLanguage } from '../../platform/language.ts';
import { endPullDown } from '../../platform/pull-down.ts';
import { switchSharingOff } from '../../platform/sharing.ts';
import { setTitle } from '../../platform/title.ts';
import { AuditLogPage } from '../../audit-log/audit-log-page.tsx';
import { useAuditLog } from '../../audit-log/use-audit-log.ts';
import { useCopy } from '../../words/use-copy.ts';

/** What happened around the person's sign-ins. */
export default function TrailRoute() {
  const language = phoneLanguage();
  const copy = useCopy(language);
  const { state, actions } = useAuditLog();
  useLoad(() => {
    setTitle(copy.auditLog.title);
    switchSharingOff();
    void actions.load();
  });
  usePullDownRefresh(() => void actions.load().then(endPullDown));
  return <AuditLogPage state={state} actions={actions} copy={copy} language={language} />;
}
