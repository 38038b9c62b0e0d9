// The TypeScript compiler that ts-morph carries, without ts-morph around it: a third of the load
// time. Required, not imported: an import would first scan its nine megabytes for their format.
import { createRequire } from 'node:module';

export default createRequire(import.meta.url)('@ts-morph/common/dist/typescript.js');
