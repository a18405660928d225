import { expect, test } from '@jest/globals';
import { returnIn } from './return-address.ts';

test.each([
  ['', null],
  ['from=elsewhere', null],
  ['link=added', { purpose: 'link', outcome: 'added', fault: null }],
  ['step_up=done', { purpose: 'step-up', outcome: 'done', fault: null }],
  ['link=declined', { purpose: 'link', outcome: 'declined', fault: 'access_denied' }],
  ['step_up=not_same_person', { purpose: 'step-up', outcome: null, fault: 'not_same_person' }],
  ['link=toString', { purpose: 'link', outcome: null, fault: null }],
])('the address that WeChat’s page has led back to, ?%s', (query, expected) => {
  expect(returnIn(new URLSearchParams(query))).toEqual(expected);
});
