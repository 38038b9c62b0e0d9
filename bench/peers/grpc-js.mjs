// A gRPC server as most are written for Node: grpc-js, the .proto loaded when it starts, one log line per call.
import { fileURLToPath } from 'node:url';
import { Server, ServerCredentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { logger } from './logger.mjs';
import { port } from './port.mjs';

const contract = fileURLToPath(new URL('../contracts/orders.proto', import.meta.url));
const { bench } = loadPackageDefinition(loadSync(contract));

const server = new Server();
server.addService(bench.v1.OrderService.service, {
  placeOrder(call, callback) {
    const started = performance.now();
    callback(null, call.request);
    const duration_ms = performance.now() - started;
    logger.info({ operation: 'OrderService.placeOrder', code: 'ok', duration_ms }, 'call');
  },
});
server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error) => {
  if (error) throw error;
});
