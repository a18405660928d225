import type { Language } from '@maqiao/shared';
import { sentenceOf, type Finding } from './finding.ts';
import type { Topic, TopicFindings } from './examination.ts';
import type { Severity } from './diagnosis.ts';

const MARKS: Record<Severity, string> = { ok: '✓', note: '·', warning: '!', fault: '✗' };

const TITLES: Record<Topic, Record<Language, string>> = {
  settings: { en: 'Settings', zh: '设置' },
  files: { en: 'Files', zh: '文件' },
  database: { en: 'Database and secret', zh: '数据库与密钥' },
  redis: { en: 'Redis', zh: 'Redis' },
  wechat: { en: 'WeChat', zh: '微信' },
  address: { en: 'The way to the server', zh: '访问路径' },
  channels: { en: 'Official account and website app', zh: '公众号与网站应用' },
  clients: { en: 'Clients (OpenID Connect)', zh: '客户端（OpenID Connect）' },
  sites: { en: 'Protected sites', zh: '受保护的网站' },
};

/** One topic for people. */
export function topicText({ topic, findings }: TopicFindings, language: Language): string {
  if (findings.length === 0) return '';
  const lines = findings.map((finding) => `  ${MARKS[finding.severity]} ${sentenceOf(finding, language)}`);
  return `${TITLES[topic][language]}\n${lines.join('\n')}\n\n`;
}

/** The last line: how many things want mending. */
export function summaryText(findings: readonly Finding[], language: Language): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const [faults, warnings] = [count('fault'), count('warning')];
  if (language === 'zh') {
    return faults + warnings === 0
      ? '没有发现问题。\n'
      : `发现 ${faults} 个故障（✗），${warnings} 个警告（!）。\n`;
  }
  if (faults + warnings === 0) return 'Nothing wrong was found.\n';
  return `${faults} ${faults === 1 ? 'fault' : 'faults'} (✗), ${warnings} ${warnings === 1 ? 'warning' : 'warnings'} (!).\n`;
}

/** Everything for machines: `ok` is false when there is a fault, and every finding has its sentence in both languages. */
export function reportJson(topics: readonly TopicFindings[]): string {
  const findings = topics.flatMap((one) =>
    one.findings.map((finding) => ({
      topic: one.topic,
      code: finding.code,
      severity: finding.severity,
      facts: finding.facts,
      en: sentenceOf(finding, 'en'),
      zh: sentenceOf(finding, 'zh'),
    })),
  );
  const ok = !findings.some(({ severity }) => severity === 'fault');
  return `${JSON.stringify({ ok, findings }, null, 2)}\n`;
}
