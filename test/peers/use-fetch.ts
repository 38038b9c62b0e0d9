// The shop through openapi-fetch, typed by openapi-typescript: node use-fetch.js URL. Prints what it got.
declare const process: { readonly argv: readonly string[] };
import createClient from 'openapi-fetch';
import type { components, paths } from './paths.js';

const client = createClient<paths>({ baseUrl: process.argv[2] ?? '' });

const body: components['schemas']['NewItem'] = {
  title: 'Chair',
  priority: 2,
  price: { amount: '9007199254740993', currency: 'EUR' },
  picture: 'aGk=',
  labels: { room: 'kitchen' },
  stock: { here: 3 },
  codes: [[7, 'seven']],
  tags: ['red', 'big'],
  size: [1, 2, 3],
  shape: { kind: 'circle', radius: 1.5 },
  note: null,
};
const created = await client.POST('/items', { body });
const id: string = created.data?.id ?? '';
const again = await client.POST('/items', { body });
const got = await client.GET('/items/{id}', { params: { path: { id } } });
const missing = await client.GET('/items/{id}', { params: { path: { id: 'none' } } });
const listed = await client.GET('/items', {
  params: {
    query: {
      tags: ['red', 'big'],
      'where.before': '2026-01-31T12:00:00Z',
      'where.least': '9007199254740993',
      size: 5,
    },
  },
});
const renamed = await client.PUT('/items/{id}/title', {
  params: { path: { id } },
  body: { title: 'Stool' },
});
const count = await client.POST('/items/count');
const total = await client.POST('/items/total', {
  body: {
    prices: [
      { amount: '9007199254740993', currency: 'EUR' },
      { amount: 7, currency: 'EUR' },
    ],
  },
});
const refused = await client.POST('/items/total', {
  body: { prices: [{ amount: '1', currency: 'euro' }] },
});
const removed = await client.DELETE('/items/{id}', { params: { path: { id } } });
const next: string | undefined = listed.data?.next;
const title: string | undefined = renamed.data?.title;
const amount: string | number | undefined = got.data?.price.amount;
console.log(
  JSON.stringify({
    created: created.data,
    again: [again.response.status, again.error?.code],
    got: [got.data?.id === id, amount],
    missing: [missing.response.status, missing.error?.code],
    listed: [listed.data?.items.length, next],
    title,
    count: count.data,
    total: total.data,
    refused: refused.error?.errors?.map(({ in: part, path, rule }) => [part, path, rule]),
    removed: removed.response.status,
  }),
);
