import { join } from 'node:path';
import { loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { benchDir } from '../lib/paths.mjs';

/** The contract of both servers. */
export const ordersContract = join(benchDir, 'contracts', 'orders.proto');

/** The one method, by its path in HTTP/2. */
export const path = '/bench.v1.OrderService/PlaceOrder';

const order = {
  id: '123e4567-e89b-42d3-a456-426614174000',
  customer: 'Ada Lovelace',
  totalCents: 9007,
  channel: 'CHANNEL_WEB',
  lines: [
    { sku: 'AB-1234', count: 2, price: 19.99 },
    { sku: 'CD-0815', count: 1, price: 4.5 },
    { sku: 'XY-4711', count: 12, price: 0.75 },
  ],
  address: { street: 'Elm Street 1', zip: '10115', country: 'DE' },
  labels: { shop: 'berlin' },
  placed: { seconds: 1_770_000_000, nanos: 250_000_000 },
  gift: true,
  coupons: ['SPRING', 'WELCOME'],
};

/** The bytes that are sent in every call, as proto-loader writes them. */
export function orderBytes() {
  return methodOfLoader().requestSerialize(order);
}

/** What an answer says; two servers may write the entries of one message in another order. */
export function readOrder(bytes) {
  return JSON.stringify(methodOfLoader().responseDeserialize(bytes));
}

function methodOfLoader() {
  const { bench } = loadPackageDefinition(loadSync(ordersContract));
  return bench.v1.OrderService.service.PlaceOrder;
}
