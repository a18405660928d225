import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What `npm run doctor` prints beside its findings, which are in `words-*.ts`. */
export const doctorMessages = {
  doctor_usage: {
    en: `{command} [--lang en|zh] [--json] [--patient] [--before-start]
  --json          for machines: every finding with its code, its facts and both languages
  --patient       watches a silent socket for 30 s, to find a proxy that cuts it
  --before-start  looks only at what is there before the server runs`,
    zh: `{command} [--lang en|zh] [--json] [--patient] [--before-start]
  --json          供程序读取：每项结果的代码、事实和两种语言的说明
  --patient       观察一条安静的连接 30 秒，找出会切断它的代理
  --before-start  只检查服务启动之前就能检查的内容`,
  },
  no_answer: { en: 'no answer', zh: '没有响应' },
  query_failed: { en: 'a query failed', zh: '有一条查询失败' },
  look_at_database: {
    en: 'Check that the server runs, that the address in DATABASE_URL is right, or that the folder of the SQLite file may be written to.',
    zh: '请检查数据库服务是否运行，DATABASE_URL 里的地址是否正确；若是 SQLite，检查文件夹是否可写。',
  },
  look_at_redis: {
    en: 'Check that the server runs, and that the address in REDIS_URL is right.',
    zh: '请检查服务是否运行，以及 REDIS_URL 里的地址是否正确。',
  },
  other_words: { en: 'other words', zh: '响应的不是码桥' },
  connection_closed: { en: 'closed', zh: '连接被关闭' },
  certificate_refused: { en: 'refused', zh: '被拒绝' },
  certificate_for_nobody: { en: 'nobody', zh: '没有任何域名' },
  somewhere_else: { en: 'elsewhere', zh: '别处' },
  reason_unknown: { en: 'unknown', zh: '原因不明' },
  clock_of_wechat: { en: 'WeChat’s', zh: '微信的时钟' },
  clock_of_machine: { en: 'that of this machine', zh: '本机的时钟' },
} as const satisfies MessageTable;
