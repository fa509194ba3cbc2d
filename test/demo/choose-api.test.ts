import { expect, test } from 'vitest';
import { chooseApi } from '../../demo/feed/choose-api.ts';

const OWN = 'https://likes.example/';
const ALLOWED = ['https://staging.example'];

test.each([
  'https://evil.example',
  'https://staging.example.evil.example',
  'http://staging.example',
  'https://127.0.0.1.evil.example',
  'https://staging.example@evil.example',
  'javascript:alert(1)',
  '//evil.example',
  'no address',
  '',
])('a link cannot lead the page to the API %j', (named) => {
  expect(chooseApi(named, OWN, ALLOWED)).toEqual({ api: 'https://likes.example', refused: named });
});

test.each([
  ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
  ['http://localhost:3000', 'http://localhost:3000'],
  ['https://staging.example/', 'https://staging.example'],
])('a link may lead it to %s', (named, api) => {
  expect(chooseApi(named, OWN, ALLOWED)).toEqual({ api, refused: undefined });
});

test('without such a link the page uses its own', () => {
  expect(chooseApi(null, OWN, ALLOWED)).toEqual({ api: 'https://likes.example', refused: undefined });
  expect(chooseApi(null, '', [])).toEqual({ api: '', refused: undefined });
});
