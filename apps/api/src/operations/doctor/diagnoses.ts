import type { Diagnosis } from './diagnosis.ts';
import { ACCOUNT_DIAGNOSES } from './words-account.ts';
import { ADDRESS_DIAGNOSES } from './words-address.ts';
import { CLIENTS_DIAGNOSES } from './words-clients.ts';
import { DOMAIN_DIAGNOSES } from './words-domains.ts';
import { HERE_DIAGNOSES } from './words-here.ts';
import { PROXY_DIAGNOSES } from './words-proxy.ts';
import { WECHAT_DIAGNOSES } from './words-wechat.ts';

/** Everything that the doctor can say. */
export const DIAGNOSES = {
  ...HERE_DIAGNOSES,
  ...WECHAT_DIAGNOSES,
  ...ACCOUNT_DIAGNOSES,
  ...DOMAIN_DIAGNOSES,
  ...ADDRESS_DIAGNOSES,
  ...PROXY_DIAGNOSES,
  ...CLIENTS_DIAGNOSES,
} satisfies Record<string, Diagnosis>;

export type DiagnosisCode = keyof typeof DIAGNOSES;
