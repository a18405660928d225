import { describe, expect, test } from '@jest/globals';
import { readPushDocument, writePushDocument } from './push-document.ts';
import { readPushMessage } from './push-message.ts';

const read = (text: string) => readPushDocument(text)?.fields;

test('reads XML and JSON, with long numbers as they were written', () => {
  const xml =
    '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><MsgId>24567247867923457</MsgId><Content><![CDATA[12 &lt; <b>]]></Content></xml>';
  expect(Object.fromEntries(read(xml) ?? [])).toEqual({
    ToUserName: 'gh_1',
    MsgId: '24567247867923457',
    Content: '12 &lt; <b>',
  });
  const json =
    '\uFEFF {"ToUserName":"gh_1","MsgId":24567247867923457,"Content":"12","Extra":{"a":1},"List":[1]}';
  expect(Object.fromEntries(read(json) ?? [])).toEqual({
    ToUserName: 'gh_1',
    MsgId: '24567247867923457',
    Content: '12',
  });
});

describe('refuses', () => {
  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['half of a document', '<xml><ToUserName>a</ToUserName>'],
    ['another root', '<html><ToUserName>a</ToUserName></html>'],
    ['a document type', '<!DOCTYPE xml><xml><ToUserName>a</ToUserName></xml>'],
    ['a document type in small letters', '<!doctype xml><xml><ToUserName>a</ToUserName></xml>'],
    [
      'entities of a file',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Content>&f;</Content></xml>',
    ],
    [
      'entities that multiply',
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>',
    ],
    ['broken JSON', '{"ToUserName":'],
    ['a list', '[{"ToUserName":"a"}]'],
  ])('%s', (_name, text) => {
    expect(readPushDocument(text)).toBeUndefined();
  });
});

test('expands no entity, and takes a member that is there twice for none', () => {
  expect(read('<xml><Content>&amp;&#65;&x;</Content></xml>')?.get('Content')).toBe('&amp;&#65;&x;');
  const twice = '<xml><FromUserName>o1</FromUserName><FromUserName>o2</FromUserName></xml>';
  expect(read(twice)?.has('FromUserName')).toBe(false);
  expect(read('{"__proto__":{"FromUserName":"o1"}}')?.has('FromUserName')).toBe(false);
});

test.each(['xml', 'json'] as const)('what is written as %s is read again, whatever the text is', (format) => {
  const Content = 'a]]>b <c> & "d" \u{1F600} 码桥\n二';
  const text = writePushDocument(format, { ToUserName: 'o1', CreateTime: 1, Content });
  expect(Object.fromEntries(readPushDocument(text)?.fields ?? [])).toEqual({
    ToUserName: 'o1',
    CreateTime: '1',
    Content,
  });
});

test('a control character, which no XML may hold, is left out', () => {
  expect(writePushDocument('xml', { Content: 'a\u0000\u0007b\ud800c' })).toContain('<![CDATA[abc]]>');
});

test('a repeat has the same id, another event of the same second has not', () => {
  const event = { ToUserName: 'gh_1', FromUserName: 'o1', CreateTime: '5', MsgType: 'event', Event: 'SCAN' };
  const idOf = (members: Record<string, string>) => readPushMessage(new Map(Object.entries(members)))?.id;
  expect(idOf(event)).toBe(idOf({ ...event, Ticket: 'x' }));
  expect(idOf(event)).not.toBe(idOf({ ...event, Event: 'LOCATION' }));
  expect(idOf(event)).not.toBe(idOf({ ...event, CreateTime: '6' }));
  expect(idOf({ ...event, EventKey: 'mq_1' })).not.toBe(idOf({ ...event, EventKey: 'mq_2' }));
  const text = { ...event, MsgType: 'text', MsgId: '24567247867923457' };
  expect(idOf(text)).not.toBe(idOf({ ...text, MsgId: '24567247867923458' }));
  expect(idOf({ ...event, FromUserName: '' })).toBeUndefined();
});
