// The shop through the client of @hey-api/openapi-ts: node use-hey.js URL. Prints what it got.
declare const process: { readonly argv: readonly string[] };
import { client } from './hey/client.gen.js';
import {
  itemServiceCountItems,
  itemServiceCreateItem,
  itemServiceGetItem,
  itemServiceListItems,
  itemServiceRemoveItem,
  itemServiceRenameItem,
  itemServiceTotal,
} from './hey/index.js';
import type { NewItem } from './hey/index.js';

client.setConfig({ baseUrl: process.argv[2] ?? '' });

const body: NewItem = {
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
const created = await itemServiceCreateItem({ body });
const id: string = created.data?.id ?? '';
const again = await itemServiceCreateItem({ body });
const got = await itemServiceGetItem({ path: { id } });
const missing = await itemServiceGetItem({ path: { id: 'none' } });
const listed = await itemServiceListItems({
  query: {
    tags: ['red', 'big'],
    'where.before': '2026-01-31T12:00:00Z',
    'where.least': '9007199254740993',
    size: 5,
  },
});
const renamed = await itemServiceRenameItem({ path: { id }, body: { title: 'Stool' } });
const count = await itemServiceCountItems();
const total = await itemServiceTotal({
  body: {
    prices: [
      { amount: '9007199254740993', currency: 'EUR' },
      { amount: 7, currency: 'EUR' },
    ],
  },
});
const refused = await itemServiceTotal({ body: { prices: [{ amount: '1', currency: 'euro' }] } });
const removed = await itemServiceRemoveItem({ path: { id } });
const next: string | undefined = listed.data?.next;
const title: string | undefined = renamed.data?.title;
const amount: string | number | undefined = got.data?.price.amount;
console.log(
  JSON.stringify({
    created: created.data,
    again: [again.response?.status, again.error?.code],
    got: [got.data?.id === id, amount],
    missing: [missing.response?.status, missing.error?.code],
    listed: [listed.data?.items.length, next],
    title,
    count: count.data,
    total: total.data,
    refused: refused.error?.errors?.map(({ in: part, path, rule }) => [part, path, rule]),
    removed: removed.response?.status,
  }),
);
